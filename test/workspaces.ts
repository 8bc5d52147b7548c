/** Workspaces of older versions, as they were written by those versions. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { PROJECT_ROOT } from './vedette.ts';

/** Schema 1: the demo's attack, two alerts of other tools, one damaged line. */
export function writeWorkspaceV1(file: string): void {
  const packed = readFileSync(path.join(PROJECT_ROOT, 'test/fixtures/workspaces/v1.vedette.zst'));
  writeFileSync(file, zstdDecompressSync(packed));
}
