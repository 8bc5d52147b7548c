/**
 * What baselines are told from: activity by hour, kept up to date from the events that came in since, and the first times
 * that the entity graph remembers. Nothing here reads all events again.
 */
import { FirstsByName } from './first-names.ts';
import type { BaselineFacts } from '../fuse/baseline/unusual.ts';
import type { FirstPair } from '../fuse/baseline/first-times.ts';
import { Habits, type HourCount, type Thing } from '../fuse/baseline/habits.ts';
import { US_PER_HOUR, type TimeUs } from '../kernel/time.ts';
import { roleMask } from '../query/probe.ts';
import type { ReadableDb, WritableDb } from './database.ts';
import { entityIdSql } from './entity-index.ts';
import { forEachMention, mentionsAny } from './mention-list.ts';
import { markPending } from './pending.ts';
import { prepareForQueries } from './query-functions.ts';
import { statement } from './statements.ts';

const SUMMED_UNTIL = 'activity_summed_until_event';
/** Events summed in one transaction. */
const EVENTS_AT_ONCE = 200_000;
/** More hours than any time has, so that entity and hour make one number. */
const HOUR_SPAN = 2 ** 22;

/**
 * Adds the events that came in since, and marks baselines as pending where there were any. Records from slack space are
 * left out.
 */
export function sumActivity(db: WritableDb): void {
  const last = db.prepare('SELECT coalesce(max(id), 0) FROM event').pluck().get() as number;
  let done = summedUntil(db);
  if (done >= last) return;
  const add = db.prepare(
    'INSERT INTO activity_hour VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET events = events + excluded.events',
  );
  const rolesOf = countedRoles(db);
  const remember = db.prepare('INSERT OR REPLACE INTO state (name, value) VALUES (?, ?)');
  for (; done < last; done += EVENTS_AT_ONCE) {
    const until = Math.min(done + EVENTS_AT_ONCE, last);
    const from = done;
    db.transaction(() => {
      for (const { entityId, hour, events } of activityIn(db, from, until, rolesOf)) add.run(entityId, hour, events);
      remember.run(SUMMED_UNTIL, String(until));
      markPending(db, 'baselines_pending');
    }).immediate();
  }
}

/** In which roles (bits by rank) a host or user counts as active. */
function countedRoles(db: ReadableDb): ReadonlyMap<number, number> {
  const entities = db.prepare(`SELECT id, type FROM entity WHERE type IN ('host', 'user')`).raw().all();
  const roles = { host: roleMask(['device']), user: roleMask(['actor', 'target']) };
  return new Map((entities as [number, 'host' | 'user'][]).map(([id, type]) => [id, roles[type]]));
}

interface Activity {
  readonly entityId: number;
  readonly hour: number;
  events: number;
}

/** Sums events after `from` and up to `until`, by entity and hour. */
function activityIn(
  db: ReadableDb,
  from: number,
  until: number,
  rolesOf: ReadonlyMap<number, number>,
): Iterable<Activity> {
  const rows = statement(
    db,
    `SELECT time_us / ${US_PER_HOUR}, mentions FROM event NOT INDEXED
     WHERE id > ? AND id <= ? AND time_us > 0 AND is_recovered = 0 ORDER BY id`,
    'raw',
  ).iterate(from, until) as IterableIterator<[hour: number, mentions: Buffer]>;
  const sums = new Map<number, Activity>();
  for (const [hour, mentions] of rows) {
    const active = new Set<number>();
    forEachMention(mentions, (entityId, role) => {
      if ((((rolesOf.get(entityId) ?? 0) >> role) & 1) === 1) active.add(entityId);
    });
    for (const entityId of active) {
      const key = entityId * HOUR_SPAN + hour;
      const known = sums.get(key);
      if (known === undefined) sums.set(key, { entityId, hour, events: 1 });
      else known.events++;
    }
  }
  return sums.values();
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
  const idOf = statement(db, `SELECT ${entityIdSql('type', 'value')}`, 'pluck');
  const sets = things.map(({ type, value }) => new Set([idOf.get({ type, value }) as number]));
  const rows = statement(
    db,
    `SELECT id, source_id AS sourceId, ordinal, mentions FROM event
     WHERE time_us >= ? AND time_us < ? ORDER BY time_us, id`,
  ).iterate(timeUs, timeUs + US_PER_HOUR) as IterableIterator<{
    readonly id: number;
    readonly sourceId: number;
    readonly ordinal: number;
    readonly mentions: Buffer;
  }>;
  for (const { mentions, ...event } of rows) {
    if (sets.every((ids) => mentionsAny(mentions, ids, roleMask(null)))) return event;
  }
  return null;
}
