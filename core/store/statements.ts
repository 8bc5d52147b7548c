/**
 * Statements that are run once a row. Each is prepared once a connection: a million of them would otherwise be a million
 * native objects, which the garbage collector takes for a few bytes each and leaves lying.
 */
import type Database from 'better-sqlite3';
import type { ReadableDb } from './database.ts';

const prepared = new WeakMap<ReadableDb, Map<string, Database.Statement>>();

/** The statement for `sql`, which must be one of a few fixed texts. It must not be changed by `pluck` and its like. */
export function statement(db: ReadableDb, sql: string): Database.Statement {
  let statements = prepared.get(db);
  if (statements === undefined) prepared.set(db, (statements = new Map()));
  let found = statements.get(sql);
  if (found === undefined) statements.set(sql, (found = db.prepare(sql)));
  return found;
}
