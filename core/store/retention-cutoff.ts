/** From what somebody wants to keep to the time before which events go. */
import { US_PER_MINUTE, type TimeUs } from '../kernel/time.ts';
import type { ReadableDb } from './database.ts';
import { meanEventBytes, usedBytes } from './event-bytes.ts';

export type RetentionLimit =
  | { readonly by: 'time'; readonly beforeUs: number }
  /** Counted back from the newest event: imported history is rarely of today. */
  | { readonly by: 'age'; readonly olderThanUs: number }
  /** The oldest events go until the rest takes about so much. */
  | { readonly by: 'size'; readonly maxBytes: number };

/** Events before this go; null where none has to. */
export function cutoffOf(db: ReadableDb, limit: RetentionLimit): TimeUs | null {
  if (limit.by === 'time') return limit.beforeUs > 0 ? (limit.beforeUs as TimeUs) : null;
  if (limit.by === 'size') return cutoffForSize(db, limit.maxBytes);
  const newestUs = newestTime(db);
  return newestUs === null || newestUs <= limit.olderThanUs ? null : ((newestUs - limit.olderThanUs) as TimeUs);
}

/** The time of the newest event; null where none has one. */
export function newestTime(db: ReadableDb): TimeUs | null {
  return db.prepare('SELECT max(time_us) FROM event WHERE time_us > 0').pluck().get() as TimeUs | null;
}

/** By whole minutes, from counts that are there already. What is kept of old events is not known to these. */
function cutoffForSize(db: ReadableDb, maxBytes: number): TimeUs | null {
  const excessBytes = usedBytes(db) - maxBytes;
  if (excessBytes <= 0) return null;
  const eventBytes = meanEventBytes(db);
  if (eventBytes === 0) return null;
  let left = Math.ceil(excessBytes / eventBytes);
  let cutoffUs: TimeUs | null = null;
  const minutes = db.prepare('SELECT time_us, sum(events) FROM minute WHERE time_us > 0 GROUP BY time_us ORDER BY 1');
  for (const [timeUs, events] of minutes.raw().iterate() as IterableIterator<[number, number]>) {
    if (left <= 0) break;
    left -= events;
    cutoffUs = (timeUs + US_PER_MINUTE) as TimeUs;
  }
  return cutoffUs;
}
