/**
 * Matches that correlation rules are built on, kept so that correlation can look at all of history in order of time,
 * whatever order it was imported in; and the findings that come out of that, which are replaced as a whole.
 */
import type { TimeUs } from '../kernel/time.ts';
import type { EntityMention } from '../model/entity.ts';
import type { Fields } from '../model/fields.ts';
import type { Logsource } from '../model/event.ts';
import type { ReadableDb, WritableDb } from './database.ts';
import { clearPending, markPending } from './pending.ts';
import { statement } from './statements.ts';

export interface StoredMatch {
  readonly eventId: number;
  readonly ruleId: string;
  readonly timeUs: TimeUs;
  readonly fields: Fields;
  readonly logsource: Logsource;
}

interface MatchRow {
  readonly id: number;
  readonly eventId: number;
  readonly ruleId: string;
  readonly timeUs: TimeUs;
  readonly fields: string;
  readonly logsource: string;
}

const PAGE_ROWS = 2_000;

/** All matches by time, in pages; statements may be run on `db` between two of them. */
export function* matchesByTime(db: ReadableDb): Generator<StoredMatch> {
  const page = db.prepare(
    `SELECT rule_match.id, event_id AS eventId, rule AS ruleId, rule_match.time_us AS timeUs, fields, logsource
     FROM rule_match JOIN event ON event.id = event_id
     WHERE (rule_match.time_us, rule_match.id) > (?, ?) ORDER BY rule_match.time_us, rule_match.id LIMIT ${PAGE_ROWS}`,
  );
  let rows = page.all(-1, -1) as MatchRow[];
  while (rows.length > 0) {
    for (const { eventId, ruleId, timeUs, fields, logsource } of rows) {
      yield {
        eventId,
        ruleId,
        timeUs,
        fields: JSON.parse(fields) as Fields,
        logsource: JSON.parse(logsource) as Logsource,
      };
    }
    const last = rows.at(-1)!;
    rows = page.all(last.timeUs, last.id) as MatchRow[];
  }
}

/** Where a finding of several events is anchored: at the last of them. */
export interface EventAnchor {
  readonly sourceId: number;
  readonly ordinal: number;
}

export function anchorOf(db: ReadableDb, eventId: number): EventAnchor {
  return statement(db, 'SELECT source_id AS sourceId, ordinal FROM event WHERE id = ?').get(eventId) as EventAnchor;
}

/** Entities of several events, with how many of these events mention each. */
export function sharedEntities(
  db: ReadableDb,
  eventIds: readonly number[],
): (EntityMention & { readonly events: number })[] {
  return statement(
    db,
    `SELECT entity.type, entity.value, label, role, count(DISTINCT event_id) AS events
       FROM json_each(?) AS wanted JOIN event_entity ON event_id = wanted.value JOIN entity ON entity.id = entity_id
       GROUP BY entity_id, role ORDER BY events DESC, entity.type, entity.value, role`,
  ).all(JSON.stringify(eventIds)) as (EntityMention & { events: number })[];
}

/** Removes what the correlation rules `ruleIds` found before and runs `insert`, in one transaction. */
export function replaceCorrelated(db: WritableDb, ruleIds: readonly string[], insert: () => void): void {
  db.transaction(() => {
    const remove = db.prepare('DELETE FROM finding WHERE is_derived = 1 AND signal = ?');
    for (const ruleId of ruleIds) remove.run(ruleId);
    insert();
    markPending(db, 'fusion_pending');
    clearPending(db, 'correlation_pending');
  }).immediate();
}
