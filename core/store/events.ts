/** Reading events, and the way back from an event to its source. */
import { compareText } from '../kernel/text-order.ts';
import type { TimeUs } from '../kernel/time.ts';
import { ENTITY_TYPES, type EntityMention, type EntityType } from '../model/entity.ts';
import type { Logsource, TimeOrigin } from '../model/event.ts';
import type { Fields } from '../model/fields.ts';
import { SEVERITIES, type Severity } from '../model/severity.ts';
import type { StoredType } from '../query/facets.ts';
import type { ReadableDb } from './database.ts';
import { detailsOf, type EventDetails } from './event-details.ts';
import { TIME_ORIGINS } from './event-writer.ts';
import { unpackMentions } from './mention-list.ts';
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
  readonly sourceId: number;
  readonly sourcePath: string;
  readonly sourceSha256: string;
  readonly ordinal: number;
  readonly recordNumber: number;
  readonly byteOffset: number;
  readonly lengthBytes: number;
  readonly isRecovered: boolean;
}

const EVENT_SELECT = `SELECT event.id, time_us AS timeUs, time_origin AS timeOrigin, class_uid AS classUid,
    activity_id AS activityId, severity, label.text AS mapping, source_id AS sourceId, path AS sourcePath,
    sha256 AS sourceSha256, ordinal, record_number AS recordNumber, byte_offset AS byteOffset,
    length_bytes AS lengthBytes, is_recovered AS isRecovered
  FROM event JOIN source ON source.id = source_id JOIN label ON label.id = kind_id`;

type RawEvent = Omit<
  EventRow,
  'severity' | 'isRecovered' | 'timeOrigin' | 'logsource' | 'fields' | 'message' | 'timeText'
> & {
  readonly severity: number;
  readonly isRecovered: number;
  readonly timeOrigin: number;
};

/** Where a page of events starts: after this one. */
export interface EventCursor {
  readonly timeUs: TimeUs;
  readonly id: number;
}

export function findEvent(db: ReadableDb, id: number): EventRow | null {
  const row = statement(db, `${EVENT_SELECT} WHERE event.id = ?`).get(id) as RawEvent | undefined;
  return row === undefined ? null : eventOf(row, detailsOf(db));
}

/** The events `ids`, in this order; those that are not there are left out. */
export function eventsById(db: ReadableDb, ids: readonly number[]): EventRow[] {
  const find = statement(db, `${EVENT_SELECT} WHERE event.id = ?`);
  const details = detailsOf(db);
  return ids.flatMap((id) => {
    const row = find.get(id) as RawEvent | undefined;
    const event = row === undefined ? null : eventOf(row, details);
    return event === null ? [] : [event];
  });
}

/** What an event mentions; `EntityMention.label` is the name people know it by. */
export function entitiesOfEvent(db: ReadableDb, eventId: number): EntityMention[] {
  const bytes = statement(db, 'SELECT mentions FROM event WHERE id = ?').get(eventId) as
    | { readonly mentions: Buffer }
    | undefined;
  return bytes === undefined ? [] : mentionsIn(db, bytes.mentions);
}

type EntityRow = { readonly type: StoredType; readonly value: string; readonly label: string };

/** Packed mentions with what they name, by type, role and value. */
export function mentionsIn(db: ReadableDb, bytes: Uint8Array): EntityMention[] {
  const find = statement(db, 'SELECT type, value, label FROM entity WHERE id = ?');
  const mentions = unpackMentions(bytes).flatMap(({ entityId, role }) => {
    const entity = find.get(entityId) as EntityRow;
    return isEntityType(entity.type) ? [{ type: entity.type, value: entity.value, label: entity.label, role }] : [];
  });
  return mentions.toSorted(
    (a, b) => compareText(a.type, b.type) || compareText(a.role, b.role) || compareText(a.value, b.value),
  );
}

function isEntityType(type: StoredType): type is EntityType {
  return (ENTITY_TYPES as readonly string[]).includes(type);
}

/** Null where it was removed since its row was read. */
function eventOf(row: RawEvent, details: EventDetails): EventRow | null {
  const block = details.blockOf(row.id);
  if (block === null) return null;
  return {
    ...row,
    timeOrigin: TIME_ORIGINS[row.timeOrigin]!,
    severity: SEVERITIES[row.severity]!,
    isRecovered: row.isRecovered === 1,
    timeText: block.timeText(row.id),
    message: block.message(row.id),
    logsource: block.logsource(row.id),
    fields: block.fields(row.id),
  };
}
