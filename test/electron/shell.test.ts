/**
 * The whole shell over a stand-in for Electron and the real engine: a page connects, asks, is told; the engine dies and comes
 * back; files come in by dialog, by drop and by the command line.
 */
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseLaunch } from '../../electron/main/launch.ts';
import { runShell, type RunningShell } from '../../electron/main/shell.ts';
import { stopEngineFirst } from '../../electron/main/stop.ts';
import type { ShellAnswer, ShellRequest } from '../../core/contract/desktop.ts';
import type { EngineMessage } from '../../core/contract/wire.ts';
import type { EngineProcess } from '../../core/engine/process/messages.ts';
import { forkNodeEngine } from '../../core/engine/process/node-process.ts';
import { superviseEngine, type Supervisor } from '../../core/engine/process/supervisor.ts';
import { openDataFolder } from '../../core/engine/service/data-folder.ts';
import { createLog } from '../../core/kernel/log.ts';
import { temporaryFolder } from '../vedette.ts';
import { FakeElectron } from './fake-electron.ts';
import { createLine, type Line } from './line.ts';

let fake: FakeElectron;
let supervisor: Supervisor;
let engine: EngineProcess;
let shell: RunningShell;
let folder: string;

beforeEach(() => {
  folder = temporaryFolder();
  process.env['VEDETTE_HOME'] = folder;
  fake = new FakeElectron();
  const log = createLog('silent');
  supervisor = superviseEngine({ fork: () => (engine = forkNodeEngine()), log, firstRetryMs: 10 });
  shell = runShell({
    electron: fake.electron,
    files: new Map(),
    supervisor,
    data: openDataFolder(folder),
    log,
    paths: { preload: '/preload.cjs', icon: '/icon.png', trayIcon: '/tray.png' },
    isDeveloping: false,
    platform: 'linux',
    monotonicMs: () => performance.now(),
  });
});
afterEach(async () => {
  await supervisor.stop();
  delete process.env['VEDETTE_HOME'];
});

type Port = {
  on(name: 'message', listener: (event: { readonly data: unknown }) => void): void;
  start(): void;
  postMessage(message: unknown): void;
};

/** Lets the page of the first window connect, as its preload script would. */
async function connected(): Promise<Line & { readonly port: Port; readonly heard: EngineMessage[] }> {
  const window = fake.windows[0]!;
  expect(await fake.call(window, 'vedette:connect')).toEqual({ ok: true, out: null });
  const port = window.webContents.ports.at(-1) as Port;
  const heard: EngineMessage[] = [];
  const line = createLine((message) => port.postMessage(message));
  port.on('message', ({ data }) => {
    heard.push(data as EngineMessage);
    line.receive(data as EngineMessage);
  });
  port.start();
  return { ...line, port, heard };
}

/** What the page is asked once it listens, until there are `count`. */
async function requests(count: number): Promise<readonly ShellRequest[]> {
  const window = fake.windows[0]!;
  await fake.call(window, 'vedette:ready');
  const asked = (): readonly ShellRequest[] =>
    window.webContents.sent.flatMap(({ channel, message }) =>
      channel === 'vedette:request' ? [message as ShellRequest] : [],
    );
  while (asked().length < count) await once(window.webContents, 'test-sent');
  return asked();
}

function out<Out>(answer: unknown): Out {
  const given = answer as ShellAnswer<Out>;
  if (!given.ok) throw new Error(`${given.error.code}: ${given.error.message}`);
  return given.out;
}

describe('a page', () => {
  test('asks the engine over a port; a new page takes the port over', async () => {
    const first = await connected();
    expect(await first.call(null, 'app.describe', {})).toMatchObject({ folder: path.join(folder, 'workspaces') });
    const second = await connected();
    expect(await second.call(null, 'app.describe', {})).toMatchObject({ workspaces: [] });
  });

  test('is not told that the engine died but by a word, and goes on with the next one', async () => {
    const page = await connected();
    await page.call(null, 'app.describe', {});
    engine.kill();
    while (!page.heard.some((message) => message.kind === 'engine' && message.state === 'down')) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(await page.call(null, 'app.describe', {})).toMatchObject({ workspaces: [] });
  });

  test('is answered when it says too much', async () => {
    const page = await connected();
    const tooMuch = page.call(null, 'app.describe', { text: 'x'.repeat(5 * 1_024 * 1_024) });
    await expect(tooMuch).rejects.toMatchObject({ code: 'E_LIMIT_EXCEEDED' });
    await expect(page.call(null, 'app.describe', { bytes: new Uint8Array(1) })).rejects.toMatchObject({
      code: 'E_LIMIT_EXCEEDED',
    });
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port, not a window
    page.port.postMessage(new Uint8Array(1));
    expect(await page.call(null, 'app.describe', {})).toMatchObject({ workspaces: [] });
  });

  test('that crashes is loaded again and says so; one that does so again and again is not', async () => {
    const { webContents } = fake.windows[0]!;
    const crash = (): boolean => webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
    for (let at = 0; at < 3; at++) crash();
    expect(webContents.reloads).toBe(3);
    expect((await requests(1))[0]).toMatchObject({ kind: 'sayFailed', error: { message: 'The page ended: crashed' } });
    fake.answers.button = 1;
    crash();
    await new Promise((resolve) => setImmediate(resolve));
    expect(webContents.reloads).toBe(3);
    expect(fake.app.calls).toContain('quit');
  });

  test('closed on purpose is not loaded again', () => {
    const { webContents } = fake.windows[0]!;
    webContents.emit('render-process-gone', {}, { reason: 'clean-exit', exitCode: 0 });
    expect(webContents.reloads).toBe(0);
  });
});

describe('files', () => {
  test('a new workspace is made where the person says, and opened as it is the next time', async () => {
    const window = fake.windows[0]!;
    expect(out(await fake.call(window, 'vedette:new-workspace'))).toBeNull();
    const file = path.join(folder, 'monday.vedette');
    fake.answers.saveAs = path.join(folder, 'monday');
    const id = out<string>(await fake.call(window, 'vedette:new-workspace'));
    expect(existsSync(file)).toBe(true);
    fake.answers.files = [file];
    expect(out(await fake.call(window, 'vedette:open-workspace'))).toBe(id);
    const page = await connected();
    expect(await page.call(id, 'workspace.describe', {})).toMatchObject({ isDemo: false });
  });

  test('chosen evidence is imported by its grant; its path stays with the shell', async () => {
    const evidence = path.join(folder, 'cleared.ndjson');
    writeFileSync(evidence, '{"Channel":"Security","EventID":1102,"Computer":"dc-01"}\n');
    fake.answers = { button: 0, files: [evidence], saveAs: path.join(folder, 'case.vedette') };
    const window = fake.windows[0]!;
    const [chosen] = out<readonly { readonly grant: string }[]>(
      await fake.call(window, 'vedette:choose-evidence', 'files'),
    );
    expect(chosen).toEqual({ grant: expect.any(String) as unknown, name: 'cleared.ndjson', sizeBytes: 57 });
    expect(JSON.stringify(chosen)).not.toContain(folder);
    const id = out<string>(await fake.call(window, 'vedette:new-workspace'));
    const page = await connected();
    const dropped = out<string>(await fake.call(window, 'vedette:grant', evidence));
    const report = await page.call(id, 'evidence.importGranted', { grants: [chosen!.grant, dropped] });
    expect(report).toMatchObject({ sources: [{ events: 1 }, { outcome: 'known' }] });
  });

  test('what is not there is said', async () => {
    const window = fake.windows[0]!;
    for (const given of [path.join(folder, 'gone.evtx'), 'relative.evtx', '/a\0b']) {
      expect(await fake.call(window, 'vedette:grant', given)).toMatchObject({
        ok: false,
        error: { code: 'E_SOURCE_NOT_FOUND' },
      });
    }
  });

  test('of the command line are offered, workspaces opened, links followed; nothing is imported by itself', async () => {
    const evidence = path.join(folder, 'a.ndjson');
    writeFileSync(evidence, '{"a":1}\n');
    const args = ['vedette', 'a.ndjson', 'gone.vedette', 'vedette://home', 'vedette://x?y', '--no-sandbox'];
    await shell.launch(parseLaunch(args, { folder, skip: 1 }));
    expect(await requests(4)).toEqual([
      { kind: 'goTo', workspace: null, screen: 'home' },
      {
        kind: 'sayFailed',
        what: 'A link was not followed',
        error: expect.objectContaining({ code: 'E_INPUT_INVALID' }) as unknown,
      },
      {
        kind: 'sayFailed',
        what: 'gone.vedette was not opened',
        error: expect.objectContaining({ code: 'E_SOURCE_NOT_FOUND' }) as unknown,
      },
      { kind: 'offerEvidence', files: [{ grant: expect.any(String) as unknown, name: 'a.ndjson', sizeBytes: 8 }] },
    ]);
  });
});

describe('around the page', () => {
  test('menus send commands to the page in front', () => {
    const items = fake.menus[0]!.flatMap(
      ({ submenu }) => submenu as unknown as readonly { id?: string; click?: () => void }[],
    );
    items.find(({ id }) => id === 'go.home')!.click!();
    expect(fake.windows[0]!.webContents.sent).toEqual([{ channel: 'vedette:command', message: 'go.home' }]);
  });

  test('text is copied, secrets are said to be unprotected, a link is asked about', async () => {
    const window = fake.windows[0]!;
    expect(out(await fake.call(window, 'vedette:copy-text', 'E_INTERNAL: x'))).toBeNull();
    expect(fake.copied).toEqual(['E_INTERNAL: x']);
    expect(out(await fake.call(window, 'vedette:describe'))).toEqual({ secretProtection: 'none' });
    expect(out(await fake.call(window, 'vedette:open-external', 'https://attack.mitre.org/'))).toBe(false);
    expect(await fake.call(window, 'vedette:open-external', 'http://example.org/')).toMatchObject({
      ok: false,
      error: { code: 'E_LINK_REFUSED' },
    });
  });

  test('a job that ends while nobody looks is noticed, by name and without evidence', async () => {
    const page = await connected();
    const noticed = once(fake.app, 'test-notice');
    await page.call(null, 'app.openDemo', {});
    await noticed;
    expect(fake.notices).toEqual([{ title: 'Make the demo', body: 'It came to its end.' }]);
  });

  test('a window that is closed leaves the list, and where it was is kept', () => {
    const window = fake.windows[0]!;
    window.emit('close');
    window.emit('closed');
    expect(openDataFolder(folder).readJson('window.json')).toEqual({
      bounds: { x: 10, y: 20, width: 900, height: 700 },
      isMaximised: false,
    });
    fake.app.emit('activate');
    expect(fake.windows).toHaveLength(2);
  });

  test('ending waits for the engine', async () => {
    stopEngineFirst(fake.electron.app, supervisor);
    let isPrevented = false;
    fake.app.emit('before-quit', { preventDefault: () => (isPrevented = true) });
    expect(isPrevented).toBe(true);
    while (!fake.app.calls.includes('quit')) await new Promise((resolve) => setTimeout(resolve, 5));
    isPrevented = false;
    fake.app.emit('before-quit', { preventDefault: () => (isPrevented = true) });
    expect(isPrevented).toBe(false);
  });
});
