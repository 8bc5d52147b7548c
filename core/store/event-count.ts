/**
 * Counting events of a compiled query: in all, by the values of a field, by time. What is counted as events come in is
 * read off; the rest is counted segment by segment.
 */
import type { TimeUs } from '../kernel/time.ts';
import { US_PER_MINUTE } from '../kernel/time.ts';
import { SEVERITIES } from '../model/severity.ts';
import type { Condition } from '../query/compile.ts';
import type { Grouping } from '../query/group.ts';
import type { ReadableDb } from './database.ts';
import { countAllMentions, countEachMention, createMentionCounter } from './mention-counts.ts';
import { finished, QueryRun, type OnStep, type QueryStep } from './query-run.ts';
import { statement } from './statements.ts';
import { UNTOLD_CODE } from './tallies.ts';

export interface ValueCount {
  /** A severity's word; null where there is no value; a start of a bucket in microseconds for times. */
  readonly value: string | number | null;
  readonly count: number;
}

export interface GroupStep extends QueryStep {
  /** The values so far; made when it is called. */
  values(): ValueCount[];
}

export interface TimeExtent {
  readonly firstUs: TimeUs;
  readonly lastUs: TimeUs;
}

/** `event` as the counts know it, to which conditions and groupings on counted fields apply as they are. */
const TALLIED = '(SELECT *, 0 AS id FROM tally) AS event';

export function countEvents(db: ReadableDb, condition: Condition, onStep?: OnStep): number {
  return finished(countSteps(db, condition), onStep);
}

export function* countSteps(db: ReadableDb, condition: Condition): Generator<QueryStep, number> {
  const run = new QueryRun(db, 'events.count', condition);
  try {
    if (isTold(run)) {
      const sum = db.prepare(`SELECT coalesce(sum(events), 0) FROM ${TALLIED} WHERE ${run.where}`).pluck();
      return sum.get(...run.params, run.named(null)) as number;
    }
    const { index } = run;
    if (index !== null) {
      const ids = db.prepare(`SELECT count(*) FROM (${index.text})`).pluck();
      return ids.get(...index.params, run.named(null)) as number;
    }
    const { mentions } = run;
    const count = db.prepare(`SELECT count(*) FROM event NOT INDEXED WHERE ${inSegment(run)}`).pluck();
    let total = 0;
    const steps = run.steps((segment) => {
      total +=
        mentions?.between(segment.fromId, segment.toId).length ??
        (count.get(...run.params, run.named(segment)) as number);
    });
    for (const step of steps) yield { ...step, found: total };
    return total;
  } finally {
    run.close();
  }
}

/**
 * How many events have each value, the most frequent first; times in order. An event with several values counts once
 * for each. Events without a value are left out. `limit` -1 means all.
 */
export function countEventsBy(
  db: ReadableDb,
  condition: Condition,
  grouping: Grouping,
  limit: number,
  onStep?: OnStep,
): ValueCount[] {
  return finished(groupSteps(db, condition, grouping, limit), onStep);
}

export function* groupSteps(
  db: ReadableDb,
  condition: Condition,
  grouping: Grouping,
  limit: number,
): Generator<GroupStep, ValueCount[]> {
  const run = new QueryRun(db, 'events.countBy', condition);
  const counts = new Map<string | number, number>();
  const add = (value: string | number, count: number): void => void counts.set(value, (counts.get(value) ?? 0) + count);
  const values = (): ValueCount[] => ordered(counts, grouping, limit);
  try {
    const told = toldCounts(run, grouping, limit);
    if (told !== null) {
      for (const [value, count] of told) add(value, count);
      return values();
    }
    const { mentions, value, join } = grouping;
    if (mentions !== null) {
      const counter = createMentionCounter(db, mentions, add);
      const rows = db.prepare(`SELECT mentions FROM event NOT INDEXED WHERE ${inSegment(run)}`).pluck();
      for (const step of run.steps((segment) => {
        for (const bytes of rows.all(...run.params, run.named(segment))) counter(bytes as Uint8Array);
      }))
        yield { ...step, found: counts.size, values };
      return values();
    }
    const rows = db
      .prepare(
        `SELECT ${value.text} AS counted, count(DISTINCT event.id) FROM event NOT INDEXED ${join.text}
         WHERE ${inSegment(run)} GROUP BY 1 HAVING counted IS NOT NULL`,
      )
      .raw();
    for (const step of run.steps((segment) => {
      const found = rows.all(...value.params, ...join.params, ...run.params, run.named(segment));
      for (const [of, count] of found as [string | number, number][]) add(of, count);
    }))
      yield { ...step, found: counts.size, values };
    return values();
  } finally {
    run.close();
  }
}

/** The times of the first and last event that has one; null where none has. */
export function eventExtent(db: ReadableDb, condition: Condition): TimeExtent | null {
  const run = new QueryRun(db, 'events.extent', condition);
  try {
    if (run.isOpen) return extentOf([edge(db, 'min'), edge(db, 'max')]);
    const span = db
      .prepare(
        `SELECT min(event.time_us), max(event.time_us) FROM event NOT INDEXED
         WHERE event.time_us > 0 AND ${inSegment(run)}`,
      )
      .raw();
    const ends: (number | null)[] = [];
    finished(
      run.steps((segment) => void ends.push(...(span.get(...run.params, run.named(segment)) as (number | null)[]))),
    );
    return extentOf(ends);
  } finally {
    run.close();
  }
}

/** From the index over time, which gives one end at a time. */
function edge(db: ReadableDb, end: 'min' | 'max'): number | null {
  return statement(db, `SELECT ${end}(time_us) FROM event WHERE time_us > 0`, 'pluck').get() as number | null;
}

function extentOf(ends: readonly (number | null)[]): TimeExtent | null {
  const times = ends.filter((end) => end !== null);
  if (times.length === 0) return null;
  const least = times.reduce((a, b) => Math.min(a, b));
  const most = times.reduce((a, b) => Math.max(a, b));
  return { firstUs: least as TimeUs, lastUs: most as TimeUs };
}

function inSegment({ where }: QueryRun): string {
  return `event.id BETWEEN @from AND @to AND (${where})`;
}

/** Whether the counts by kind say all: not where an event's EventID is a list, which they do not hold. */
function isTold({ db, isTallied }: QueryRun): boolean {
  return isTallied && statement(db, 'SELECT 1 FROM tally WHERE code_id = ?').get(UNTOLD_CODE) === undefined;
}

/** Counts that are there already, or null. */
function toldCounts(
  run: QueryRun,
  grouping: Grouping,
  limit: number,
): Iterable<readonly [string | number, number]> | null {
  const { db } = run;
  const { value, join, bucketUs, mentions } = grouping;
  if (bucketUs !== null) {
    if (!run.isOpen || bucketUs % US_PER_MINUTE !== 0) return null;
    const minutes = db.prepare(
      'SELECT time_us - time_us % CAST(? AS INTEGER) AS value, sum(events) FROM minute GROUP BY 1',
    );
    return minutes.raw().all(bucketUs) as [number, number][];
  }
  if (mentions !== null) {
    return run.isOpen ? (countAllMentions(db, mentions, limit) ?? countEachMention(db, mentions)) : null;
  }
  if (!grouping.isTallied || !isTold(run)) return null;
  const tallied = db.prepare(
    `SELECT ${value.text} AS counted, sum(event.events) FROM ${TALLIED} ${join.text}
     WHERE ${run.where} GROUP BY 1 HAVING counted IS NOT NULL`,
  );
  return tallied.raw().all(...value.params, ...join.params, ...run.params, run.named(null)) as [string, number][];
}

function ordered(
  counts: ReadonlyMap<string | number, number>,
  { bucketUs, isSeverity }: Grouping,
  limit: number,
): ValueCount[] {
  const all = Array.from(counts, ([value, count]) => ({ value, count }));
  const byValue = (a: ValueCount, b: ValueCount): number => (a.value! < b.value! ? -1 : a.value! > b.value! ? 1 : 0);
  const sorted = bucketUs === null ? all.toSorted((a, b) => b.count - a.count || byValue(a, b)) : all.toSorted(byValue);
  const page = limit < 0 ? sorted : sorted.slice(0, limit);
  return isSeverity ? page.map((row) => ({ ...row, value: SEVERITIES[row.value as number]! })) : page;
}
