// @promise-part SEC-04 a page of real Electron that looks for more
/** The preload script as it is built, run with a stand-in for what Electron gives a sandboxed script. */
import { EventEmitter } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import { beforeAll, describe, expect, test } from 'vitest';
import { PORT_MESSAGE, SHELL_CALLS, type DesktopBridge } from '../../core/contract/desktop.ts';
import { PROJECT_ROOT } from '../../scripts/steps.ts';
import { builtProgram } from './built-program.ts';

const FOLDER = path.join(PROJECT_ROOT, 'dist/desktop/preload');
let script: string;

interface Loaded {
  readonly exposed: Readonly<Record<string, DesktopBridge>>;
  readonly invoked: unknown[][];
  readonly ipc: EventEmitter;
  readonly posted: unknown[][];
}

function load(): Loaded {
  const exposed: Record<string, DesktopBridge> = {};
  const invoked: unknown[][] = [];
  const posted: unknown[][] = [];
  const ipc = Object.assign(new EventEmitter(), {
    invoke: (...args: unknown[]) => {
      invoked.push(args);
      return Promise.resolve({ ok: true, out: null });
    },
  });
  const electron = {
    contextBridge: { exposeInMainWorld: (name: string, bridge: DesktopBridge) => (exposed[name] = bridge) },
    ipcRenderer: ipc,
    webUtils: { getPathForFile: ({ name }: File) => `/evidence/${name}` },
  };
  const window = { location: { origin: 'app://vedette' }, postMessage: (...args: unknown[]) => posted.push(args) };
  // A sandboxed script has no more than this of `require`.
  const require = (name: string): unknown => {
    if (name !== 'electron') throw new Error(`module not found: ${name}`);
    return electron;
  };
  vm.runInNewContext(script, { require, window, module: { exports: {} }, exports: {} });
  return { exposed, invoked, ipc, posted };
}

describe('the preload script', () => {
  beforeAll(async () => {
    await builtProgram();
    script = readFileSync(path.join(FOLDER, 'index.cjs'), 'utf8');
  }, 60_000);

  test('is one file, as a sandboxed script has to be', () => {
    expect(readdirSync(FOLDER)).toEqual(['index.cjs']);
  });

  test('puts one object of named functions on the page, and nothing else', () => {
    const { exposed } = load();
    expect(Object.keys(exposed)).toEqual(['vedette']);
    const bridge = exposed['vedette']!;
    const names = Object.keys(SHELL_CALLS).filter((name) => name !== 'ready');
    expect(Object.keys(bridge).toSorted()).toEqual([...names, 'onCommand', 'onRequest'].toSorted());
    expect(Object.values(bridge).every((value) => typeof value === 'function')).toBe(true);
  });

  test('calls the channels of the contract with what it was given, and a file by its path', async () => {
    const { exposed, invoked } = load();
    const bridge = exposed['vedette']!;
    bridge.connect();
    await bridge.grant({ name: 'a.evtx' } as File);
    await bridge.chooseEvidence('folder');
    await bridge.openExternal('https://attack.mitre.org/');
    expect(invoked).toEqual([
      ['vedette:connect'],
      ['vedette:grant', '/evidence/a.evtx'],
      ['vedette:choose-evidence', 'folder'],
      ['vedette:open-external', 'https://attack.mitre.org/'],
    ]);
  });

  test('a listener is told the message alone, never the event, and can be taken away', () => {
    const { exposed, ipc, invoked } = load();
    const heard: unknown[][] = [];
    const stop = exposed['vedette']!.onCommand((...args: unknown[]) => heard.push(args));
    ipc.emit('vedette:command', { sender: 'an event with the way to everything' }, 'go.home', 'more');
    stop();
    ipc.emit('vedette:command', {}, 'go.queue');
    expect(heard).toEqual([['go.home']]);
    exposed['vedette']!.onRequest(() => {});
    expect(invoked).toEqual([['vedette:ready']]);
  });

  test('hands a port over to its own page and to no other origin', () => {
    const { ipc, posted } = load();
    const port = {};
    ipc.emit('vedette:port', { ports: [port] });
    expect(posted).toEqual([[PORT_MESSAGE, 'app://vedette', [port]]]);
  });
});
