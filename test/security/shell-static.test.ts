// @promise SEC-07
// @promise SEC-01
// @promise SEC-02
// @promise SEC-40
/** What the sources of shell and interface may not contain: each dangerous thing has one file, or none. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { PROJECT_ROOT } from '../../scripts/steps.ts';

interface Rule {
  readonly name: string;
  readonly pattern: RegExp;
  /** The files that may; none where nothing may. */
  readonly allowed: readonly string[];
  /** A line that breaks it. */
  readonly example: string;
}

const RULES: readonly Rule[] = [
  {
    name: 'windows come from the factory',
    pattern: /new\s+(?:\w+\.)*(?:BrowserWindow|BaseWindow|WebContentsView|BrowserView)\b/,
    allowed: ['electron/main/window-factory.ts'],
    example: 'const w = new electron.BrowserWindow({});',
  },
  {
    name: 'ipcMain',
    pattern: /\bipcMain\b\s*(?:\.|\[)/,
    allowed: ['electron/main/ipc.ts'],
    example: "ipcMain.on('x', () => {});",
  },
  {
    name: 'shell.openExternal and its relatives',
    pattern: /\bshell\s*\.\s*(?:openExternal|openPath|showItemInFolder)\b/,
    allowed: ['electron/main/external-links.ts'],
    example: 'void shell.openExternal(url);',
  },
  {
    name: 'utilityProcess.fork',
    pattern: /\butilityProcess\s*\.\s*fork\b/,
    allowed: ['electron/main/utility-engine.ts'],
    example: 'utilityProcess.fork(entry);',
  },
  {
    name: 'session.webRequest',
    pattern: /\.\s*webRequest\b/,
    allowed: ['electron/main/guards/requests.ts'],
    example: 'session.defaultSession.webRequest.onBeforeRequest(() => {});',
  },
  {
    name: 'Electron itself',
    pattern: /^import (?!type\b)[^;]*from 'electron'|\brequire\('electron'\)|\bimport\('electron'\)/m,
    allowed: ['electron/main/index.ts', 'electron/preload/index.ts'],
    example: "import { app } from 'electron';",
  },
  {
    name: 'no way around the sandbox',
    pattern:
      /--no-sandbox|appendSwitch\(\s*['"](?:no-sandbox|disable-web-security|disable-site-isolation)|sandbox:\s*false|contextIsolation:\s*false|webSecurity:\s*false|nodeIntegration\w*:\s*true/,
    allowed: [],
    example: "app.commandLine.appendSwitch('no-sandbox');",
  },
  {
    name: 'no script is sent to a page',
    pattern: /\bexecuteJavaScript\b|\binsertCSS\b/,
    allowed: [],
    example: "contents.executeJavaScript('1');",
  },
  {
    name: 'no text becomes HTML',
    pattern:
      /dangerouslySetInnerHTML|\b(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write|createContextualFragment|\bsrcdoc\b|\bsrcDoc\b/,
    allowed: [],
    example: '<div dangerouslySetInnerHTML={{ __html: text }} />',
  },
  {
    name: 'no text becomes code',
    pattern: /\beval\(|new Function\(|\bsetTimeout\(\s*['"`]/,
    allowed: [],
    example: 'eval(text);',
  },
];

const sources = ['core', 'electron', 'renderer', 'bin'].flatMap((top) =>
  readdirSync(path.join(PROJECT_ROOT, top), { recursive: true, encoding: 'utf8' })
    .map((name) => `${top}/${name.replaceAll(path.sep, '/')}`)
    .filter((name) => /\.(?:tsx?|js|html)$/.test(name) && !/\.test\.tsx?$/.test(name)),
);
const texts = new Map(sources.map((name) => [name, readFileSync(path.join(PROJECT_ROOT, name), 'utf8')]));

describe.each(RULES)('$name', ({ pattern, allowed, example }) => {
  test('stands nowhere else', () => {
    const found = [...texts].filter(([, text]) => pattern.test(text)).map(([name]) => name);
    expect(found.filter((name) => !allowed.includes(name))).toEqual([]);
  });

  test('the check itself sees a violation', () => {
    expect(example).toMatch(pattern);
  });
});

test('sources were looked at', () => {
  for (const top of ['core/', 'electron/main/', 'electron/preload/', 'renderer/']) {
    expect(sources.some((name) => name.startsWith(top))).toBe(true);
  }
});
