/**
 * Events that came in together are looked at together: a segment is a fixed number of neighbouring ids with the span of
 * time they cover. A query goes from segment to segment, which bounds each step, so that it can show what it has, be
 * cancelled, and leave out segments of other times.
 */
import type { TimeUs } from '../kernel/time.ts';
import type { ReadableDb, WritableDb } from './database.ts';
import { statement } from './statements.ts';

/** 32,768 events. */
const SEGMENT_BITS = 15;

export interface Segment {
  readonly id: number;
  readonly events: number;
  /** Of its events, 0 where any has no time. */
  readonly firstUs: TimeUs;
  readonly lastUs: TimeUs;
  /** Ids, both ends included. */
  readonly fromId: number;
  readonly toId: number;
}

export function segmentOf(eventId: number): number {
  return Math.floor(eventId / 2 ** SEGMENT_BITS);
}

/** What a segment says of its events, from these; where none is left, neither is the segment. */
export function recountSegment(db: WritableDb, id: number): void {
  statement(db, 'DELETE FROM segment WHERE id = ?').run(id);
  statement(
    db,
    `INSERT INTO segment SELECT ?, count(*), min(time_us), max(time_us) FROM event NOT INDEXED
     WHERE id BETWEEN ? AND ? HAVING count(*) > 0`,
  ).run(id, id * 2 ** SEGMENT_BITS, (id + 1) * 2 ** SEGMENT_BITS - 1);
}

/** The first segment from `fromId` on, a segment's own number, that may have events before the cutoff; null for none. */
export function nextSegmentBefore(db: ReadableDb, fromId: number, cutoffUs: number): Segment | null {
  const row = statement(db, `${SEGMENT_SELECT} WHERE id >= ? AND first_us < ? AND last_us > 0 ORDER BY id LIMIT 1`).get(
    fromId,
    cutoffUs,
  ) as SegmentRow | undefined;
  return row === undefined ? null : segmentOfRow(row);
}

/** All there are, by id. */
export function allSegments(db: ReadableDb): Segment[] {
  return (statement(db, `${SEGMENT_SELECT} ORDER BY id`).all() as SegmentRow[]).map(segmentOfRow);
}

/** Segments with events between the times, both included, by first time. */
export function segmentsBetween(db: ReadableDb, fromUs: number, toUs: number): Segment[] {
  const rows = statement(db, `${SEGMENT_SELECT} WHERE last_us >= ? AND first_us <= ? ORDER BY first_us, id`).all(
    fromUs,
    toUs,
  ) as SegmentRow[];
  return rows.map(segmentOfRow);
}

type SegmentRow = Omit<Segment, 'fromId' | 'toId'>;

const SEGMENT_SELECT = 'SELECT id, events, first_us AS firstUs, last_us AS lastUs FROM segment';

function segmentOfRow(row: SegmentRow): Segment {
  return { ...row, fromId: row.id * 2 ** SEGMENT_BITS, toId: (row.id + 1) * 2 ** SEGMENT_BITS - 1 };
}
