// @promise SEC-05
// @promise-part SEC-06 what the engine answers on the port of a page, which its own schemas parse (core/engine/api)
import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SHELL_CALLS, type ShellAnswer } from '../../core/contract/desktop.ts';
import { createLog } from '../../core/kernel/log.ts';
import { listenToPages, senderFault, type CallEvent, type IpcHandlers } from './ipc.ts';
import { IPC_CONTRACT, type IpcName } from './ipc-contract.ts';

const OURS: CallEvent = {
  sender: { id: 7, mainFrame: { frameTreeNodeId: 70 } },
  senderFrame: { origin: 'app://vedette', url: 'app://vedette/w/1/queue', parent: null, frameTreeNodeId: 70 },
};
const frame = OURS.senderFrame!;

type Listener = (event: CallEvent, ...args: unknown[]) => Promise<ShellAnswer<unknown>>;

/** The wrapper over an `ipcMain` that keeps what is registered, with handlers that say they were reached. */
function listening(handlers: Partial<IpcHandlers> = {}): {
  call: Listener & ((...all: never[]) => unknown);
  of(name: IpcName): Listener;
  reached: string[];
} {
  const registered = new Map<string, Listener>();
  const reached: string[] = [];
  const ipcMain = {
    handle: (channel: string, listener: (event: IpcMainInvokeEvent, ...args: unknown[]) => unknown) =>
      void registered.set(channel, listener as unknown as Listener),
  } satisfies Pick<IpcMain, 'handle'>;
  const reach = <Out>(name: string, out: Out): Out => {
    reached.push(name);
    return out;
  };
  listenToPages(
    { ipcMain, isKnown: (id) => id === 7, log: createLog('silent') },
    {
      connect: () => reach('connect', null),
      grant: () => reach('grant', 'a-grant'),
      chooseEvidence: () => reach('chooseEvidence', []),
      openWorkspace: () => reach('openWorkspace', null),
      newWorkspace: () => reach('newWorkspace', null),
      openExternal: () => reach('openExternal', true),
      copyText: () => reach('copyText', null),
      describe: () => reach('describe', { secretProtection: 'none' }),
      ready: () => reach('ready', null),
      ...handlers,
    },
  );
  const of = (name: IpcName): Listener => registered.get(SHELL_CALLS[name])!;
  return { call: of('grant') as never, of, reached };
}

const BAD_SENDERS: readonly (readonly [string, CallEvent, RegExp])[] = [
  ['a window that is not ours', { ...OURS, sender: { ...OURS.sender, id: 8 } }, /not a window of ours/],
  ['a frame that is gone', { ...OURS, senderFrame: null }, /frame is gone/],
  ['a frame inside the page', { ...OURS, senderFrame: { ...frame, parent: {} as never } }, /a frame inside/],
  [
    'a frame that is not the main one',
    { ...OURS, senderFrame: { ...frame, frameTreeNodeId: 71 } },
    /not the main frame/,
  ],
  ['another origin', { ...OURS, senderFrame: { ...frame, origin: 'https://vedette' } }, /another origin/],
  [
    'an origin that only begins like ours',
    { ...OURS, senderFrame: { ...frame, origin: 'app://vedette.example' } },
    /another origin/,
  ],
  ['an opaque origin', { ...OURS, senderFrame: { ...frame, origin: 'null' } }, /another origin/],
  ['our origin at another address', { ...OURS, senderFrame: { ...frame, url: 'about:blank' } }, /another origin/],
  ['a file', { ...OURS, senderFrame: { ...frame, origin: 'file://', url: 'file:///tmp/x.html' } }, /another origin/],
  [
    'the developer tools',
    { ...OURS, senderFrame: { ...frame, origin: 'devtools://devtools', url: 'devtools://devtools/x' } },
    /another origin/,
  ],
];

describe('who may call', () => {
  test('the main frame of a window of ours, showing our page', () => {
    expect(senderFault(OURS, (id) => id === 7)).toBeNull();
  });

  test.each(BAD_SENDERS)('not %s', async (_name, event, why) => {
    const { of, reached } = listening();
    for (const name of Object.keys(SHELL_CALLS) as IpcName[]) {
      const answer = await of(name)(event, undefined);
      expect(answer).toMatchObject({ ok: false, error: { code: 'E_SENDER_REFUSED' } });
      expect(answer.ok ? '' : answer.error.message).toMatch(why);
    }
    expect(reached).toEqual([]);
  });
});

describe('what may be said', () => {
  test.each<[IpcName, unknown, unknown]>([
    ['connect', undefined, null],
    ['grant', '/evidence/Security.evtx', 'a-grant'],
    ['chooseEvidence', 'folder', []],
    ['openExternal', 'https://attack.mitre.org/', true],
    ['copyText', '', null],
    ['describe', undefined, { secretProtection: 'none' }],
  ])('%s', async (name, input, out) => {
    expect(await listening().of(name)(OURS, input)).toEqual({ ok: true, out });
  });

  test.each<[IpcName, unknown, string]>([
    ['connect', 1, 'E_LIMIT_EXCEEDED'],
    ['connect', {}, 'E_INPUT_INVALID'],
    ['grant', '', 'E_INPUT_INVALID'],
    ['grant', undefined, 'E_INPUT_INVALID'],
    ['grant', ['/etc/passwd'], 'E_INPUT_INVALID'],
    ['grant', { path: '/etc/passwd' }, 'E_INPUT_INVALID'],
    ['grant', 'x'.repeat(40_000), 'E_INPUT_INVALID'],
    ['grant', 'x'.repeat(70_000), 'E_LIMIT_EXCEEDED'],
    ['chooseEvidence', 'registry', 'E_INPUT_INVALID'],
    ['chooseEvidence', new Map([['a', 1]]), 'E_LIMIT_EXCEEDED'],
    ['openExternal', 7, 'E_INPUT_INVALID'],
    ['copyText', new Uint8Array(4), 'E_LIMIT_EXCEEDED'],
    ['copyText', 'x'.repeat(17 * 1_024 * 1_024), 'E_LIMIT_EXCEEDED'],
  ])('not %s with what it does not take', async (name, input, code) => {
    const { of, reached } = listening();
    expect(await of(name)(OURS, input)).toMatchObject({ ok: false, error: { code } });
    expect(reached).toEqual([]);
  });

  test('one value, not two', async () => {
    const answer = await listening().of('grant')(OURS, '/a', '/b');
    expect(answer).toMatchObject({ ok: false, error: { code: 'E_INPUT_INVALID' } });
  });

  test('anything: it is answered by a value, and reaches a handler only if the schema takes it', async () => {
    const { of, reached } = listening();
    const names = fc.constantFrom(...(Object.keys(SHELL_CALLS) as IpcName[]));
    await fc.assert(
      fc.asyncProperty(
        names,
        fc.anything({ withBigInt: true, withMap: true, withNullPrototype: true }),
        async (name, input) => {
          reached.length = 0;
          const answer = await of(name)(OURS, input);
          const isTaken = IPC_CONTRACT[name].in.safeParse(input).success;
          expect({ isTaken: answer.ok ? isTaken : null, reached }).toEqual(
            answer.ok ? { isTaken: true, reached: [name] } : { isTaken: null, reached: [] },
          );
        },
      ),
    );
  });
});

describe('what goes back', () => {
  test('nothing that the contract does not name', async () => {
    const { of } = listening({ describe: () => ({ secretProtection: 'system', home: '/home/ada' }) as never });
    expect(await of('describe')(OURS)).toMatchObject({ ok: false, error: { code: 'E_INTERNAL' } });
  });

  test('a failure as a value with its code', async () => {
    const { of } = listening({
      openWorkspace: () => {
        throw new Error('the disk is gone');
      },
    });
    expect(await of('openWorkspace')(OURS)).toEqual({
      ok: false,
      error: expect.objectContaining({ code: 'E_INTERNAL', message: 'the disk is gone' }) as unknown,
    });
  });
});
