/** Brings a workspace up to the current schema, one numbered step a transaction, with a copy made first. */
import { renameSync, rmSync } from 'node:fs';
import type Database from 'better-sqlite3';

/** The schema version a file carries; 0 for an empty one. */
export function schemaVersion(db: Database.Database): number {
  return Number(db.pragma('user_version', { simple: true }));
}

/** Runs the migrations `db` lacks. A workspace that holds data is copied to `FILE.backup-vN` before the first one. */
export function migrate(db: Database.Database, file: string, migrations: readonly string[]): void {
  const from = schemaVersion(db);
  if (from === migrations.length) return;
  if (from > 0) backUp(db, `${file}.backup-v${from}`);
  for (let version = from + 1; version <= migrations.length; version++) {
    db.transaction(() => {
      db.exec(migrations[version - 1]!);
      db.pragma(`user_version = ${version}`);
    }).immediate();
  }
}

/** Through SQLite, so that the copy of an encrypted workspace is encrypted with the same key; whole or not there at all. */
function backUp(db: Database.Database, backup: string): void {
  const part = `${backup}.part`;
  rmSync(part, { force: true });
  db.prepare('VACUUM INTO ?').run(part);
  renameSync(part, backup);
}
