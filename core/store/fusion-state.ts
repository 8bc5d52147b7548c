/**
 * Fusion looks at all findings at once, so it runs after an import and not inside each batch. This flag says that
 * findings were committed since it last ran; it is set in the same transaction, so a kill in between loses nothing.
 */
import type { ReadableDb, WritableDb } from './database.ts';

const NAME = 'fusion_pending';

export function markFusionPending(db: WritableDb): void {
  db.prepare(`INSERT OR REPLACE INTO state (name, value) VALUES (?, '1')`).run(NAME);
}

export function clearFusionPending(db: WritableDb): void {
  db.prepare('DELETE FROM state WHERE name = ?').run(NAME);
}

export function isFusionPending(db: ReadableDb): boolean {
  return db.prepare('SELECT 1 FROM state WHERE name = ?').get(NAME) !== undefined;
}
