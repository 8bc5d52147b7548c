/** The smaller parts of the shell: where the window goes, what menus hold, what is noticed, where secrets go. */
import { EventEmitter } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Job } from '../../core/contract/job.ts';
import { openDataFolder } from '../../core/engine/service/data-folder.ts';
import { MENU, menuTemplate } from './menu.ts';
import { createIncidentNotices, createJobNotices } from './notices.ts';
import { createSecretStore } from './secret-store.ts';
import { trayTemplate } from './tray.ts';
import { forkUtilityEngine, type Forking } from './utility-engine.ts';
import { restorePlacement } from './window-state.ts';

const dataFolder = (): ReturnType<typeof openDataFolder> =>
  openDataFolder(mkdtempSync(path.join(tmpdir(), 'vedette-shell-')));

describe('where the window goes', () => {
  const laptop = { workArea: { x: 0, y: 0, width: 1_440, height: 860 } };
  const beside = { workArea: { x: 1_440, y: -200, width: 2_560, height: 1_400 } };
  const bounds = { x: 1_600, y: 0, width: 1_800, height: 1_000 };

  test('where it was, as long as its title bar can be reached', () => {
    expect(restorePlacement({ bounds, isMaximised: true }, [laptop, beside])).toEqual({ bounds, isMaximised: true });
  });

  test('to the screen that is left, where the other was taken away, and no larger than that', () => {
    expect(restorePlacement({ bounds, isMaximised: false }, [laptop])).toEqual({
      bounds: { width: 1_440, height: 860 },
      isMaximised: false,
    });
  });

  test.each([
    ['above every screen', { ...bounds, x: 100, y: -500 }],
    ['below every screen', { ...bounds, x: 100, y: 900 }],
    ['with a corner only on a screen', { ...bounds, x: 1_400 }],
  ])('not %s', (_name, lost) => {
    expect(restorePlacement({ bounds: lost, isMaximised: false }, [laptop]).bounds).not.toHaveProperty('x');
  });

  test.each([null, {}, 'x', { bounds: { ...bounds, x: 1e9 }, isMaximised: false }, { bounds, isMaximised: 1 }])(
    'to the middle where nothing sensible was kept (%j)',
    (kept) => {
      expect(restorePlacement(kept, [laptop])).toEqual({ bounds: { width: 1_360, height: 860 }, isMaximised: false });
    },
  );
});

describe('menus', () => {
  const template = menuTemplate(MENU, 'linux', { command: () => {}, newWindow: () => {} });

  test('keys are shown and left to the page, which has its own listener', () => {
    const items = template.flatMap(
      ({ submenu }) => submenu as readonly { accelerator?: string; registerAccelerator?: boolean }[],
    );
    const keyed = items.filter(({ accelerator }) => accelerator !== undefined);
    expect(keyed.length).toBeGreaterThan(0);
    expect(keyed.every(({ registerAccelerator }) => registerAccelerator === false)).toBe(true);
  });

  test('every command is one that the page has', () => {
    const page = ['global-commands.tsx', 'desktop-shell.tsx', 'screens.ts']
      .map((name) => readFileSync(path.join(import.meta.dirname, '../../renderer/app', name), 'utf8'))
      .join('\n');
    const commands = MENU.flatMap(({ entries }) => entries).flatMap((entry) =>
      typeof entry === 'object' && 'command' in entry ? [entry.command] : [],
    );
    const isThere = (id: string): boolean => page.includes(`id: '${id.startsWith('go.') ? id.slice(3) : id}'`);
    expect(commands.filter((id) => !isThere(id))).toEqual([]);
  });

  test('a Mac has the menu of the program first; nothing opens developer tools', () => {
    expect(menuTemplate(MENU, 'darwin', { command: () => {}, newWindow: () => {} })[0]).toEqual({ role: 'appMenu' });
    expect(JSON.stringify(template)).not.toMatch(/toggleDevTools|viewMenu/);
  });
});

describe('what is noticed', () => {
  const job = (id: string, state: Job['state'], more: Partial<Job> = {}): Job => ({
    id,
    workspace: 'w',
    method: 'evidence.importPaths',
    subject: '/evidence/secret-name.evtx',
    state,
    startedMs: 0,
    endedMs: null,
    doneBytes: 0,
    totalBytes: null,
    events: null,
    bytesPerSecond: null,
    remainingMs: null,
    canCancel: true,
    error: null,
    ...more,
  });

  test('a job that ended since the list before, not one that had ended before or was stopped', () => {
    const notices = createJobNotices();
    expect(notices([job('a', 'running'), job('b', 'running'), job('c', 'running'), job('old', 'done')])).toEqual([]);
    const error = { code: 'E_WORKSPACE_DISK', message: '/evidence/secret-name.evtx', hint: '' } as const;
    const told = notices([job('a', 'done'), job('b', 'failed', { error }), job('c', 'cancelled'), job('old', 'done')]);
    expect(told).toEqual([
      { title: 'Import', body: 'It came to its end.' },
      { title: 'Import', body: 'It failed (E_WORKSPACE_DISK). Open Vedette to see why.' },
    ]);
    expect(JSON.stringify(told)).not.toContain('secret-name');
    expect(notices([job('a', 'done')])).toEqual([]);
  });

  test('a critical incident that was not there, by number and without its title', () => {
    const notice = createIncidentNotices();
    expect(notice('w', ['a'])).toBeNull();
    expect(notice('w', ['a', 'b'])?.title).toBe('A new critical incident');
    expect(notice('w', ['a', 'b', 'c', 'd'])?.title).toBe('2 new critical incidents');
    expect(notice('w', ['d'])).toBeNull();
    expect(notice('other', ['x'])).toBeNull();
  });

  test('the tray counts what is running', () => {
    const labels = (running: number): unknown => trayTemplate(running, { show: () => {}, quit: () => {} })[0]?.label;
    expect([0, 1, 3].map(labels)).toEqual(['Nothing is running', '1 job is running', '3 jobs are running']);
  });
});

describe('secrets', () => {
  /** A keychain that turns bytes around. */
  const turning = (
    backend: 'basic_text' | 'gnome_libsecret',
    isAvailable = true,
  ): Parameters<typeof createSecretStore>[0] => ({
    isEncryptionAvailable: () => isAvailable,
    getSelectedStorageBackend: () => backend,
    encryptString: (text) => Buffer.from(text, 'utf8').map((byte) => byte ^ 0xff) as Buffer,
    decryptString: (bytes) => {
      if (bytes.length === 0) throw new Error('not ours');
      return Buffer.from(bytes.map((byte) => byte ^ 0xff)).toString('utf8');
    },
  });

  test('are kept encrypted, and come back', () => {
    const data = dataFolder();
    const store = createSecretStore(turning('gnome_libsecret'), data, 'linux');
    expect(store.protection()).toBe('system');
    store.write('sync', 'correct horse');
    expect(store.read('sync')).toBe('correct horse');
    expect(readFileSync(path.join(data.path, 'secrets.json'), 'utf8')).not.toContain('correct');
    store.remove('sync');
    expect(store.read('sync')).toBeNull();
  });

  test.each([
    ['a constant password', turning('basic_text'), 'linux'],
    ['no keychain', turning('gnome_libsecret', false), 'linux'],
    ['none on Windows', turning('gnome_libsecret', false), 'win32'],
  ] as const)('are not kept at all where the system has %s', (_name, storage, platform) => {
    const store = createSecretStore(storage, dataFolder(), platform);
    expect(store.protection()).toBe('none');
    expect(() => store.write('sync', 'x')).toThrow(expect.objectContaining({ code: 'E_SECRET_UNPROTECTED' }) as Error);
    expect(store.read('sync')).toBeNull();
  });

  test('that cannot be decrypted or read are not there', () => {
    const data = dataFolder();
    const store = createSecretStore(turning('gnome_libsecret'), data, 'linux');
    data.writeJson('secrets.json', { sync: '' });
    expect(store.read('sync')).toBeNull();
    data.writeJson('secrets.json', { sync: '$$' });
    expect(store.read('sync')).toBeNull();
  });
});

describe('the engine as a utility process', () => {
  test('is told nothing any more once it has gone', () => {
    const said: unknown[] = [];
    const child = Object.assign(new EventEmitter(), {
      postMessage: (one: unknown) => said.push(one),
      kill: () => true,
    });
    const engine = forkUtilityEngine({ fork: () => child } as unknown as Forking, '/engine.js');
    const heard: unknown[] = [];
    engine.onMessage((message) => heard.push(message));
    engine.onExit((why) => heard.push(why));
    engine.send({ kind: 'stop' });
    child.emit('message', { kind: 'ready' });
    child.emit('exit', 78);
    engine.send({ kind: 'stop' });
    expect({ said, heard }).toEqual({ said: [{ kind: 'stop' }], heard: [{ kind: 'ready' }, 'it ended with 78'] });
  });
});
