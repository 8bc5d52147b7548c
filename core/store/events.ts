/** Reading events, and the way back from an event to its source. */
import type { TimeUs } from '../kernel/time.ts';
import type { EntityMention } from '../model/entity.ts';
import type { Logsource, TimeOrigin } from '../model/event.ts';
import type { Fields } from '../model/fields.ts';
import { SEVERITIES, type Severity } from '../model/severity.ts';
import type { ReadableDb } from './database.ts';
import { statement } from './statements.ts';

export interface EventRow {
  readonly id: number;
  readonly timeUs: TimeUs;
  readonly timeOrigin: TimeOrigin;
  readonly timeText: string;
  readonly classUid: number;
  readonly activityId: number;
  readonly severity: Severity;
  readonly mapping: string;
  readonly message: string;
  readonly logsource: Logsource;
  readonly fields: Fields;
  readonly sourcePath: string;
  readonly sourceSha256: string;
  readonly ordinal: number;
  readonly recordNumber: number;
  readonly byteOffset: number;
  readonly lengthBytes: number;
  readonly isRecovered: boolean;
}

/** What `eventOf` reads, over `event` and `source`. */
export const EVENT_SELECT = `SELECT event.id, time_us AS timeUs, time_origin AS timeOrigin, time_text AS timeText,
    class_uid AS classUid, activity_id AS activityId, severity, mapping, message, logsource, fields,
    path AS sourcePath, sha256 AS sourceSha256, ordinal, record_number AS recordNumber, byte_offset AS byteOffset,
    length_bytes AS lengthBytes, is_recovered AS isRecovered
  FROM event JOIN source ON source.id = source_id`;

export type RawEvent = Omit<EventRow, 'severity' | 'isRecovered' | 'logsource' | 'fields'> & {
  readonly severity: number;
  readonly isRecovered: number;
  readonly logsource: string;
  readonly fields: string;
};

/** Where a page of events starts: after this one. */
export interface EventCursor {
  readonly timeUs: TimeUs;
  readonly id: number;
}

/** A page of events by time; `after` null starts at the first. */
export function listEvents(db: ReadableDb, limit: number, after: EventCursor | null): EventRow[] {
  const rows =
    after === null
      ? db.prepare(`${EVENT_SELECT} ORDER BY time_us, event.id LIMIT ?`).all(limit)
      : db
          .prepare(`${EVENT_SELECT} WHERE (time_us, event.id) > (?, ?) ORDER BY time_us, event.id LIMIT ?`)
          .all(after.timeUs, after.id, limit);
  return (rows as RawEvent[]).map(eventOf);
}

export function findEvent(db: ReadableDb, id: number): EventRow | null {
  const row = db.prepare(`${EVENT_SELECT} WHERE event.id = ?`).get(id) as RawEvent | undefined;
  return row === undefined ? null : eventOf(row);
}

/** What an event mentions; `EntityMention.label` is the name people know it by. */
export function entitiesOfEvent(db: ReadableDb, eventId: number): EntityMention[] {
  return statement(
    db,
    `SELECT type, value, label, role FROM event_entity JOIN entity ON entity.id = entity_id
     WHERE event_id = ? ORDER BY type, role, value`,
  ).all(eventId) as EntityMention[];
}

export function eventOf(row: RawEvent): EventRow {
  return {
    ...row,
    severity: SEVERITIES[row.severity]!,
    isRecovered: row.isRecovered === 1,
    logsource: JSON.parse(row.logsource) as Logsource,
    fields: JSON.parse(row.fields) as Fields,
  };
}
