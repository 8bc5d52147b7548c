/**
 * What stands around an event: others in time that name the same entity, or the records beside it in its source. Nothing
 * here looks at all events: an entity that few events name is looked up, one that many name is met soon along time.
 */
import type { EntityType } from '../model/entity.ts';
import { roleMask } from '../query/probe.ts';
import type { ReadableDb } from './database.ts';
import { entityIdSql } from './entity-index.ts';
import { eventsById, findEvent, type EventRow } from './events.ts';
import { MentionFinder } from './registers.ts';
import { statement } from './statements.ts';

/** With more events than this, walking along time meets the next ones sooner than sorting all of them. */
const MANY_EVENTS = 20_000;
/** Records of a source have neighbouring ids, with few of other sources in between where several are read at once. */
const LOOKED_AT_IDS = 50_000;

export type Around =
  | { readonly by: 'entity'; readonly entity: { readonly type: EntityType; readonly value: string } }
  | { readonly by: 'source' };

export interface ContextQuestion {
  readonly id: number;
  readonly around: Around;
  /** How many of each. */
  readonly before: number;
  readonly after: number;
}

export interface EventContext {
  /** The nearest last. */
  readonly before: readonly EventRow[];
  readonly event: EventRow;
  /** The nearest first. */
  readonly after: readonly EventRow[];
}

/** Null where there is no such event. */
export function contextOf(db: ReadableDb, { id, around, before, after }: ContextQuestion): EventContext | null {
  const event = findEvent(db, id);
  if (event === null) return null;
  const idsOf = around.by === 'source' ? besideInSource(db, event) : besideOfEntity(db, event, around.entity);
  return {
    before: eventsById(db, idsOf('before', before).toReversed()),
    event,
    after: eventsById(db, idsOf('after', after)),
  };
}

type Side = 'before' | 'after';
/** Ids on a side of the event, the nearest first. */
type Beside = (side: Side, limit: number) => number[];

function besideInSource(db: ReadableDb, { id, sourceId }: EventRow): Beside {
  return (side, limit) => {
    const [range, order] =
      side === 'before'
        ? ['event.id < @id AND event.id >= @id - @far', 'DESC']
        : ['event.id > @id AND event.id <= @id + @far', 'ASC'];
    return statement(
      db,
      `SELECT id FROM event NOT INDEXED WHERE ${range} AND source_id = @sourceId ORDER BY id ${order} LIMIT @limit`,
      'pluck',
    ).all({ id, sourceId, far: LOOKED_AT_IDS, limit }) as number[];
  };
}

function besideOfEntity(
  db: ReadableDb,
  { id, timeUs }: EventRow,
  entity: { readonly type: EntityType; readonly value: string },
): Beside {
  const entityId = statement(db, `SELECT ${entityIdSql('type', 'value')}`, 'pluck').get(entity) as number | null;
  if (entityId === null) return () => [];
  const ids = new MentionFinder(db, { entityIds: new Set([entityId]), roles: roleMask(null) }).between(0, Infinity);
  const place = { timeUs, id };
  return ids.length > MANY_EVENTS
    ? (side, limit) => alongTime(db, new Set(ids), side, limit, place)
    : (side, limit) => ofIds(db, ids, side, limit, place);
}

interface Place {
  readonly timeUs: number;
  readonly id: number;
}

function alongTime(db: ReadableDb, ids: ReadonlySet<number>, side: Side, limit: number, place: Place): number[] {
  const [beyond, order] = DIRECTIONS[side];
  const along = statement(
    db,
    `SELECT id FROM event INDEXED BY event_by_time WHERE (time_us, id) ${beyond} (@timeUs, @id)
     ORDER BY time_us ${order}, id ${order}`,
    'pluck',
  ).iterate(place) as IterableIterator<number>;
  const found: number[] = [];
  if (limit === 0) return found;
  for (const id of along) if (ids.has(id) && found.push(id) === limit) break;
  return found;
}

function ofIds(db: ReadableDb, ids: readonly number[], side: Side, limit: number, place: Place): number[] {
  const [beyond, order] = DIRECTIONS[side];
  return statement(
    db,
    `SELECT id FROM event WHERE id IN (SELECT value FROM json_each(@ids)) AND (time_us, id) ${beyond} (@timeUs, @id)
     ORDER BY time_us ${order}, id ${order} LIMIT @limit`,
    'pluck',
  ).all({ ids: JSON.stringify(ids), ...place, limit }) as number[];
}

const DIRECTIONS = { before: ['<', 'DESC'], after: ['>', 'ASC'] } as const;
