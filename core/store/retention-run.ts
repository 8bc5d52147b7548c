/**
 * A removal under way: what was asked, and what was removed so far, written in the transactions of the removal itself.
 * One that was killed is found by it, and its end is recorded before the next begins.
 */
import type { TimeUs } from '../kernel/time.ts';
import type { ReadableDb, WritableDb } from './database.ts';
import type { RemovedOfSource } from './event-remover.ts';
import type { RetentionLimit } from './retention-cutoff.ts';
import type { SourceId } from './sources.ts';

const RUN = 'retention_run';

export interface AskedRetention {
  readonly limit: RetentionLimit;
  readonly cutoffUs: TimeUs;
  /** Events that came in after it stay: they may not be summed up yet. */
  readonly lastId: number;
}

export interface RetentionRun extends AskedRetention {
  readonly rawBlocks: number;
  /** Of evidence, as long as it is unpacked. */
  readonly rawBytes: number;
}

export interface RemovedSource extends RemovedOfSource {
  readonly path: string;
  readonly sha256: string;
}

export interface Removed {
  readonly events: number;
  readonly firstUs: TimeUs | null;
  readonly lastUs: TimeUs | null;
  readonly rawBlocks: number;
  readonly rawBytes: number;
  readonly sources: readonly RemovedSource[];
}

/** Call inside a transaction, as all that follows. */
export function beginRun(db: WritableDb, asked: AskedRetention): RetentionRun {
  // The highest id ever given, because the next event's must be higher though this one may go.
  db.exec(`INSERT OR REPLACE INTO state SELECT 'last_event_id', CAST(max(
      coalesce((SELECT max(id) FROM event), 0),
      coalesce((SELECT CAST(value AS INTEGER) FROM state WHERE name = 'last_event_id'), 0)) AS TEXT);
    DELETE FROM retention_removed`);
  const run: RetentionRun = { ...asked, rawBlocks: 0, rawBytes: 0 };
  keep(db, run);
  return run;
}

/** What was begun and not ended; null where nothing was. */
export function openRun(db: ReadableDb): RetentionRun | null {
  const text = db.prepare('SELECT value FROM state WHERE name = ?').pluck().get(RUN) as string | undefined;
  return text === undefined ? null : (JSON.parse(text) as RetentionRun);
}

export function addRemoved(db: WritableDb, removed: readonly RemovedOfSource[]): void {
  const count = db.prepare('UPDATE source SET events_removed = events_removed + ? WHERE id = ?');
  const add = db.prepare(
    `INSERT INTO retention_removed VALUES (@sourceId, @events, @firstUs, @lastUs) ON CONFLICT DO UPDATE SET
       events = events + excluded.events, first_us = min(first_us, excluded.first_us),
       last_us = max(last_us, excluded.last_us)`,
  );
  for (const one of removed) {
    count.run(one.events, one.sourceId);
    add.run(one);
  }
}

/** There must be an open run. */
export function addRemovedRaw(db: WritableDb, blocks: number, bytes: number): void {
  const run = openRun(db)!;
  keep(db, { ...run, rawBlocks: run.rawBlocks + blocks, rawBytes: run.rawBytes + bytes });
}

function removedIn(db: ReadableDb, { rawBlocks, rawBytes }: RetentionRun): Removed {
  const sources = db
    .prepare(
      `SELECT source_id AS sourceId, path, sha256, removed.events, first_us AS firstUs, last_us AS lastUs
       FROM retention_removed AS removed JOIN source ON source.id = source_id ORDER BY source_id`,
    )
    .all() as (RemovedSource & { readonly sourceId: SourceId })[];
  const events = sources.reduce((sum, source) => sum + source.events, 0);
  const firstUs = sources.reduce((first, source) => Math.min(first, source.firstUs), Infinity) as TimeUs;
  const lastUs = sources.reduce((last, source) => Math.max(last, source.lastUs), -Infinity) as TimeUs;
  const span = events === 0 ? { firstUs: null, lastUs: null } : { firstUs, lastUs };
  return { events, ...span, rawBlocks, rawBytes, sources };
}

/** Ends `run`, which is forgotten, and tells what it removed. */
export function endRun(db: WritableDb, run: RetentionRun): Removed {
  const removed = removedIn(db, run);
  db.prepare('DELETE FROM state WHERE name = ?').run(RUN);
  db.exec('DELETE FROM retention_removed');
  return removed;
}

function keep(db: WritableDb, run: RetentionRun): void {
  db.prepare('INSERT OR REPLACE INTO state (name, value) VALUES (?, ?)').run(RUN, JSON.stringify(run));
}
