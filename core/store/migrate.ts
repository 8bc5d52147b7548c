/** Brings a workspace up to the current schema, one numbered step a transaction, with a copy made first. */
import { renameSync, rmSync } from 'node:fs';
import type Database from 'better-sqlite3';
import type { Migration } from './migrations/migration.ts';

/** The schema version a file carries; 0 for an empty one. */
export function schemaVersion(db: Database.Database): number {
  return Number(db.pragma('user_version', { simple: true }));
}

/** Runs the migrations `db` lacks. A workspace that holds data is copied to `FILE.backup-vN` before the first one. */
export function migrate(db: Database.Database, file: string, migrations: readonly Migration[]): void {
  const from = schemaVersion(db);
  if (from === migrations.length) return;
  if (from > 0) backUp(db, `${file}.backup-v${from}`);
  // A table that others refer to can be replaced only while nobody looks at references; they are checked at the end.
  db.pragma('foreign_keys = OFF');
  for (let version = from + 1; version <= migrations.length; version++) {
    const migration = migrations[version - 1]!;
    db.transaction(() => {
      if (typeof migration === 'string') db.exec(migration);
      else migration(db);
      db.pragma(`user_version = ${version}`);
    }).immediate();
  }
  db.pragma('foreign_keys = ON');
}

/** Through SQLite, so that the copy of an encrypted workspace is encrypted with the same key; whole or not there at all. */
function backUp(db: Database.Database, backup: string): void {
  const part = `${backup}.part`;
  rmSync(part, { force: true });
  db.prepare('VACUUM INTO ?').run(part);
  renameSync(part, backup);
}
