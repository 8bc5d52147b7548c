/**
 * Replaces a workspace by a new copy of itself: compacted, encrypted, with another key or in plain again. Whatever happens
 * on the way, a kill included, there is one whole file under the workspace's name, the old or the new one:
 *
 * 1. nobody else may have it open;
 * 2. a compacted copy is made beside it, the change is recorded in the copy's audit log, the copy gets its key;
 * 3. the copy is opened anew, with nothing but the new key, and checked: pages, references, chains, and that every table
 *    holds as many rows as before;
 * 4. the copy takes the name in one step.
 */
import { statSync } from 'node:fs';
import path from 'node:path';
import type Database from 'better-sqlite3';
import { VedetteError } from '../kernel/errors.ts';
import { reseal, type WorkspaceKey } from './cipher.ts';
import { connect } from './connect.ts';
import type { WritableDb } from './database.ts';
import { keyOf, rememberKey } from './keyring.ts';
import { takeLock } from './lock.ts';
import { rewriteFileOf } from './own-files.ts';
import { checkRoom, holdAlone, moveInto, recordIn, removeLeftovers } from './replace-file.ts';
import { withStoreErrors } from './store-error.ts';
import { firstProblem, verifyWorkspace } from './verify.ts';

export interface Rewritten {
  readonly sizeBefore: number;
  readonly sizeAfter: number;
}

export interface RewriteOptions {
  /** The key of the new file, null for a plain one; left out, it stays as it is. */
  readonly sealing?: WorkspaceKey | null;
  /** Writes the change, as one row, into the copy's audit log; called in a transaction. */
  readonly record: (copy: WritableDb) => void;
  readonly onStep?: (step: 'copy' | 'encrypt' | 'decrypt' | 'check' | 'replace') => void;
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
        db.close();
        moveInto(copy, file);
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
  const refused = (why: string): VedetteError =>
    new VedetteError('E_WORKSPACE_DAMAGED', `${original.name} was not replaced: in the copy, ${why}`);
  const db = connect(copy, true) as WritableDb;
  try {
    const problem = firstProblem(verifyWorkspace(db, false));
    if (problem !== null) throw refused(problem);
    const after = rowCounts(db);
    for (const [table, rows] of rowCounts(original)) {
      const expected = table === 'audit' ? rows + 1 : rows;
      if (after.get(table) !== expected) throw refused(`${table} has ${after.get(table) ?? 0} of ${expected} rows`);
    }
  } finally {
    db.close();
  }
}

/** Rows of every table; SQLite's own statistics are made anew now and then. */
function rowCounts(db: Database.Database): Map<string, number> {
  const tables = db
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`)
    .pluck()
    .all() as string[];
  return new Map(tables.map((name) => [name, db.prepare(`SELECT count(*) FROM "${name}"`).pluck().get() as number]));
}
