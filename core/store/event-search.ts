/**
 * Events by a compiled query, a page at a time. Pages are in order of time; segments are visited in that order too, and
 * no further than the page needs.
 */
import { EVERYTHING, type Condition } from '../query/compile.ts';
import { eventCatalogue } from '../query/event-fields.ts';
import type { ReadableDb } from './database.ts';
import { eventsById, type EventCursor, type EventRow } from './events.ts';
import { finished, QueryRun, type OnStep, type QueryStep } from './query-run.ts';
import type { Segment } from './segments.ts';
import { statement } from './statements.ts';

/** What can be asked about the events of this store. */
export const EVENT_CATALOGUE = eventCatalogue();

type Place = readonly [id: number, timeUs: number];

/** A page of events by time; `after` null starts at the first, `limit` -1 takes all. */
export function searchEvents(
  db: ReadableDb,
  condition: Condition,
  limit: number,
  after: EventCursor | null,
  onStep?: OnStep,
): EventRow[] {
  return finished(searchSteps(db, condition, limit, after), onStep);
}

/** The first events there are. */
export function listEvents(db: ReadableDb, limit: number, after: EventCursor | null): EventRow[] {
  return searchEvents(db, EVERYTHING, limit, after);
}

/**
 * The same in bounded steps; abandoning it between two of them leaves nothing behind but a few bytes. What is found by a
 * step may still be joined by earlier events, from segments not looked at yet.
 */
export function* searchSteps(
  db: ReadableDb,
  condition: Condition,
  limit: number,
  after: EventCursor | null,
): Generator<QueryStep, EventRow[]> {
  const run = new QueryRun(db, 'events.page', condition);
  try {
    const places = run.isOpen ? firstPlaces(db, limit, after) : yield* placesIn(run, limit, after);
    return eventsById(
      db,
      places.map(([id]) => id),
    );
  } finally {
    run.close();
  }
}

/** Straight from the index over time. */
function firstPlaces(db: ReadableDb, limit: number, after: EventCursor | null): Place[] {
  return statement(
    db,
    'SELECT id, time_us FROM event WHERE (time_us, id) > (?, ?) ORDER BY time_us, id LIMIT ?',
    'raw',
  ).all(after?.timeUs ?? -1, after?.id ?? -1, limit) as Place[];
}

function* placesIn(run: QueryRun, limit: number, after: EventCursor | null): Generator<QueryStep, Place[]> {
  const isBounded = limit >= 0;
  // Only the row's own id and the index of times would be used, and the latter for all times.
  const search = run.db
    .prepare(
      `SELECT event.id, event.time_us FROM event NOT INDEXED
       WHERE event.id BETWEEN @from AND @to AND (event.time_us, event.id) > (@afterUs, @afterId)
         AND (event.time_us, event.id) < (@untilUs, @untilId) AND (${run.where})
       ORDER BY event.time_us, event.id LIMIT @limit`,
    )
    .raw();
  const cursor = { afterUs: after?.timeUs ?? -1, afterId: after?.id ?? -1, limit };
  let places: Place[] = [];
  const isComplete = (segment: Segment): boolean =>
    isBounded && places.length >= limit && (limit === 0 || segment.firstUs > places.at(-1)![1]);
  const steps = run.steps((segment) => {
    if (isComplete(segment)) return true;
    if (segment.lastUs < cursor.afterUs) return false;
    const [untilId, untilUs] = isBounded && places.length >= limit ? places.at(-1)! : [0, Number.MAX_SAFE_INTEGER];
    const more = search.all(...run.params, { ...run.named(segment), ...cursor, untilUs, untilId }) as Place[];
    places = [...places, ...more].toSorted(([a, aUs], [b, bUs]) => aUs - bUs || a - b);
    if (isBounded) places = places.slice(0, limit);
    return false;
  });
  for (const step of steps) yield { ...step, found: places.length };
  return places;
}
