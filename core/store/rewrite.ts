/**
 * Replaces a workspace by a new copy of itself: compacted, encrypted, with another key or in plain again. Whatever happens
 * on the way, a kill included, there is one whole file under the workspace's name, the old or the new one:
 *
 * 1. nobody else may have it open (the lock, and leaving WAL mode, which SQLite refuses while there is another connection);
 * 2. a compacted copy is made beside it, the change is recorded in the copy's audit log, the copy gets its key;
 * 3. the copy is opened anew, with nothing but the new key, and checked: pages, references, chains, and that every table
 *    holds as many rows as before;
 * 4. the copy takes the name in one step.
 */
import { fsyncSync, closeSync, openSync, renameSync, rmSync, statSync, statfsSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { VedetteError } from '../kernel/errors.ts';
import { reseal, type WorkspaceKey } from './cipher.ts';
import { connect } from './connect.ts';
import type { WritableDb } from './database.ts';
import { keyOf, rememberKey } from './keyring.ts';
import { takeLock } from './lock.ts';
import { leftoversOf, rewriteFileOf } from './own-files.ts';
import { withStoreErrors } from './store-error.ts';
import { verifyWorkspace } from './verify.ts';

export interface Rewritten {
  readonly sizeBefore: number;
  readonly sizeAfter: number;
}

export type RewriteStep = 'copy' | 'encrypt' | 'decrypt' | 'check' | 'replace';

export interface RewriteOptions {
  /** The key of the new file, null for a plain one; left out, it stays as it is. */
  readonly sealing?: WorkspaceKey | null;
  /** Writes the change into the copy's audit log; called in a transaction. */
  readonly record: (copy: WritableDb) => void;
  readonly onStep?: (step: RewriteStep) => void;
}

/** Throws `E_WORKSPACE_BUSY` where anybody has it open, `E_WORKSPACE_DISK` where there is no room, `E_WORKSPACE_DAMAGED`. */
export function rewriteWorkspace(file: string, options: RewriteOptions): Rewritten {
  const { sealing = keyOf(file), record, onStep = () => {} } = options;
  const isResealed = options.sealing !== undefined;
  const copy = rewriteFileOf(file);
  const lock = takeLock(file);
  try {
    return withStoreErrors(file, () => {
      const db = connect(file, false);
      try {
        holdAlone(db, file);
        const sizeBefore = statSync(file).size;
        // Encrypting moves everything to pages of another layout, by way of a second copy.
        checkRoom(file, isResealed ? 2 * sizeBefore : sizeBefore);
        onStep('copy');
        removeLeftovers(file);
        db.prepare('VACUUM INTO ?').run(copy);
        rememberKey(copy, keyOf(file));
        recordIn(copy, record);
        if (isResealed) {
          onStep(sealing === null ? 'decrypt' : 'encrypt');
          resealCopy(copy, sealing);
        }
        onStep('check');
        checkCopy(db, copy);
        onStep('replace');
        flush(copy);
        db.close();
        renameSync(copy, file);
        flush(path.dirname(path.resolve(file)));
        rememberKey(file, sealing);
        return { sizeBefore, sizeAfter: statSync(file).size };
      } finally {
        db.close();
      }
    });
  } finally {
    removeLeftovers(file);
    lock.close();
  }
}

/** In rollback mode there is no log beside the file that a replaced file could be read with. */
function holdAlone(db: Database.Database, file: string): void {
  const busy = `${file} is open in another program, or in another window`;
  try {
    if (db.pragma('journal_mode = DELETE', { simple: true }) === 'delete') return;
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    throw new VedetteError('E_WORKSPACE_BUSY', busy, { cause: error });
  }
  throw new VedetteError('E_WORKSPACE_BUSY', busy);
}

/** Throws `E_WORKSPACE_DISK` where fewer than `neededBytes` are free beside `file`. */
export function checkRoom(file: string, neededBytes: number): void {
  const { bavail, bsize } = statfsSync(path.dirname(path.resolve(file)));
  const freeBytes = bavail * bsize;
  if (freeBytes >= neededBytes) return;
  const missing = Math.ceil((neededBytes - freeBytes) / 1_000_000);
  throw new VedetteError(
    'E_WORKSPACE_DISK',
    `${file}: ${missing} MB are missing for a copy beside it; nothing was changed`,
  );
}

function recordIn(copy: string, record: (db: WritableDb) => void): void {
  const db = connect(copy, false);
  try {
    db.pragma('journal_mode = DELETE');
    db.transaction(() => record(db as WritableDb)).immediate();
  } finally {
    db.close();
  }
}

/** A copy that is half done is thrown away, so no journal; its temporary file, as large as the copy, lies beside it. */
function resealCopy(copy: string, sealing: WorkspaceKey | null): void {
  const db = connect(copy, false);
  try {
    db.pragma('journal_mode = DELETE');
    db.pragma('journal_mode = OFF');
    db.pragma('temp_store = FILE');
    db.pragma(`temp_store_directory = '${path.dirname(path.resolve(copy)).replaceAll(`'`, `''`)}'`);
    reseal(db, sealing);
  } finally {
    db.pragma(`temp_store_directory = ''`);
    db.close();
  }
  rememberKey(copy, sealing);
}

function checkCopy(original: Database.Database, copy: string): void {
  const db = connect(copy, true);
  try {
    const { problems, chains, isSound } = verifyWorkspace(db as WritableDb, false);
    const [first] = [...problems, ...chains.flatMap(({ fault }) => fault?.reason ?? [])];
    if (!isSound) throw new VedetteError('E_WORKSPACE_DAMAGED', `${original.name} was not replaced: ${first}`);
    const [before, after] = [rowCounts(original), rowCounts(db)];
    for (const [table, rows] of before) {
      const expected = CHANGED_BY_RECORDING.has(table) ? rows + 1 : rows;
      if (after.get(table) === expected) continue;
      const message = `${original.name} was not replaced: the copy has ${after.get(table) ?? 0} of ${expected} rows of ${table}`;
      throw new VedetteError('E_WORKSPACE_DAMAGED', message);
    }
  } finally {
    db.close();
  }
}

const CHANGED_BY_RECORDING: ReadonlySet<string> = new Set(['audit']);

/** Rows of every table; SQLite's own statistics are made anew now and then. */
function rowCounts(db: Database.Database): Map<string, number> {
  const tables = db
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`)
    .pluck()
    .all() as string[];
  return new Map(tables.map((name) => [name, db.prepare(`SELECT count(*) FROM "${name}"`).pluck().get() as number]));
}

function removeLeftovers(file: string): void {
  for (const leftover of leftoversOf(file)) rmSync(leftover, { force: true });
}

/** To the disk itself, so that a power cut finds the copy whole under its new name. Windows cannot do it for folders. */
function flush(place: string): void {
  let handle: number;
  try {
    handle = openSync(place, 'r+');
  } catch {
    try {
      handle = openSync(place, 'r');
    } catch {
      return;
    }
  }
  try {
    fsyncSync(handle);
  } catch {
    // A folder on Windows.
  } finally {
    closeSync(handle);
  }
}
