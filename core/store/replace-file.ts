/** How a new file takes the place of a workspace: nobody has the old one open, the new one is on disk, one step. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, statfsSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { VedetteError } from '../kernel/errors.ts';
import { connect } from './connect.ts';
import type { WritableDb } from './database.ts';
import { leftoversOf } from './own-files.ts';

/**
 * Makes sure that no other connection to `db`'s file exists: in rollback mode there is no log beside the file that a
 * replaced file could be read with, and SQLite only goes there alone. Throws `E_WORKSPACE_BUSY`.
 */
export function holdAlone(db: Database.Database, file: string): void {
  const busy = `${file} is open in another program, or in another window`;
  try {
    if (db.pragma('journal_mode = DELETE', { simple: true }) === 'delete') return;
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    throw new VedetteError('E_WORKSPACE_BUSY', busy, { cause: error });
  }
  throw new VedetteError('E_WORKSPACE_BUSY', busy);
}

/** Throws `E_WORKSPACE_DISK` where fewer than `neededBytes` are free in the folder of `file`. */
export function checkRoom(file: string, neededBytes: number): void {
  const { bavail, bsize } = statfsSync(path.dirname(path.resolve(file)));
  const freeBytes = bavail * bsize;
  if (freeBytes >= neededBytes) return;
  const missing = Math.ceil((neededBytes - freeBytes) / 1_000_000);
  throw new VedetteError(
    'E_WORKSPACE_DISK',
    `${file}: ${missing} MB are missing for a copy there; nothing was changed`,
  );
}

/** Lets `record` write into the audit log of a copy that nobody else has open. */
export function recordIn(copy: string, record: (db: WritableDb) => void): void {
  const db = connect(copy, false);
  try {
    db.pragma('journal_mode = DELETE');
    db.transaction(() => record(db as WritableDb)).immediate();
  } finally {
    db.close();
  }
}

/** Renames a closed file so that a power cut leaves the old one or the new one. */
export function moveInto(from: string, to: string): void {
  flush(from, 'r+');
  renameSync(from, to);
  // Windows cannot open a folder, and needs not to.
  if (process.platform !== 'win32') flush(path.dirname(path.resolve(to)), 'r');
}

function flush(place: string, flags: 'r' | 'r+'): void {
  const handle = openSync(place, flags);
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

export function removeLeftovers(workspaceFile: string): void {
  for (const leftover of leftoversOf(workspaceFile)) rmSync(leftover, { force: true });
}
