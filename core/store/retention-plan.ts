/** What a cutoff would remove and what stays although it is older, by source; nothing is changed. */
import type { TimeUs } from '../kernel/time.ts';
import type { ReadableDb } from './database.ts';
import { countsOf } from './overview.ts';
import { IS_BEFORE, IS_HELD } from './removable.ts';
import { segmentsBetween } from './segments.ts';
import { listSources, type SourceId, type SourceRow } from './sources.ts';

export interface PlannedSource {
  readonly sourceId: SourceId;
  readonly path: string;
  readonly sha256: string;
  /** That are there now. */
  readonly events: number;
  readonly removable: number;
  /** Of what is removable; null for nothing. */
  readonly firstUs: TimeUs | null;
  readonly lastUs: TimeUs | null;
  /** As old, and kept because findings or correlation rest on them. */
  readonly held: number;
  /** As old, and kept because the source is not read to its end. */
  readonly unfinished: number;
}

export interface RetentionPlan {
  readonly events: number;
  readonly removable: number;
  readonly firstUs: TimeUs | null;
  readonly lastUs: TimeUs | null;
  readonly held: number;
  readonly unfinished: number;
  /** Events that name no time, and so have no age. */
  readonly withoutTime: number;
  /** What goes, by the mean bytes that an event takes: an estimate. */
  readonly estimatedBytes: number;
  /** Only those with events before the cutoff. */
  readonly sources: readonly PlannedSource[];
}

interface Sums {
  all: number;
  held: number;
  firstUs: number;
  lastUs: number;
}

/** Goes from segment to segment, and says after each how many events are looked at; `eventBytes` is what one takes. */
export function* planRetention(db: ReadableDb, cutoffUs: number, eventBytes: number): Generator<number, RetentionPlan> {
  const bySource = new Map<SourceId, Sums>();
  const count = db
    .prepare(
      `SELECT source_id, count(*), sum(is_held), min(CASE WHEN NOT is_held THEN time_us END),
         max(CASE WHEN NOT is_held THEN time_us END)
       FROM (SELECT source_id, time_us, ${IS_HELD} AS is_held FROM event NOT INDEXED
         WHERE id BETWEEN @fromId AND @toId AND ${IS_BEFORE})
       GROUP BY source_id`,
    )
    .raw();
  let looked = 0;
  for (const { fromId, toId, events } of segmentsBetween(db, 1, cutoffUs - 1)) {
    const rows = count.all({ fromId, toId, cutoffUs }) as [SourceId, number, number, number | null, number | null][];
    for (const [sourceId, all, held, firstUs, lastUs] of rows) {
      const sums = bySource.get(sourceId) ?? { all: 0, held: 0, firstUs: Infinity, lastUs: -Infinity };
      sums.all += all;
      sums.held += held;
      sums.firstUs = Math.min(sums.firstUs, firstUs ?? Infinity);
      sums.lastUs = Math.max(sums.lastUs, lastUs ?? -Infinity);
      bySource.set(sourceId, sums);
    }
    yield (looked += events);
  }
  const sources = listSources(db).flatMap((source) => {
    const sums = bySource.get(source.id);
    return sums === undefined ? [] : [planned(source, sums)];
  });
  const total = (of: (source: PlannedSource) => number): number => sources.reduce((sum, one) => sum + of(one), 0);
  const removable = total((source) => source.removable);
  const goes = sources.filter((source) => source.removable > 0);
  return {
    events: countsOf(db).events,
    removable,
    firstUs: goes.length === 0 ? null : (Math.min(...goes.map(({ firstUs }) => firstUs!)) as TimeUs),
    lastUs: goes.length === 0 ? null : (Math.max(...goes.map(({ lastUs }) => lastUs!)) as TimeUs),
    held: total((source) => source.held),
    unfinished: total((source) => source.unfinished),
    withoutTime: db.prepare('SELECT count(*) FROM event WHERE time_us = 0').pluck().get() as number,
    estimatedBytes: Math.round(removable * eventBytes),
    sources,
  };
}

function planned({ id, path, sha256, state, events, eventsRemoved }: SourceRow, sums: Sums): PlannedSource {
  const isComplete = state === 'complete';
  const removable = isComplete ? sums.all - sums.held : 0;
  return {
    sourceId: id,
    path,
    sha256,
    events: events - eventsRemoved,
    removable,
    firstUs: removable > 0 ? (sums.firstUs as TimeUs) : null,
    lastUs: removable > 0 ? (sums.lastUs as TimeUs) : null,
    held: isComplete ? sums.held : 0,
    unfinished: isComplete ? 0 : sums.all,
  };
}
