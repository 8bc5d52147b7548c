/**
 * Finds the public data sets that tests measure against. They are not part of the project: where they are missing the
 * tests that need them are skipped, and the runner says so.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const dataRoot = path.resolve(root, process.env['VEDETTE_DATA'] ?? '../shared/data');

/** Whether the data sets are on this machine; hand to `describe.skipIf(!hasData)`. */
export const hasData = existsSync(path.join(dataRoot, 'README.md'));

/** Absolute path of a data set, such as `evtx/torture.zip`. */
export function dataPath(name: string): string {
  return path.join(dataRoot, name);
}

const unpacked = new Map<string, string>();

/** Unpacks a zipped data set once per process into a temporary folder and returns that folder. */
export function unpackData(name: string): string {
  let folder = unpacked.get(name);
  if (folder === undefined) {
    folder = mkdtempSync(path.join(tmpdir(), 'vedette-data-'));
    mkdirSync(folder, { recursive: true });
    execFileSync('unzip', ['-q', '-o', dataPath(name), '-d', folder]);
    unpacked.set(name, folder);
  }
  return folder;
}

/** All files below `folder` whose name ends with `ending`, sorted. */
export function filesBelow(folder: string, ending: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.toLowerCase().endsWith(ending))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .toSorted();
}
