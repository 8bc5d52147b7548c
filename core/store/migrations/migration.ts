import type Database from 'better-sqlite3';

/** One step from a schema version to the next: statements, or code where statements cannot do it. Runs in a transaction. */
export type Migration = string | ((db: Database.Database) => void);
