/**
 * The lock of the one writer: an SQLite file of its own beside the workspace, held exclusively. It works alike on every
 * system and dies with its process (docs/decisions/0006-one-writer-lock.md). It holds nothing.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { withStoreErrors } from './store-error.ts';

export interface Lock {
  close(): void;
}

/** Throws `E_WORKSPACE_BUSY` where another process holds it. */
export function takeLock(file: string): Lock {
  return withStoreErrors(file, () => {
    const lock = new Database(path.resolve(`${file}-lock`), { timeout: 0 });
    try {
      lock.pragma('journal_mode = MEMORY');
      lock.exec('BEGIN EXCLUSIVE');
      return lock;
    } catch (error) {
      lock.close();
      throw error;
    }
  });
}

/**
 * Whether some process holds it now; null where nobody ever took it. Looks through SQLite for the reason that
 * `own-files.ts` gives, and holds nothing for longer than the look takes.
 */
export function isLocked(file: string): boolean | null {
  const lock = path.resolve(`${file}-lock`);
  if (!existsSync(lock)) return null;
  const db = new Database(lock, { readonly: true, timeout: 0 });
  try {
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    return false;
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return true;
    throw error;
  } finally {
    db.close();
  }
}
