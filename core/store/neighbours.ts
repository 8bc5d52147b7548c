/** The files beside a workspace that belong to it and stay there: backups, a demo's log, streams that were submitted. */
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { readSalt } from './cipher.ts';

const SPOOL = '.spool';
const SEALED_STREAM = '.sealed';
const ENDING = /^(?:\.demo\.ndjson|\.backup-v\d+|\.replaced|\.lists\.yml)$/;

export interface Neighbour {
  readonly file: string;
  readonly sizeBytes: number;
  /** False for what is encrypted like the workspace itself. */
  readonly isPlain: boolean;
}

export function neighboursOf(workspaceFile: string): Neighbour[] {
  const folder = path.dirname(workspaceFile);
  const name = path.basename(workspaceFile);
  return readdirSync(folder)
    .filter((other) => other.startsWith(name))
    .flatMap((other) => {
      const ending = other.slice(name.length);
      if (ending === SPOOL) return readdirSync(path.join(folder, other)).map((kept) => path.join(folder, other, kept));
      return ENDING.test(ending) ? [path.join(folder, other)] : [];
    })
    .toSorted()
    .map((file) => ({
      file,
      sizeBytes: statSync(file).size,
      isPlain: readSalt(file) === null && !file.endsWith(SEALED_STREAM),
    }));
}
