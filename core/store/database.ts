/**
 * Opens workspace files. One process writes at a time, which a lock beside the file makes sure of (the operating
 * system releases it when a process dies, however it dies); any number read. SQLite's own errors are turned into ours
 * here, so that nobody else has to know its codes.
 */
import { existsSync, rmSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { VedetteError } from '../kernel/errors.ts';
import { emptyWalNow } from './checkpoint.ts';
import { connect } from './connect.ts';
import { takeLock } from './lock.ts';
import { schemaVersion } from './migrate.ts';
import { MIGRATIONS } from './migrations/list.ts';
import { leftoversOf } from './own-files.ts';

export { asStoreError } from './store-error.ts';

declare const readable: unique symbol;
declare const writable: unique symbol;

/** Two types over one connection class, so that a query cannot be given the power to write by accident. */
export type ReadableDb = Database.Database & { readonly [readable]: true };
export type WritableDb = ReadableDb & { readonly [writable]: true };

export interface OpenWorkspace<Db> {
  readonly db: Db;
  close(): void;
}

/**
 * Opens `file` for writing, making and migrating it as needed. Throws `E_WORKSPACE_BUSY`, `_INVALID`, `_NEWER`, `_DISK`, and
 * for an encrypted one `_ENCRYPTED` where no passphrase is given, `_WRONG_PASSPHRASE` where it is another.
 */
export function openForWriting(file: string): OpenWorkspace<WritableDb> {
  checkName(file);
  const lock = takeLock(file);
  try {
    // A copy that somebody died over: it is of no use, and may be less protected than the workspace.
    for (const leftover of leftoversOf(file)) rmSync(leftover, { force: true });
    const db = connect(file, false);
    return {
      db: db as WritableDb,
      close: () => {
        tidyUp(db);
        closeAll(db);
        lock.close();
      },
    };
  } catch (error) {
    lock.close();
    throw error;
  }
}

/** Statistics for the query planner and an empty log; on a full disk it has to do without. */
function tidyUp(db: Database.Database): void {
  try {
    db.pragma('optimize');
    emptyWalNow(db);
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
  }
}

/**
 * Opens an existing `file` for reading only; one of an older schema is migrated first, for our queries know the current
 * one only. Throws `E_WORKSPACE_NOT_FOUND` and what `openForWriting` throws.
 */
export function openForReading(file: string): OpenWorkspace<ReadableDb> {
  checkName(file);
  if (!existsSync(file)) throw new VedetteError('E_WORKSPACE_NOT_FOUND', `There is no workspace at ${file}`);
  let db = connectOrRecover(file);
  if (schemaVersion(db) < MIGRATIONS.length) {
    db.close();
    openForWriting(file).close();
    db = connect(file, true);
  }
  return { db: db as ReadableDb, close: () => closeAll(db) };
}

/** What a process that was killed left half done can be put right by a writer only. */
const NEEDS_A_WRITER: ReadonlySet<string> = new Set(['SQLITE_READONLY_ROLLBACK', 'SQLITE_READONLY_RECOVERY']);

function connectOrRecover(file: string): Database.Database {
  try {
    return connect(file, true);
  } catch (error) {
    const cause = error instanceof VedetteError ? error.cause : null;
    if (!(cause instanceof Database.SqliteError) || !NEEDS_A_WRITER.has(cause.code)) throw error;
    openForWriting(file).close();
    return connect(file, true);
  }
}

/** Connections that serve another one, closed with it. */
const besides = new WeakMap<Database.Database, Database.Database[]>();

/** A further connection to the workspace of `db`, for reading while `db` is busy; it is closed with `db`. */
export function openBeside(db: ReadableDb): Database.Database {
  const beside = connect(db.name, true);
  const known = besides.get(db);
  if (known === undefined) besides.set(db, [beside]);
  else known.push(beside);
  return beside;
}

function closeAll(db: Database.Database): void {
  for (const beside of besides.get(db) ?? []) beside.close();
  db.close();
}

/** Refuses what SQLite would open as a database that is gone at the end, and a folder before a lock is left beside it. */
function checkName(file: string): void {
  if (file.trim() === '') throw new VedetteError('E_USAGE', 'The name of the workspace is empty');
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory() === true) {
    throw new VedetteError('E_WORKSPACE_INVALID', `${file} is a folder; a workspace is a file`);
  }
}
