/**
 * Opens workspace files. One process writes at a time, which a lock beside the file makes sure of (the operating
 * system releases it when a process dies, however it dies); any number read. SQLite's own errors are turned into ours
 * here, so that nobody else has to know its codes.
 */
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { VedetteError, type ErrorCode } from '../kernel/errors.ts';
import { migrate, schemaVersion } from './migrate.ts';
import { MIGRATIONS } from './migrations/list.ts';

declare const readable: unique symbol;
declare const writable: unique symbol;

/** Two types over one connection class, so that a query cannot be given the power to write by accident. */
export type ReadableDb = Database.Database & { readonly [readable]: true };
export type WritableDb = ReadableDb & { readonly [writable]: true };

/** Marks a file as ours in its header (`PRAGMA application_id`): "VEDT". */
const APPLICATION_ID = 0x56454454;

/** Long enough to let a reader's checkpoint end, short enough to tell a person soon. */
const BUSY_TIMEOUT_MS = 5_000;

export interface OpenWorkspace<Db> {
  readonly db: Db;
  close(): void;
}

/** Opens `file` for writing, making and migrating it as needed. Throws `E_WORKSPACE_BUSY`, `_INVALID`, `_NEWER`, `_DISK`. */
export function openForWriting(file: string): OpenWorkspace<WritableDb> {
  checkName(file);
  const lock = takeLock(file);
  try {
    const db = connect(file, false);
    return {
      db: db as WritableDb,
      close: () => {
        optimise(db);
        db.close();
        lock.close();
      },
    };
  } catch (error) {
    lock.close();
    throw error;
  }
}

/** Statistics for the query planner; on a full disk the old ones have to do. */
function optimise(db: Database.Database): void {
  try {
    db.pragma('optimize');
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
  }
}

/**
 * Opens an existing `file` for reading only; one of an earlier schema is brought up to date first. Throws
 * `E_WORKSPACE_NOT_FOUND` and what `openForWriting` throws.
 */
export function openForReading(file: string): OpenWorkspace<ReadableDb> {
  checkName(file);
  if (!existsSync(file)) throw new VedetteError('E_WORKSPACE_NOT_FOUND', `There is no workspace at ${file}`);
  let db = connect(file, true);
  if (schemaVersion(db) < MIGRATIONS.length) {
    db.close();
    openForWriting(file).close();
    db = connect(file, true);
  }
  return { db: db as ReadableDb, close: () => db.close() };
}

/** Refuses what SQLite would open as a database that is gone at the end, and a folder before a lock is left beside it. */
function checkName(file: string): void {
  if (file.trim() === '') throw new VedetteError('E_USAGE', 'The name of the workspace is empty');
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory() === true) {
    throw new VedetteError('E_WORKSPACE_INVALID', `${file} is a folder; a workspace is a file`);
  }
}

function connect(file: string, isReadOnly: boolean): Database.Database {
  return withStoreErrors(file, () => {
    // A whole path, because SQLite takes the bare name `:memory:` for no file at all.
    const db = new Database(path.resolve(file), { readonly: isReadOnly, timeout: BUSY_TIMEOUT_MS });
    try {
      checkOwner(db, file, isReadOnly);
      if (!isReadOnly) {
        db.pragma('journal_mode = WAL');
        // A commit survives the death of the process; after a power cut the last ones are read again from the source.
        db.pragma('synchronous = NORMAL');
        db.pragma('foreign_keys = ON');
        db.pragma(`application_id = ${APPLICATION_ID}`);
        migrate(db, file, MIGRATIONS);
      }
      db.pragma('cache_size = -65536');
      db.pragma('temp_store = MEMORY');
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  });
}

function checkOwner(db: Database.Database, file: string, isReadOnly: boolean): void {
  const owner = db.pragma('application_id', { simple: true });
  const tables = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get();
  if (owner !== APPLICATION_ID && tables !== 0) {
    throw new VedetteError('E_WORKSPACE_INVALID', `${file} is a database, but not a Vedette workspace`);
  }
  if (isReadOnly && schemaVersion(db) === 0) {
    throw new VedetteError('E_WORKSPACE_NOT_FOUND', `${file} is empty: nothing was imported into it yet`);
  }
  if (schemaVersion(db) > MIGRATIONS.length) {
    throw new VedetteError(
      'E_WORKSPACE_NEWER',
      `${file} has schema ${schemaVersion(db)}; this Vedette knows ${MIGRATIONS.length}`,
    );
  }
}

/** An SQLite file of its own, held exclusively: a lock that works alike on every system and dies with its process. */
function takeLock(file: string): Database.Database {
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

/** Runs `work`, turning SQLite's errors into ours with `file` in the message. */
function withStoreErrors<Result>(file: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw asStoreError(file, error);
  }
}

const CODES: readonly (readonly [RegExp, ErrorCode])[] = [
  [/^SQLITE_(BUSY|LOCKED)/, 'E_WORKSPACE_BUSY'],
  [/^SQLITE_(FULL|READONLY|CANTOPEN|IOERR)/, 'E_WORKSPACE_DISK'],
  [/^SQLITE_(NOTADB|CORRUPT)/, 'E_WORKSPACE_INVALID'],
];

/** What SQLite threw while working on the workspace `file`, as an error of ours; anything else as it was. */
export function asStoreError(file: string, thrown: unknown): unknown {
  if (thrown instanceof TypeError && thrown.message.includes('directory does not exist')) {
    return new VedetteError('E_WORKSPACE_DISK', `${file}: its folder does not exist`, { cause: thrown });
  }
  if (!(thrown instanceof Database.SqliteError)) return thrown;
  const { code, message } = thrown;
  const known = CODES.find(([pattern]) => pattern.test(code));
  return known === undefined ? thrown : new VedetteError(known[1], `${file}: ${message}`, { cause: thrown });
}
