/**
 * Is the schema of a workspace the one that our migrations make? Somebody who edits a chained table by hand has to remove
 * its triggers first, and a missing index makes queries slow without a word.
 */
import Database from 'better-sqlite3';
import type { ReadableDb } from './database.ts';
import { migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/list.ts';

/** What is missing, not ours or not as it was made, one sentence each. */
export function schemaProblems(db: ReadableDb): string[] {
  const fresh = new Database(':memory:');
  try {
    migrate(fresh, ':memory:', MIGRATIONS);
    const [present, expected] = [objectsOf(db), objectsOf(fresh)];
    const missing = [...expected].filter(([name, sql]) => present.get(name) !== sql);
    const added = [...present.keys()].filter((name) => !expected.has(name));
    return [
      ...missing.map(([name]) => `${name} is ${present.has(name) ? 'not as Vedette made it' : 'missing'}`),
      ...added.map((name) => `${name} was not made by Vedette`),
    ];
  } finally {
    fresh.close();
  }
}

/** The SQL of each object under `table x`, `trigger y`; without what SQLite keeps for itself (statistics, shadow tables). */
function objectsOf(db: Database.Database): Map<string, string> {
  const rows = db
    .prepare(
      `SELECT type || ' ' || name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`,
    )
    .raw()
    .all() as [string, string][];
  return new Map(rows);
}
