/**
 * Reading all events of a workspace once, as fast as they come: in the order in which they are stored, a page at a
 * time, only the columns that rules need, and the fields as the text they are stored as, because most events need not
 * be decoded at all. Memory is one page, and no transaction is held from page to page.
 */
import type { TimeUs } from '../kernel/time.ts';
import type { EntityMention } from '../model/entity.ts';
import type { ReadableDb } from './database.ts';

export interface ScannedEvent {
  readonly id: number;
  readonly timeUs: TimeUs;
  /** JSON, as `JSON.stringify` writes it. */
  readonly logsource: string;
  /** JSON, as `JSON.stringify` writes it. */
  readonly fields: string;
}

type ScanRow = readonly [id: number, timeUs: TimeUs, logsource: string, fields: string];

const PAGE_ROWS = 2_000;

/** Pages of all events whose id is at most `lastId`, in the order of their ids. */
export function* scanEvents(db: ReadableDb, lastId: number): Generator<readonly ScannedEvent[]> {
  const page = db
    .prepare('SELECT id, time_us, logsource, fields FROM event WHERE id > ? AND id <= ? ORDER BY id LIMIT ?')
    .raw();
  for (let after = 0; ;) {
    const rows = page.all(after, lastId, PAGE_ROWS) as ScanRow[];
    if (rows.length === 0) return;
    after = rows.at(-1)![0];
    yield rows.map(([id, timeUs, logsource, fields]) => ({ id, timeUs, logsource, fields }));
  }
}

/** The last event there is now, and how many there are; 0 for none. A scan up to it is over one state of the case. */
export function scanExtent(db: ReadableDb): { readonly lastId: number; readonly events: number } {
  return db.prepare('SELECT coalesce(max(id), 0) AS lastId, count(*) AS events FROM event').get() as {
    lastId: number;
    events: number;
  };
}

/** Events looked up at once. */
const LOOKED_UP_AT_ONCE = 5_000;

type MentionRow = readonly [
  eventId: number,
  type: EntityMention['type'],
  value: string,
  label: string,
  role: EntityMention['role'],
];

/** What each of the events mentions; `ids` in ascending order, and so is what comes. Nothing for who mentions nothing. */
export function* entitiesOfEvents(
  db: ReadableDb,
  ids: readonly number[],
): Generator<{ readonly id: number; readonly entities: readonly EntityMention[] }> {
  const statement = db
    .prepare(
      `SELECT event_id, entity.type, entity.value, label, role
       FROM json_each(?) AS wanted JOIN event_entity ON event_id = wanted.value JOIN entity ON entity.id = entity_id
       ORDER BY event_id, entity.type, role, entity.value`,
    )
    .raw();
  for (let from = 0; from < ids.length; from += LOOKED_UP_AT_ONCE) {
    const rows = statement.all(JSON.stringify(ids.slice(from, from + LOOKED_UP_AT_ONCE))) as MentionRow[];
    for (const [id, mentions] of Map.groupBy(rows, ([eventId]) => eventId)) {
      yield { id, entities: mentions.map(([, type, value, label, role]) => ({ type, value, label, role })) };
    }
  }
}
