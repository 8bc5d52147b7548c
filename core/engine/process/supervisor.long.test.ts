import { fork } from 'node:child_process';
import { expect, onTestFinished, test } from 'vitest';
import type { EngineMessage } from '../../contract/wire.ts';
import { createLog } from '../../kernel/log.ts';
import { temporaryFolder } from '../../../test/vedette.ts';
import type { EngineProcess } from './messages.ts';
import { forkNodeEngine } from './node-process.ts';
import { superviseEngine, type Supervisor } from './supervisor.ts';

const log = createLog('silent');

/** A window that keeps what it hears, and waits for what a test is after. */
function windowOf(supervisor: Supervisor) {
  const heard: EngineMessage[] = [];
  let look = (): void => {};
  const window = supervisor.connect((message) => {
    heard.push(message);
    look();
  });
  const until = (is: (message: EngineMessage) => boolean): Promise<EngineMessage> =>
    new Promise((resolve) => {
      look = () => {
        const at = heard.findIndex(is);
        if (at >= 0) resolve(heard.splice(0, at + 1).at(-1)!);
      };
      look();
    });
  return { ...window, heard, until };
}

function call(id: number, method: string, workspace: string | null = null, input: unknown = {}): unknown {
  return { kind: 'call', id, workspace, method, input };
}

test('windows outlive the engine: what waits is answered, what was asked when it died fails, then all goes on', async () => {
  process.env['VEDETTE_HOME'] = temporaryFolder();
  let engine: EngineProcess | null = null;
  const supervisor = superviseEngine({ fork: () => (engine = forkNodeEngine()), log, firstRetryMs: 10 });
  onTestFinished(() => supervisor.stop());
  const window = windowOf(supervisor);
  // Asked before there is anybody to answer.
  window.receive(call(1, 'app.describe'));
  expect(await window.until(({ kind }) => kind === 'done')).toMatchObject({ id: 1, out: { workspaces: [] } });

  window.receive(call(2, 'app.createWorkspace', null, { name: 'Case' }));
  const made = (await window.until((message) => message.kind === 'done' && message.id === 2)) as unknown as {
    readonly out: { readonly id: string };
  };
  engine!.kill();
  window.receive(call(3, 'workspace.countAll', made.out.id));
  expect(await window.until(({ kind }) => kind === 'engine')).toMatchObject({ state: 'down', retryInMs: 10 });
  expect(await window.until((message) => message.kind === 'failed' || message.kind === 'done')).toMatchObject({
    id: 3,
    error: { code: 'E_ENGINE_STOPPED' },
  });
  expect(await window.until(({ kind }) => kind === 'engine')).toMatchObject({ state: 'up' });
  window.receive(call(4, 'workspace.countAll', made.out.id));
  expect(await window.until((message) => message.kind === 'done')).toMatchObject({ id: 4, out: { events: 0 } });
});

test('an engine that dies at every start is given up, and whoever asks is told so', async () => {
  const starts: number[] = [];
  const supervisor = superviseEngine({
    fork: () => {
      starts.push(starts.length);
      const child = fork('-', [], { execArgv: ['--eval', 'process.exit(3)'], stdio: 'ignore' });
      return {
        send: () => {},
        onMessage: () => {},
        onExit: (listener) => child.once('exit', (code) => listener(`it ended with ${code}`)),
        kill: () => child.kill(),
      };
    },
    log,
    firstRetryMs: 1,
  });
  const window = windowOf(supervisor);
  const givenUp = await window.until(
    (message) => message.kind === 'engine' && message.state === 'down' && message.retryInMs === null,
  );
  expect(givenUp).toMatchObject({ reason: 'it ended with 3' });
  expect(starts).toHaveLength(7);
  window.receive(call(9, 'app.describe'));
  expect(await window.until(({ kind }) => kind === 'failed')).toMatchObject({
    id: 9,
    error: { code: 'E_ENGINE_STOPPED' },
  });
  await expect(supervisor.grant('/x', false)).rejects.toMatchObject({ code: 'E_ENGINE_STOPPED' });
});

test('what a page may not do is refused: methods that name files, files it was not given, other windows’ words', async () => {
  process.env['VEDETTE_HOME'] = temporaryFolder();
  const supervisor = superviseEngine({ fork: forkNodeEngine, log });
  onTestFinished(() => supervisor.stop());
  const window = windowOf(supervisor);
  window.receive(call(1, 'app.createWorkspace', null, { name: 'Case' }));
  const made = (await window.until((message) => message.kind === 'done')) as unknown as {
    readonly out: { readonly id: string };
  };
  const refused = [
    ['evidence.importPaths', { paths: ['/etc'] }, 'E_INPUT_INVALID'],
    ['workspace.backUp', { to: '/tmp/x' }, 'E_INPUT_INVALID'],
    ['workspace.restore', { from: '/tmp/x' }, 'E_INPUT_INVALID'],
    ['demo.resetWorkspace', { scenario: '/etc/passwd' }, 'E_INPUT_INVALID'],
    ['evidence.importGranted', { grants: ['/etc/passwd'] }, 'E_GRANT_UNKNOWN'],
    ['__proto__', {}, 'E_INPUT_INVALID'],
    ['constructor', {}, 'E_INPUT_INVALID'],
  ] as const;
  for (const [at, [method, input, code]] of refused.entries()) {
    window.receive(call(at + 2, method, made.out.id, input));
    expect(await window.until((message) => message.kind === 'failed')).toMatchObject({ id: at + 2, error: { code } });
  }
  for (const noise of [
    null,
    7,
    'x',
    [],
    {},
    { kind: 'call' },
    { kind: 'call', id: -1, method: 'x' },
    { kind: 'toString' },
  ]) {
    window.receive(noise);
  }
  window.receive(call(99, 'workspace.countAll', 'no-such-workspace'));
  expect(await window.until((message) => message.kind === 'failed')).toMatchObject({
    error: { code: 'E_WORKSPACE_UNKNOWN' },
  });
});
