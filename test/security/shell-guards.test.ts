// @promise SEC-01
// @promise SEC-02
// @promise-part SEC-11 real navigations in real Electron
// @promise-part SEC-12 a click in real Electron
// @promise-part SEC-13 a page of real Electron that asks
// @promise-part SEC-10 a request of real Electron
// @promise-part SEC-14 a request of real Electron
/** The desktop shell's guards, with a stand-in for Electron: what they were given is what they do. */
import type { Session } from 'electron';
import { beforeEach, describe, expect, test } from 'vitest';
import { beforeReady, forbiddenSwitch } from '../../electron/main/before-ready.ts';
import { allowedLink, openExternalLink } from '../../electron/main/external-links.ts';
import { guardContents, type GuardedContents } from '../../electron/main/guards/navigation.ts';
import { denyPermissions } from '../../electron/main/guards/permissions.ts';
import { guardRequests } from '../../electron/main/guards/requests.ts';
import { windowOptions } from '../../electron/main/window-factory.ts';
import { createLog } from '../../core/kernel/log.ts';
import { FakeContents, FakeElectron } from '../electron/fake-electron.ts';

const log = createLog('silent');
let fake: FakeElectron;
beforeEach(() => {
  fake = new FakeElectron();
});

/** Addresses that are not ours, whatever they look like. */
const FOREIGN = [
  'https://example.org/',
  'http://127.0.0.1:8080/',
  'https://vedette/',
  'app://vedette.example/',
  'app://vedette:8080/',
  'app://ada@vedette/',
  'app://other/index.html',
  'file:///etc/passwd',
  'file://server/share/x.html',
  'data:text/html,<script>alert(1)</script>',
  'blob:app://vedette/8ac016d6',
  'javascript:alert(1)',
  'about:blank',
  'chrome://gpu/',
  'view-source:app://vedette/',
  'devtools://devtools/bundled/inspector.html',
  'ws://127.0.0.1:9/',
  'ftp://example.org/',
  'vedette://home',
  '',
];

test('a window: sandboxed, isolated, with nothing of Node and nothing that is not needed', () => {
  const placement = { bounds: { width: 1_360, height: 860 }, isMaximised: false };
  const { webPreferences } = windowOptions({ preload: '/p/index.cjs', icon: '/i.png', placement, hasDevTools: false });
  expect(webPreferences).toMatchInlineSnapshot(`
    {
      "allowRunningInsecureContent": false,
      "contextIsolation": true,
      "devTools": false,
      "experimentalFeatures": false,
      "navigateOnDragDrop": false,
      "nodeIntegration": false,
      "nodeIntegrationInSubFrames": false,
      "nodeIntegrationInWorker": false,
      "plugins": false,
      "preload": "/p/index.cjs",
      "safeDialogs": true,
      "sandbox": true,
      "spellcheck": false,
      "webSecurity": true,
      "webviewTag": false,
    }
  `);
});

test('before anything else every process is put into the sandbox, and no name resolves', () => {
  expect(beforeReady(fake.electron, '/data')).toBe(true);
  expect(fake.app.calls).toMatchInlineSnapshot(`
    [
      "enableSandbox",
      "registerSchemesAsPrivileged",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-domain-reliability",
      "--disable-features=AutofillServerCommunication,OptimizationHints,MediaRouter,DialMediaRouteProvider",
      "--host-resolver-rules=MAP * ~NOTFOUND",
      "--no-pings",
      "setPath userData /data/desktop",
      "requestSingleInstanceLock",
    ]
  `);
});

test('a second start is no second program', () => {
  fake.app.isFirst = false;
  expect(beforeReady(fake.electron, '/data')).toBe(false);
});

test('a packaged program does not run with what would open it up, wherever that came from', () => {
  expect(forbiddenSwitch(fake.electron)).toBeNull();
  for (const name of ['no-sandbox', 'disable-web-security', 'remote-debugging-port', 'remote-debugging-pipe']) {
    fake.app.switches = [name];
    expect(forbiddenSwitch(fake.electron)).toBe(name);
  }
  fake.app.isPackaged = false;
  expect(forbiddenSwitch(fake.electron)).toBeNull();
});

describe('navigation', () => {
  const prevented = (contents: FakeContents, name: string, details: object): boolean => {
    let isPrevented = false;
    contents.emit(name, { ...details, preventDefault: () => (isPrevented = true) });
    return isPrevented;
  };
  let contents: FakeContents;
  let external: string[];
  beforeEach(() => {
    contents = new FakeContents();
    external = [];
    const guarded: GuardedContents = contents as never;
    guardContents(guarded, { log, openExternal: (address) => external.push(address) });
  });

  test.each(FOREIGN)('to %s is refused', (url) => {
    for (const name of ['will-navigate', 'will-redirect']) expect(prevented(contents, name, { url })).toBe(true);
    for (const isMainFrame of [true, false]) {
      expect(prevented(contents, 'will-frame-navigate', { url, isMainFrame })).toBe(true);
    }
  });

  test('within our page is not, but in no frame', () => {
    const url = 'app://vedette/w/1/queue';
    for (const name of ['will-navigate', 'will-redirect']) expect(prevented(contents, name, { url })).toBe(false);
    expect(prevented(contents, 'will-frame-navigate', { url, isMainFrame: true })).toBe(false);
    expect(prevented(contents, 'will-frame-navigate', { url, isMainFrame: false })).toBe(true);
  });

  test('no webview is attached and no window opened; where it would have gone is asked about', () => {
    expect(prevented(contents, 'will-attach-webview', {})).toBe(true);
    expect(contents.openHandler({ url: 'https://attack.mitre.org/' })).toEqual({ action: 'deny' });
    expect(contents.openHandler({ url: 'app://vedette/' })).toEqual({ action: 'deny' });
    expect(external).toEqual(['https://attack.mitre.org/', 'app://vedette/']);
  });
});

describe('permissions', () => {
  test('none is granted, whatever is asked', () => {
    denyPermissions(fake.electron.session.defaultSession);
    const { session } = fake;
    const granted: boolean[] = [];
    const asked =
      'clipboard-read clipboard-sanitized-write media display-capture geolocation notifications midi' +
      ' midiSysex pointerLock keyboardLock fullscreen openExternal speaker-selection storage-access' +
      ' top-level-storage-access window-management fileSystem hid serial usb unknown';
    for (const permission of asked.split(' ')) {
      session.permission!({}, permission, (isGranted) => granted.push(isGranted));
    }
    expect(new Set(granted)).toEqual(new Set([false]));
    expect(session.check!()).toBe(false);
    expect(session.device!()).toBe(false);
    expect(session.display).toBeNull();
    expect(session.isSpellChecked).toBe(false);
  });
});

describe('requests', () => {
  function isCancelled(url: string, isDeveloping = false): boolean | undefined {
    guardRequests(fake.electron.session.defaultSession as Session, isDeveloping, log);
    let isCancelledNow: boolean | undefined;
    fake.session.before!({ url }, ({ cancel }) => (isCancelledNow = cancel));
    return isCancelledNow;
  }

  test.each(FOREIGN)('%s is cancelled', (url) => {
    expect(isCancelled(url)).toBe(true);
  });

  test('our page is let through, and the developer tools while developing only', () => {
    expect(isCancelled('app://vedette/assets/app-1a2b.js')).toBe(false);
    expect(isCancelled('devtools://devtools/bundled/inspector.html', true)).toBe(false);
    expect(isCancelled('devtools://devtools/bundled/inspector.html')).toBe(true);
    expect(isCancelled('file:///etc/passwd', true)).toBe(true);
  });
});

describe('links', () => {
  test.each([
    'http://attack.mitre.org/',
    'https://attack.mitre.org.example/',
    'https://example.org/?https://attack.mitre.org/',
    'https://attack.mitre.org@example.org/',
    'https://user:pass@attack.mitre.org/',
    'https://attack.mitre.org:8443/',
    'https://xn--ttack-3fe.mitre.org/',
    'file:///etc/passwd',
    'ms-msdt:/id x',
    'smb://server/share',
    'javascript:alert(1)',
    `https://attack.mitre.org/${'x'.repeat(3_000)}`,
    'attack.mitre.org',
    '',
  ])('%s is refused without a question', async (address) => {
    fake.answers.button = 1;
    await expect(openExternalLink(fake.electron, address)).rejects.toMatchObject({ code: 'E_LINK_REFUSED' });
    expect({ asked: fake.questions, opened: fake.opened }).toEqual({ asked: [], opened: [] });
  });

  test('an allowed one is opened after a yes, which is not the default', async () => {
    const address = 'https://attack.mitre.org/techniques/T1003/001/';
    expect(await openExternalLink(fake.electron, address)).toBe(false);
    expect(fake.opened).toEqual([]);
    expect(fake.questions[0]).toContain(address);
    fake.answers.button = 1;
    expect(await openExternalLink(fake.electron, address)).toBe(true);
    expect(fake.opened).toEqual([address]);
  });

  test('what is shown is what is opened', () => {
    expect(allowedLink('https://ATTACK.mitre.org/a b')).toBe('https://attack.mitre.org/a%20b');
  });
});
