/** Evidence sources and how far each was read. A source is its content: the same bytes under another name are one. */
import type { TimeUs } from '../kernel/time.ts';
import type { Damage } from '../model/record.ts';
import type { ReadableDb, WritableDb } from './database.ts';

export type SourceKind = 'evidence' | 'alerts' | 'demo';
export type SourceId = number;

export interface SourceRow {
  readonly id: SourceId;
  readonly sha256: string;
  readonly path: string;
  readonly kind: SourceKind;
  readonly reader: string;
  readonly sizeBytes: number;
  readonly state: 'reading' | 'complete';
  /** Last record ordinal that is committed; reading resumes after it. */
  readonly watermarkOrdinal: number;
  /** Damaged places already recorded; readers report them in the same order each time. */
  readonly damageSeen: number;
  readonly records: number;
  /** Those it brought in, whether they are still there or not. */
  readonly events: number;
  /** Those of them that retention removed. */
  readonly eventsRemoved: number;
  readonly hits: number;
}

export interface NewSource {
  readonly sha256: string;
  readonly path: string;
  readonly kind: SourceKind;
  readonly reader: string;
  readonly sizeBytes: number;
}

const COLUMNS = `id, sha256, path, kind, reader, size_bytes AS sizeBytes, state, watermark_ordinal AS watermarkOrdinal,
  damage_seen AS damageSeen, records, events, events_removed AS eventsRemoved, hits`;

/**
 * The source with this content and kind (what was imported as evidence by mistake can still be submitted), made if it is
 * new; compare `state` and `watermarkOrdinal` to see what is left to do. */
export function beginSource(db: WritableDb, source: NewSource, startedUs: TimeUs): SourceRow {
  db.prepare(
    `INSERT INTO source (sha256, path, kind, reader, size_bytes, state, started_us)
     VALUES (@sha256, @path, @kind, @reader, @sizeBytes, 'reading', @startedUs) ON CONFLICT (sha256, kind) DO NOTHING`,
  ).run({ ...source, startedUs });
  return findSource(db, source)!;
}

/** The source with this content and kind as it is now; null where there is none. */
export function findSource(db: ReadableDb, source: Pick<NewSource, 'sha256' | 'kind'>): SourceRow | null {
  const row = db.prepare(`SELECT ${COLUMNS} FROM source WHERE sha256 = ? AND kind = ?`).get(source.sha256, source.kind);
  return (row as SourceRow | undefined) ?? null;
}

export function completeSource(db: WritableDb, id: SourceId, endedUs: TimeUs): void {
  db.prepare(`UPDATE source SET state = 'complete', ended_us = ? WHERE id = ?`).run(endedUs, id);
}

export function listSources(db: ReadableDb): SourceRow[] {
  return db.prepare(`SELECT ${COLUMNS} FROM source ORDER BY id`).all() as SourceRow[];
}

export function damageOf(db: ReadableDb, id: SourceId): Damage[] {
  return db
    .prepare('SELECT byte_offset AS offset, record, code, reason FROM damage WHERE source_id = ? ORDER BY id')
    .all(id) as Damage[];
}
