/**
 * The time that the events of sources span. Nothing leads from a source to its events, which lie in the order in which
 * they came in; so segments are gone through from the newest on, and no further than all events that are there were seen.
 */
import type { TimeUs } from '../kernel/time.ts';
import type { ReadableDb } from './database.ts';
import type { QueryStep } from './query-run.ts';
import { segmentsBetween } from './segments.ts';
import type { SourceId } from './sources.ts';

export interface SourceSpan {
  readonly sourceId: SourceId;
  /** Null where no event of it names a time. */
  readonly firstUs: TimeUs | null;
  readonly lastUs: TimeUs | null;
}

interface Found {
  readonly source_id: SourceId;
  readonly events: number;
  readonly first: TimeUs | null;
  readonly last: TimeUs | null;
}

/** The spans of `sources`, each with the number of its events that are there. */
export function* spanSteps(
  db: ReadableDb,
  sources: readonly { readonly id: SourceId; readonly events: number }[],
): Generator<QueryStep, SourceSpan[]> {
  const left = new Map(sources.filter(({ events }) => events > 0).map(({ id, events }) => [id, events]));
  const spans = new Map<SourceId, SourceSpan>();
  const segments = segmentsBetween(db, 0, Number.MAX_SAFE_INTEGER).toSorted((a, b) => b.id - a.id);
  const read = db.prepare(
    `SELECT source_id, count(*) AS events, min(nullif(time_us, 0)) AS first, max(nullif(time_us, 0)) AS last
     FROM event NOT INDEXED WHERE id BETWEEN ? AND ? GROUP BY source_id`,
  );
  for (const [index, { fromId, toId }] of segments.entries()) {
    if (left.size === 0) break;
    for (const { source_id: sourceId, events, first, last } of read.all(fromId, toId) as Found[]) {
      const due = left.get(sourceId);
      if (due === undefined) continue;
      const before = spans.get(sourceId);
      const firstUs = outer(before?.firstUs ?? null, first, Math.min);
      const lastUs = outer(before?.lastUs ?? null, last, Math.max);
      spans.set(sourceId, { sourceId, firstUs, lastUs });
      if (due > events) left.set(sourceId, due - events);
      else left.delete(sourceId);
    }
    yield { doneSegments: index + 1, totalSegments: segments.length, found: sources.length - left.size };
  }
  return sources.map(({ id }) => spans.get(id) ?? { sourceId: id, firstUs: null, lastUs: null });
}

function outer(a: TimeUs | null, b: TimeUs | null, of: (a: number, b: number) => number): TimeUs | null {
  return a === null || b === null ? (a ?? b) : (of(a, b) as TimeUs);
}
