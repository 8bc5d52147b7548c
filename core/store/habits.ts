/**
 * What baselines are told from: activity by hour, kept up to date from the events that came in since, and the first times
 * that the entity graph remembers. Nothing here reads all events again.
 */
import { FirstsByName } from './first-names.ts';
import type { BaselineFacts } from '../fuse/baseline/unusual.ts';
import type { FirstPair } from '../fuse/baseline/first-times.ts';
import { Habits, type HourCount, type Thing } from '../fuse/baseline/habits.ts';
import { US_PER_HOUR, type TimeUs } from '../kernel/time.ts';
import type { ReadableDb, WritableDb } from './database.ts';
import { entityIdSql } from './entity-index.ts';
import { roleRank } from './mention-list.ts';
import { markPending } from './pending.ts';
import { prepareForQueries } from './query-functions.ts';
import { statement } from './statements.ts';

const SUMMED_UNTIL = 'activity_summed_until_event';
/** Events summed in one transaction. */
const EVENTS_AT_ONCE = 200_000;

/**
 * Adds the events that came in since, and marks baselines as pending where there were any. Records from slack space are
 * left out.
 */
export function sumActivity(db: WritableDb): void {
  const last = db.prepare('SELECT coalesce(max(id), 0) FROM event').pluck().get() as number;
  let done = summedUntil(db);
  if (done >= last) return;
  const add = db.prepare(
    `INSERT INTO activity_hour (entity_id, hour, events)
     SELECT entity_id, time_us / ${US_PER_HOUR}, count(DISTINCT event.id)
     FROM entity CROSS JOIN event_entity ON entity_id = entity.id CROSS JOIN event ON event.id = event_id
     WHERE type IN ('host', 'user') AND event_id > ? AND event_id <= ? AND time_us > 0 AND is_recovered = 0
       AND ((type = 'host' AND role = ${roleRank('device')})
         OR (type = 'user' AND role IN (${roleRank('actor')}, ${roleRank('target')})))
     GROUP BY 1, 2 ON CONFLICT DO UPDATE SET events = events + excluded.events`,
  );
  const remember = db.prepare('INSERT OR REPLACE INTO state (name, value) VALUES (?, ?)');
  for (; done < last; done += EVENTS_AT_ONCE) {
    const until = Math.min(done + EVENTS_AT_ONCE, last);
    const from = done;
    db.transaction(() => {
      add.run(from, until);
      remember.run(SUMMED_UNTIL, String(until));
      markPending(db, 'baselines_pending');
    }).immediate();
  }
}

function summedUntil(db: ReadableDb): number {
  const value = db.prepare('SELECT value FROM state WHERE name = ?').pluck().get(SUMMED_UNTIL);
  return value === undefined ? 0 : Number(value);
}

export function baselineFacts(db: ReadableDb): BaselineFacts {
  return { hosts: habitsOf(db, 'host'), users: habitsOf(db, 'user'), starts: firstStarts(db), pairs: firstPairs(db) };
}

/** Habits of all entities of a type, by canonical name. */
export function habitsOf(db: ReadableDb, type: 'host' | 'user', value: string | null = null): Map<string, Habits> {
  const rows = db
    .prepare(
      `SELECT entity.value, label, hour, events FROM entity JOIN activity_hour ON entity_id = entity.id
       WHERE type = @type AND (@value IS NULL OR entity.value = @value) ORDER BY entity_id, hour`,
    )
    .iterate({ type, value }) as IterableIterator<HourCount & { readonly value: string; readonly label: string }>;
  const hours = new Map<string, { readonly thing: Thing; readonly hours: HourCount[] }>();
  for (const row of rows) {
    const known = hours.get(row.value);
    const count = { hour: row.hour, events: row.events };
    if (known !== undefined) known.hours.push(count);
    else hours.set(row.value, { thing: { type, value: row.value, label: row.label }, hours: [count] });
  }
  return new Map(Array.from(hours, ([name, one]) => [name, new Habits(one.thing, one.hours)]));
}

/** The first start of each program on each host. */
function firstStarts(db: ReadableDb): BaselineFacts['starts'] {
  const firsts = new FirstsByName();
  const rows = db
    .prepare(
      `SELECT value, label, first_us AS firstUs FROM relation JOIN entity ON entity.id = to_id
       WHERE kind = 'started' AND first_us > 0`,
    )
    .iterate() as IterableIterator<{ readonly value: string; readonly label: string; readonly firstUs: TimeUs }>;
  for (const { value, label, firstUs } of rows) firsts.add(value, label, firstUs);
  return firsts.all();
}

export interface ProcessHabit {
  readonly name: string;
  readonly firstUs: TimeUs;
  readonly starts: number;
}

/** Programs that were started on a host, the most frequent first. */
export function processesOn(db: ReadableDb, host: string): ProcessHabit[] {
  prepareForQueries(db);
  // Processes are named `host|…`, and `}` follows `|`.
  return db
    .prepare(
      `SELECT lower(file_name(label)) AS name, min(first_us) AS firstUs, sum(count) AS starts
       FROM entity JOIN relation ON to_id = entity.id AND kind = 'started'
       WHERE type = 'process' AND lower(value) > lower(@host) || '|' AND lower(value) < lower(@host) || '}'
         AND first_us > 0
       GROUP BY 1 ORDER BY starts DESC, name`,
    )
    .all({ host }) as ProcessHabit[];
}

function firstPairs(db: ReadableDb): FirstPair[] {
  const rows = db
    .prepare(
      `SELECT a.type AS fromType, a.value AS fromValue, a.label AS fromLabel, b.value, b.label, first_us AS firstUs
       FROM relation JOIN entity AS a ON a.id = from_id JOIN entity AS b ON b.id = to_id
       WHERE kind IN ('active_on', 'connected_to') AND b.type = 'host' AND first_us > 0`,
    )
    .all() as {
    readonly fromType: Thing['type'];
    readonly fromValue: string;
    readonly fromLabel: string;
    readonly value: string;
    readonly label: string;
    readonly firstUs: TimeUs;
  }[];
  return rows.map(({ fromType, fromValue, fromLabel, value, label, firstUs }) => ({
    from: { type: fromType, value: fromValue, label: fromLabel },
    host: { type: 'host', value, label },
    firstUs,
  }));
}

/** An event of that hour that mentions all of these, the earliest; null where there is none any more. */
export function eventBehind(
  db: ReadableDb,
  things: readonly Thing[],
  timeUs: TimeUs,
): { readonly id: number; readonly sourceId: number; readonly ordinal: number } | null {
  const [first, second = first] = things;
  const row = statement(
    db,
    `SELECT event.id, source_id AS sourceId, ordinal FROM event
     WHERE time_us >= @fromUs AND time_us < @toUs
       AND EXISTS (SELECT 1 FROM event_entity WHERE event_id = event.id AND entity_id =
         ${entityIdSql('type', 'value')})
       AND EXISTS (SELECT 1 FROM event_entity WHERE event_id = event.id AND entity_id =
         ${entityIdSql('otherType', 'otherValue')})
     ORDER BY time_us, event.id LIMIT 1`,
  ).get({
    fromUs: timeUs,
    toUs: timeUs + US_PER_HOUR,
    type: first!.type,
    value: first!.value,
    otherType: second!.type,
    otherValue: second!.value,
  });
  return (row as ReturnType<typeof eventBehind> | undefined) ?? null;
}
