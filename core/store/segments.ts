/**
 * Events that came in together are looked at together: a segment is a fixed number of neighbouring ids with the span of
 * time they cover. A query goes from segment to segment, which bounds each step, so that it can show what it has, be
 * cancelled, and leave out segments of other times.
 */
import type { TimeUs } from '../kernel/time.ts';
import type { ReadableDb } from './database.ts';
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

/** Segments with events between the times, both included, by first time. */
export function segmentsBetween(db: ReadableDb, fromUs: number, toUs: number): Segment[] {
  const rows = statement(
    db,
    `SELECT id, events, first_us AS firstUs, last_us AS lastUs FROM segment
     WHERE last_us >= ? AND first_us <= ? ORDER BY first_us, id`,
  ).all(fromUs, toUs) as Omit<Segment, 'fromId' | 'toId'>[];
  return rows.map((row) => ({
    ...row,
    fromId: row.id * 2 ** SEGMENT_BITS,
    toId: (row.id + 1) * 2 ** SEGMENT_BITS - 1,
  }));
}
