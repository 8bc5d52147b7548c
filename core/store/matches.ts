/**
 * Matches that correlation rules are built on, kept so that correlation can look at all of history in order of time,
 * whatever order it was imported in; and the findings that come out of that, which are replaced as a whole.
 */
import { compareText } from '../kernel/text-order.ts';
import { VedetteError } from '../kernel/errors.ts';
import type { TimeUs } from '../kernel/time.ts';
import type { EntityMention } from '../model/entity.ts';
import type { Fields } from '../model/fields.ts';
import type { Logsource } from '../model/event.ts';
import type { ReadableDb, WritableDb } from './database.ts';
import { detailsOf } from './event-details.ts';
import { entitiesOfEvents } from './event-scan.ts';
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
}

const PAGE_ROWS = 2_000;

/** All matches by time, in pages; statements may be run on `db` between two of them. */
export function* matchesByTime(db: ReadableDb): Generator<StoredMatch> {
  const page = db.prepare(
    `SELECT id, event_id AS eventId, rule AS ruleId, time_us AS timeUs FROM rule_match
     WHERE (time_us, id) > (?, ?) ORDER BY time_us, id LIMIT ${PAGE_ROWS}`,
  );
  let rows = page.all(-1, -1) as MatchRow[];
  while (rows.length > 0) {
    const details = detailsOf(db);
    for (const { eventId, ruleId, timeUs } of rows) {
      const block = details.blockOf(eventId);
      // Retention leaves these.
      if (block === null) throw new VedetteError('E_WORKSPACE_INVALID', `Event e${eventId}, which matched, is missing`);
      yield { eventId, ruleId, timeUs, fields: block.fields(eventId), logsource: block.logsource(eventId) };
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
  const shared = new Map<string, EntityMention & { events: number }>();
  for (const { entities } of entitiesOfEvents(db, eventIds)) {
    for (const mention of entities) {
      const key = `${mention.type} ${mention.role} ${mention.value}`;
      const known = shared.get(key);
      if (known === undefined) shared.set(key, { ...mention, events: 1 });
      else known.events++;
    }
  }
  // Mentions of one event come by type, role and value.
  return [...shared.values()].toSorted(
    (a, b) =>
      b.events - a.events ||
      compareText(a.type, b.type) ||
      compareText(a.value, b.value) ||
      compareText(a.role, b.role),
  );
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
