/**
 * A folder in the shape of an unpacked Electron for Linux, for machines where the real one cannot be had. Its executable runs
 * nothing, but holds the place where fuses are burnt, so that packing is what it would be.
 */
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** After these come the version of the wire, its length, and one digit for each fuse; see @electron/fuses. */
export const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const UNBURNT = '10000001';

export function standInElectron(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'vedette-electron-'));
  const wire = Buffer.concat([Buffer.from(SENTINEL), Buffer.from([1, UNBURNT.length]), Buffer.from(UNBURNT)]);
  const executable = path.join(folder, 'electron');
  writeFileSync(executable, Buffer.concat([Buffer.from('#!/bin/sh\nexit 0\n'), wire, Buffer.from('\n')]));
  chmodSync(executable, 0o755);
  mkdirSync(path.join(folder, 'locales'));
  mkdirSync(path.join(folder, 'resources'));
  for (const name of [
    'LICENSE',
    'LICENSES.chromium.html',
    'version',
    'chrome-sandbox',
    'locales/en-US.pak',
    'resources.pak',
  ]) {
    writeFileSync(path.join(folder, name), 'stand-in\n');
  }
  return folder;
}
