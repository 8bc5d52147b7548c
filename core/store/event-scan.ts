/**
 * Reading all events of a workspace once, as fast as they come: in the order in which they are stored, a page at a
 * time, only what rules need, and the fields as the text they are stored as, because most events need not be decoded at
 * all. Memory is one page, and no transaction is held from page to page.
 */
import type { TimeUs } from '../kernel/time.ts';
import type { EntityMention } from '../model/entity.ts';
import type { Logsource } from '../model/event.ts';
import type { ReadableDb } from './database.ts';
import { detailsOf } from './event-details.ts';
import { entitiesOfEvent } from './events.ts';
import { statement } from './statements.ts';

export interface ScannedEvent {
  readonly id: number;
  readonly timeUs: TimeUs;
  readonly logsource: Logsource;
  /** JSON, as `JSON.stringify` writes it. */
  readonly fields: string;
}

const PAGE_ROWS = 2_000;

/** Pages of all events whose id is at most `lastId`, in the order of their ids. */
export function* scanEvents(db: ReadableDb, lastId: number): Generator<readonly ScannedEvent[]> {
  const page = db.prepare('SELECT id, time_us FROM event WHERE id > ? AND id <= ? ORDER BY id LIMIT ?').raw();
  for (let after = 0; ;) {
    const rows = page.all(after, lastId, PAGE_ROWS) as [number, TimeUs][];
    if (rows.length === 0) return;
    after = rows.at(-1)![0];
    const details = detailsOf(db);
    yield rows.flatMap(([id, timeUs]) => {
      const block = details.blockOf(id);
      return block === null ? [] : [{ id, timeUs, logsource: block.logsource(id), fields: block.fieldsText(id) }];
    });
  }
}

/** The last event there is now, and how many there are; 0 for none. A scan up to it is over one state of the case. */
export function scanExtent(db: ReadableDb): { readonly lastId: number; readonly events: number } {
  return statement(
    db,
    `SELECT (SELECT coalesce(max(id), 0) FROM event) AS lastId, coalesce(sum(events), 0) AS events FROM segment`,
  ).get() as { lastId: number; events: number };
}

/** What each of the events mentions; `ids` in ascending order, and so is what comes. Nothing for who mentions nothing. */
export function* entitiesOfEvents(
  db: ReadableDb,
  ids: readonly number[],
): Generator<{ readonly id: number; readonly entities: readonly EntityMention[] }> {
  for (const id of ids) {
    const entities = entitiesOfEvent(db, id);
    if (entities.length > 0) yield { id, entities };
  }
}
