/** What a workspace knows of one entity: when it was seen, which alerts and incidents name it, what it had to do with. */
import type { TimeUs } from '../kernel/time.ts';
import type { EntityType } from '../model/entity.ts';
import { roleMask } from '../query/probe.ts';
import { ALERT_SELECT, alertOf, type AlertRow, type RawAlert } from './alerts.ts';
import type { ReadableDb } from './database.ts';
import { entityIdSql } from './entity-index.ts';
import { prepareForQueries } from './query-functions.ts';
import { MentionFinder } from './registers.ts';
import type { RelationKind } from './relations.ts';
import { allSegments, type Segment } from './segments.ts';
import { statement } from './statements.ts';

export interface KnownEntity {
  readonly type: EntityType;
  readonly value: string;
  readonly label: string;
}

const MAX_CANDIDATES = 10;

export interface NamedEntities {
  /** The one with just this canonical name, or else all with that label, short host name, account or file name. */
  readonly meant: readonly KnownEntity[];
  /** Others that are called so, or where none is: that have it somewhere in their name. */
  readonly alike: readonly KnownEntity[];
}

/** What a name may mean among entities of a type. */
export function entitiesNamed(db: ReadableDb, type: EntityType, name: string): NamedEntities {
  prepareForQueries(db);
  const find = (condition: string): KnownEntity[] => {
    const rows = [SEEN_IN_EVENTS, NAMED_BY_ALERTS].flatMap(
      (from) =>
        db
          .prepare(
            `SELECT type, value, min(label) AS label FROM (${from}) WHERE type = @type AND (${condition})
             GROUP BY value ORDER BY value LIMIT ${MAX_CANDIDATES}`,
          )
          .all({ type, name: name.toLowerCase() }) as KnownEntity[],
    );
    return [...new Map(rows.toReversed().map((entity) => [entity.value, entity])).values()].toReversed();
  };
  const called = find(
    `lower(value) = @name OR lower(label) = @name OR short_host(value) = @name OR account_name(value) = @name
     OR lower(file_name(label)) = @name`,
  );
  const exact = called.find(({ value }) => value.toLowerCase() === name.toLowerCase());
  if (exact !== undefined) return { meant: [exact], alike: called.filter((one) => one !== exact) };
  if (called.length > 0) return { meant: called, alike: [] };
  return { meant: [], alike: find('instr(lower(value), @name) > 0 OR instr(lower(label), @name) > 0') };
}

const SEEN_IN_EVENTS = 'SELECT type, value, label FROM entity';
const NAMED_BY_ALERTS = `SELECT m.value ->> 'type' AS type, m.value ->> 'value' AS value,
  coalesce(m.value ->> 'label', m.value ->> 'value') AS label FROM alert JOIN json_each(alert.entities) AS m`;

/** The entity of just this canonical name; null where neither an event nor an alert names it. */
export function findEntity(db: ReadableDb, { type, value }: Pick<KnownEntity, 'type' | 'value'>): KnownEntity | null {
  const seen = db
    .prepare(
      'SELECT type, value, label FROM entity WHERE lower(value) = lower(@value) AND type = @type AND value = @value',
    )
    .get({ type, value }) as KnownEntity | undefined;
  if (seen !== undefined) return seen;
  const named = db
    .prepare(
      `SELECT type, value, label FROM (${NAMED_BY_ALERTS} WHERE instr(alert.entities, @text) > 0)
       WHERE type = @type AND value = @value LIMIT 1`,
    )
    .get({ type, value, text: JSON.stringify(value) }) as KnownEntity | undefined;
  return named ?? null;
}

export interface SeenInEvents {
  readonly events: number;
  /** Of the events that name a time; null where none does. */
  readonly firstUs: TimeUs | null;
  readonly lastUs: TimeUs | null;
}

export function seenInEvents(db: ReadableDb, { type, value }: KnownEntity): SeenInEvents {
  const id = db
    .prepare(`SELECT ${entityIdSql('type', 'value')}`)
    .pluck()
    .get({ type, value });
  if (id === null) return { events: 0, firstUs: null, lastUs: null };
  const finder = new MentionFinder(db, { entityIds: new Set([id as number]), roles: roleMask(null) });
  const segments = allSegments(db);
  const events = segments.reduce((sum, { fromId, toId }) => sum + finder.between(fromId, toId).length, 0);
  return { events, firstUs: firstTime(db, segments, finder), lastUs: lastTime(db, segments, finder) };
}

/** Looks no further than at segments that begin before what was found. */
function firstTime(db: ReadableDb, segments: readonly Segment[], finder: MentionFinder): TimeUs | null {
  const timeOf = statement(db, `SELECT min(time_us) ${OF_THESE}`, 'pluck');
  let first: TimeUs | null = null;
  for (const { firstUs, fromId, toId } of segments.toSorted((a, b) => a.firstUs - b.firstUs)) {
    if (first !== null && firstUs > first) break;
    const time = timeOf.get(JSON.stringify(finder.between(fromId, toId))) as TimeUs | null;
    if (time !== null && (first === null || time < first)) first = time;
  }
  return first;
}

function lastTime(db: ReadableDb, segments: readonly Segment[], finder: MentionFinder): TimeUs | null {
  const timeOf = statement(db, `SELECT max(time_us) ${OF_THESE}`, 'pluck');
  let last: TimeUs | null = null;
  for (const { lastUs, fromId, toId } of segments.toSorted((a, b) => b.lastUs - a.lastUs)) {
    if (last !== null && lastUs < last) break;
    const time = timeOf.get(JSON.stringify(finder.between(fromId, toId))) as TimeUs | null;
    if (time !== null && (last === null || time > last)) last = time;
  }
  return last;
}

const OF_THESE = 'FROM event NOT INDEXED WHERE time_us > 0 AND id IN (SELECT value FROM json_each(?))';

/** All alerts that name it, by time, the suppressed ones too. */
export function alertsNaming(db: ReadableDb, { type, value }: Pick<KnownEntity, 'type' | 'value'>): AlertRow[] {
  // Looking for the text first spares the decoding of all lists of entities.
  const rows = db
    .prepare(
      `${ALERT_SELECT} WHERE instr(alert.entities, @text) > 0 AND EXISTS (
         SELECT 1 FROM json_each(alert.entities) AS m WHERE m.value ->> 'type' = @type AND m.value ->> 'value' = @value)
       ORDER BY alert.first_us, alert.id`,
    )
    .all({ type, value, text: JSON.stringify(value) }) as RawAlert[];
  return rows.map(alertOf);
}

export interface RelatedEntity {
  readonly kind: RelationKind;
  /** Whether the entity did it or it was done to it. */
  readonly direction: 'to' | 'from';
  readonly other: KnownEntity;
  readonly count: number;
  readonly firstUs: TimeUs;
  readonly lastUs: TimeUs;
}

/** What it had most to do with, of each kind and direction at most `limit`. */
export function relatedTo(db: ReadableDb, { type, value }: KnownEntity, limit: number): RelatedEntity[] {
  const rows = db
    .prepare(
      `WITH self AS (SELECT ${entityIdSql('type', 'value')} AS id),
         related AS (
           SELECT kind, 'to' AS direction, to_id AS other, count, first_us, last_us FROM relation, self WHERE from_id = self.id
           UNION ALL
           SELECT kind, 'from', from_id, count, first_us, last_us FROM relation, self WHERE to_id = self.id),
         ranked AS (SELECT *, row_number() OVER (PARTITION BY kind, direction ORDER BY count DESC, other) AS place
           FROM related)
       SELECT kind, direction, entity.type, entity.value, label, count, first_us AS firstUs, last_us AS lastUs
       FROM ranked JOIN entity ON entity.id = other WHERE place <= @limit ORDER BY kind, direction, place`,
    )
    .all({ type, value, limit }) as (Omit<RelatedEntity, 'other'> & KnownEntity)[];
  return rows.map(({ type: of, value: name, label, ...row }) => ({ ...row, other: { type: of, value: name, label } }));
}
