/** Events by a compiled query: pages in time order, and counts by field or time. */
import type { CompiledQuery } from '../query/compile.ts';
import { eventCatalogue } from '../query/event-fields.ts';
import type { Grouping } from '../query/group.ts';
import { SEVERITIES } from '../model/severity.ts';
import type { TimeUs } from '../kernel/time.ts';
import type { ReadableDb } from './database.ts';
import { EVENT_SELECT, eventOf, type EventCursor, type EventRow, type RawEvent } from './events.ts';
import { prepareForQueries } from './query-functions.ts';

/** What can be asked about the events of this store. */
export const EVENT_CATALOGUE = eventCatalogue();

type Condition = Pick<CompiledQuery, 'where' | 'params'>;

/** A page of events by time; `after` null starts at the first. */
export function searchEvents(
  db: ReadableDb,
  { where, params }: Condition,
  limit: number,
  after: EventCursor | null,
): EventRow[] {
  prepareForQueries(db);
  const cursor = after === null ? '' : '(time_us, event.id) > (?, ?) AND ';
  const cursorParams = after === null ? [] : [after.timeUs, after.id];
  return db
    .prepare(`${EVENT_SELECT} WHERE ${cursor}(${where}) ORDER BY time_us, event.id LIMIT ?`)
    .all(...cursorParams, ...params, limit)
    .map((row) => eventOf(row as RawEvent));
}

export function countEvents(db: ReadableDb, { where, params }: Condition): number {
  prepareForQueries(db);
  return db
    .prepare(`SELECT count(*) FROM event WHERE ${where}`)
    .pluck()
    .get(...params) as number;
}

export interface ValueCount {
  /** A severity's word; null where there is no value; a start of a bucket in microseconds for times. */
  readonly value: string | number | null;
  readonly count: number;
}

/**
 * How many events have each value, the most frequent first; times in order. An event with several values counts once
 * for each. Events without a value are left out. `limit` -1 means all.
 */
export function countEventsBy(
  db: ReadableDb,
  { where, params }: Condition,
  { join, value, bucketUs, isSeverity }: Grouping,
  limit: number,
): ValueCount[] {
  prepareForQueries(db);
  const rows = db
    .prepare(
      `SELECT ${value.text} AS value, count(DISTINCT event.id) AS count FROM event ${join.text}
       WHERE ${where} GROUP BY 1 HAVING value IS NOT NULL
       ORDER BY ${bucketUs === null ? 'count DESC, value' : 'value'} LIMIT ?`,
    )
    .all(...value.params, ...join.params, ...params, limit) as ValueCount[];
  return isSeverity ? rows.map((row) => ({ ...row, value: SEVERITIES[row.value as number]! })) : rows;
}

export interface TimeExtent {
  readonly firstUs: TimeUs;
  readonly lastUs: TimeUs;
}

/** The times of the first and last event that has one; null where none has. */
export function eventExtent(db: ReadableDb, { where, params }: Condition): TimeExtent | null {
  prepareForQueries(db);
  const row = db
    .prepare(`SELECT min(time_us) AS firstUs, max(time_us) AS lastUs FROM event WHERE time_us > 0 AND (${where})`)
    .get(...params) as { readonly firstUs: TimeUs | null; readonly lastUs: TimeUs | null };
  return row.firstUs === null || row.lastUs === null ? null : { firstUs: row.firstUs, lastUs: row.lastUs };
}
