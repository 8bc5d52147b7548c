/** `npm start` where Electron cannot be had, or is not wanted: it says so in a line, prints the link, and runs until Ctrl-C. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { electronBinary, fetchElectron } from '../../scripts/electron-binary.ts';
import { isStale } from '../../scripts/stale.ts';
import { PROJECT_ROOT } from '../../scripts/steps.ts';
import { builtProgram } from '../electron/built-program.ts';
import { temporaryFolder } from '../vedette.ts';

test('prints the link, keeps running, and ends when it is told to', { timeout: 120_000 }, async () => {
  await builtProgram();
  const child = spawn(process.execPath, [path.join(PROJECT_ROOT, 'scripts/start.ts')], {
    // Nothing that opens a browser is on this path.
    env: { PATH: '/nowhere', VEDETTE_HOME: temporaryFolder(), VEDETTE_BROWSER: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  const link = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (part) => {
      text += String(part);
      const found = /http:\/\/127\.0\.0\.1:\d+\/#\S+/.exec(text)?.[0];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`it ended with ${code}: ${text}`)));
  });
  expect((await fetch(new URL('/', link))).status).toBe(200);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGINT');
  expect(await ended).toBe(0);
});

describe("Electron's program", () => {
  function wrapper(install: string): string {
    const folder = mkdtempSync(path.join(tmpdir(), 'vedette-wrapper-'));
    writeFileSync(path.join(folder, 'install.js'), install);
    return folder;
  }

  test('is not there before it was fetched, and is where the wrapper says afterwards', async () => {
    const folder = wrapper(`
      const fs = require('node:fs');
      fs.mkdirSync(__dirname + '/dist');
      fs.writeFileSync(__dirname + '/dist/electron', '');
      fs.writeFileSync(__dirname + '/path.txt', 'electron');
    `);
    expect(electronBinary(folder)).toBeNull();
    expect(await fetchElectron(folder, 60_000)).toBe(path.join(folder, 'dist/electron'));
  });

  test('is not waited for without end, and a failure is none', async () => {
    expect(await fetchElectron(wrapper('setInterval(() => {}, 1_000);'), 50)).toBeNull();
    expect(await fetchElectron(wrapper('process.exit(1);'), 60_000)).toBeNull();
  });

  test('that was fetched and taken away is not there', () => {
    const folder = wrapper('');
    writeFileSync(path.join(folder, 'path.txt'), 'electron');
    expect(electronBinary(folder)).toBeNull();
  });
});

test('what was built is made anew where a source, however deep, is newer', () => {
  const folder = temporaryFolder();
  const built = path.join(folder, 'index.html');
  const deep = path.join(folder, 'src/a/b.ts');
  mkdirSync(path.dirname(deep), { recursive: true });
  writeFileSync(deep, '');
  expect(isStale(built, [path.join(folder, 'src')])).toBe(true);
  writeFileSync(built, '');
  utimesSync(deep, 1_000, 1_000);
  utimesSync(built, 2_000, 2_000);
  expect(isStale(built, [path.join(folder, 'src')])).toBe(false);
  utimesSync(deep, 3_000, 3_000);
  expect(isStale(built, [path.join(folder, 'src')])).toBe(true);
});
