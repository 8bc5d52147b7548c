/**
 * Fusion, correlation and baselines look at everything at once, so they run after an import and not inside each batch; so
 * does what gives room back after events were removed. A flag says that something was committed since one of them last
 * ran; it is set in the same transaction, so a kill in between loses nothing.
 */
import type { ReadableDb, WritableDb } from './database.ts';

/** Names as they stand in the workspace. */
type PendingWork = 'fusion_pending' | 'correlation_pending' | 'baselines_pending' | 'retention_tidying_pending';

export function markPending(db: WritableDb, work: PendingWork): void {
  db.prepare(`INSERT OR REPLACE INTO state (name, value) VALUES (?, '1')`).run(work);
}

export function clearPending(db: WritableDb, work: PendingWork): void {
  db.prepare('DELETE FROM state WHERE name = ?').run(work);
}

export function isPending(db: ReadableDb, work: PendingWork): boolean {
  return db.prepare('SELECT 1 FROM state WHERE name = ?').get(work) !== undefined;
}
