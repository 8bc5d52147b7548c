/**
 * Statements that are run once a row. Each is prepared once a connection: a million of them would otherwise be a million
 * native objects, which the garbage collector takes for a few bytes each and leaves lying.
 */
import type Database from 'better-sqlite3';
import type { ReadableDb } from './database.ts';

/** How rows come: as objects, as lists, or as the first column alone. */
type RowShape = 'object' | 'raw' | 'pluck';

const prepared = new WeakMap<ReadableDb, Map<string, Database.Statement>>();

/** The statement for `sql`, which must be one of a few fixed texts. */
export function statement(db: ReadableDb, sql: string, shape: RowShape = 'object'): Database.Statement {
  let statements = prepared.get(db);
  if (statements === undefined) prepared.set(db, (statements = new Map()));
  const key = `${shape} ${sql}`;
  let found = statements.get(key);
  if (found === undefined) {
    found = db.prepare(sql);
    if (shape === 'raw') found.raw();
    if (shape === 'pluck') found.pluck();
    statements.set(key, found);
  }
  return found;
}
