/** One connection to a workspace file: unlocked, known to be ours, migrated, with the settings that every connection has. */
import { statSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { VedetteError } from '../kernel/errors.ts';
import { setBackstop } from './checkpoint.ts';
import { sealNew, unlock } from './cipher.ts';
import { forgetKey, isKeyKnown, keyForNew, keyOf, rememberKey } from './keyring.ts';
import { migrate, schemaVersion } from './migrate.ts';
import { MIGRATIONS } from './migrations/list.ts';
import { withStoreErrors } from './store-error.ts';

/** Marks a file as ours in its header (`PRAGMA application_id`): "VEDT". */
const APPLICATION_ID = 0x56454454;

/** Long enough to let a reader's checkpoint end, short enough to tell a person soon. */
const BUSY_TIMEOUT_MS = 5_000;

/** Throws what the store's opening functions throw. */
export function connect(file: string, isReadOnly: boolean): Database.Database {
  return withStoreErrors(file, () => {
    const db = openUnlocked(file, isReadOnly);
    try {
      checkOwner(db, file, isReadOnly);
      db.pragma('cache_size = -65536');
      // What is sorted or materialised must not reach the disk in plain text.
      db.pragma('temp_store = MEMORY');
      if (!isReadOnly) {
        db.pragma('journal_mode = WAL');
        setBackstop(db);
        // A commit survives the death of the process; after a power cut the last ones are read again from the source.
        db.pragma('synchronous = NORMAL');
        db.pragma('foreign_keys = ON');
        db.pragma(`application_id = ${APPLICATION_ID}`);
        migrate(db, file, MIGRATIONS);
      }
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  });
}

function openUnlocked(file: string, isReadOnly: boolean): Database.Database {
  if (isEmpty(file)) return openNew(file, isReadOnly);
  // What we know of the file may be from before another process gave it another key.
  const isFromBefore = isKeyKnown(file);
  try {
    return openExisting(file, isReadOnly);
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    const wasEncrypted = keyOf(file) !== null;
    forgetKey(file);
    if (isFromBefore) return openUnlocked(file, isReadOnly);
    if (!wasEncrypted) throw error;
    const message = `${file} cannot be opened with this passphrase`;
    throw new VedetteError('E_WORKSPACE_WRONG_PASSPHRASE', message, { cause: error });
  }
}

function openExisting(file: string, isReadOnly: boolean): Database.Database {
  const key = keyOf(file);
  const db = open(file, isReadOnly);
  try {
    if (key !== null) unlock(db, key);
    // The first read: only now SQLite looks at the file.
    db.pragma('schema_version');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function openNew(file: string, isReadOnly: boolean): Database.Database {
  const key = isReadOnly ? null : keyForNew(file);
  const db = open(file, isReadOnly);
  if (key !== null) sealNew(db, key);
  rememberKey(file, key);
  return db;
}

function open(file: string, isReadOnly: boolean): Database.Database {
  // A whole path, because SQLite takes the bare name `:memory:` for no file at all.
  return new Database(path.resolve(file), { readonly: isReadOnly, timeout: BUSY_TIMEOUT_MS });
}

function isEmpty(file: string): boolean {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) === 0;
}

function isUnreadable(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code === 'SQLITE_NOTADB';
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
