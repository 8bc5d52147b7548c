/** Workspaces for tests. */
import type { WritableDb } from '../core/store/database.ts';

const TABLES = [
  'event_entity',
  'event_detail',
  'event',
  'mention_count',
  'tally',
  'minute',
  'segment',
  'entity',
  'source',
];

/**
 * Empties a workspace for the next run: opening a file for each would be most of the time. As in life, ids are not
 * given twice.
 */
export function clearWorkspace(db: WritableDb): void {
  db.exec(`INSERT OR REPLACE INTO state SELECT 'last_event_id', max(id) FROM event HAVING max(id) IS NOT NULL;
    ${TABLES.map((table) => `DELETE FROM ${table};`).join(' ')}
    INSERT INTO event_words (event_words) VALUES ('delete-all');`);
}
