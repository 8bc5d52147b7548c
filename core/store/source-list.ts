/** Sources as they are listed: what was read of each, what came of it, and who brought it in. */
import type { TimeUs } from '../kernel/time.ts';
import type { Damage } from '../model/record.ts';
import type { ReadableDb } from './database.ts';
import type { SourceId, SourceRow } from './sources.ts';

export interface ListedSource extends SourceRow {
  readonly startedUs: TimeUs;
  /** Null while it is not read to its end. */
  readonly endedUs: TimeUs | null;
  readonly findings: number;
  readonly damage: number;
}

const SELECT = `SELECT id, sha256, path, kind, reader, size_bytes AS sizeBytes, state,
    watermark_ordinal AS watermarkOrdinal, damage_seen AS damageSeen, records, events, events_removed AS eventsRemoved,
    hits, started_us AS startedUs, ended_us AS endedUs,
    (SELECT count(*) FROM finding WHERE source_id = source.id) AS findings,
    (SELECT count(*) FROM damage WHERE source_id = source.id) AS damage
  FROM source`;

/** A page, the newest first; `after` is the id of the last one of the page before. */
export function pageOfSources(db: ReadableDb, limit: number, after: SourceId | null): ListedSource[] {
  return db
    .prepare(`${SELECT} WHERE id < ? ORDER BY id DESC LIMIT ?`)
    .all(after ?? Number.MAX_SAFE_INTEGER, limit) as ListedSource[];
}

export function countSources(db: ReadableDb): number {
  return db.prepare('SELECT count(*) FROM source').pluck().get() as number;
}

export function sourceById(db: ReadableDb, id: SourceId): ListedSource | null {
  return (db.prepare(`${SELECT} WHERE id = ?`).get(id) as ListedSource | undefined) ?? null;
}

export interface Custody {
  /** Row of the audit log. */
  readonly seq: number;
  readonly importedBy: string;
  /** Null where it was not written down. */
  readonly tool: string | null;
}

interface CustodyRow extends Custody {
  readonly sha256: string;
  readonly kind: string;
}

/** Who began to read each of `sources`, by id; those from before the audit log are left out. */
export function custodyOf(
  db: ReadableDb,
  sources: readonly Pick<SourceRow, 'id' | 'sha256' | 'kind'>[],
): ReadonlyMap<SourceId, Custody> {
  const rows = db
    .prepare(
      `SELECT seq, actor AS importedBy, after ->> '$.sha256' AS sha256, after ->> '$.kind' AS kind,
         after ->> '$.tool' AS tool
       FROM audit WHERE action = 'evidence.beginSource'
         AND after ->> '$.sha256' IN (SELECT value FROM json_each(?)) ORDER BY seq`,
    )
    .all(JSON.stringify(sources.map(({ sha256 }) => sha256))) as CustodyRow[];
  return new Map(
    sources.flatMap(({ id, sha256, kind }) => {
      const row = rows.find((one) => one.sha256 === sha256 && one.kind === kind);
      return row === undefined ? [] : [[id, { seq: row.seq, importedBy: row.importedBy, tool: row.tool }]];
    }),
  );
}

export interface DamageRow extends Damage {
  readonly id: number;
  readonly sourceId: SourceId;
  readonly path: string;
}

/** A page of damaged places, of one source or (null) of all, in the order in which they were met. */
export function pageOfDamage(
  db: ReadableDb,
  sourceId: SourceId | null,
  limit: number,
  after: number | null,
): { readonly rows: readonly DamageRow[]; readonly total: number } {
  const [of, ids] = sourceId === null ? ['1', []] : ['source_id = ?', [sourceId]];
  const rows = db
    .prepare(
      `SELECT damage.id, source_id AS sourceId, path, byte_offset AS offset, record, code, reason
       FROM damage JOIN source ON source.id = source_id WHERE ${of} AND damage.id > ? ORDER BY damage.id LIMIT ?`,
    )
    .all(...ids, after ?? 0, limit) as DamageRow[];
  const total = db
    .prepare(`SELECT count(*) FROM damage WHERE ${of}`)
    .pluck()
    .get(...ids) as number;
  return { rows, total };
}
