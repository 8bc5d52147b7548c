/**
 * How much of a workspace goes with its events: the pages of the tables that hold them, with their indexes and the
 * evidence they were read from. Entities, findings and the like stay whatever is removed.
 */
import type { ReadableDb } from './database.ts';
import { fileFigures } from './file-figures.ts';
import { countsOf } from './overview.ts';

/** Tables and indexes that shrink with events; those of the full-text index have names of their own. */
const OF_EVENTS = `name IN ('event', 'event_by_time', 'event_detail', 'register_page', 'mention_count', 'tally', 'minute',
  'raw_block', 'sqlite_autoindex_raw_block_1') OR name LIKE 'event\\_words%' ESCAPE '\\'`;

/** The bytes of the workspace that are in use. */
export function usedBytes(db: ReadableDb): number {
  const { sizeBytes, unusedBytes } = fileFigures(db);
  return sizeBytes - unusedBytes;
}

/** What an event takes, by the mean of all there are. Walks through what is not of events, which is the smaller part. */
export function meanEventBytes(db: ReadableDb): number {
  const { events } = countsOf(db);
  if (events === 0) return 0;
  const others = db
    .prepare(`SELECT name FROM sqlite_schema WHERE rootpage > 0 AND NOT (${OF_EVENTS}) ORDER BY name`)
    .pluck()
    .all() as string[];
  const pages = db.prepare('SELECT sum(pgsize) FROM dbstat WHERE name = ? AND aggregate = TRUE').pluck();
  const stays = others.reduce((sum, name) => sum + ((pages.get(name) as number | null) ?? 0), 0);
  return Math.max(0, usedBytes(db) - stays) / events;
}
