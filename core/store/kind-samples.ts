/** One event of each kind that is stored, to see what sorts of events there are without looking at all of them. */
import type { Fields } from '../model/fields.ts';
import type { Logsource } from '../model/event.ts';
import type { ReadableDb } from './database.ts';
import { detailsOf } from './event-details.ts';
import type { QueryStep } from './query-run.ts';
import { segmentsBetween } from './segments.ts';

export interface KindSample {
  readonly logsource: Logsource;
  readonly fields: Fields;
}

/** Kinds are told apart by their mapping and EventID, as tallies tell them. Stops once each tallied kind was met. */
export function* kindSampleSteps(db: ReadableDb): Generator<QueryStep, KindSample[]> {
  const kinds = db
    .prepare('SELECT count(*) FROM (SELECT DISTINCT kind_id, code_id FROM tally WHERE events > 0)')
    .pluck()
    .get() as number;
  const read = db
    .prepare(
      `SELECT kind_id || ' ' || coalesce(code_id, -1), min(id) FROM event NOT INDEXED
       WHERE id BETWEEN ? AND ? GROUP BY kind_id, code_id`,
    )
    .raw();
  const met = new Map<string, number>();
  const segments = segmentsBetween(db, 0, Number.MAX_SAFE_INTEGER);
  for (const [index, { fromId, toId }] of segments.entries()) {
    if (met.size >= kinds) break;
    for (const [kind, id] of read.all(fromId, toId) as [string, number][]) if (!met.has(kind)) met.set(kind, id);
    yield { doneSegments: index + 1, totalSegments: segments.length, found: met.size };
  }
  const details = detailsOf(db);
  return [...met.values()].flatMap((id) => {
    const block = details.find(id);
    return block === null ? [] : [{ logsource: block.logsource(id), fields: block.fields(id) }];
  });
}
