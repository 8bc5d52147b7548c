/** What baselines found, replaced as a whole, and how far they could tell anything. */
import type { ReadableDb, WritableDb } from './database.ts';
import { clearPending, markPending } from './pending.ts';

export interface BaselineState {
  /** Hosts with any activity, and those of them with enough history. */
  readonly hosts: number;
  readonly readyHosts: number;
  readonly users: number;
  readonly readyUsers: number;
  readonly found: number;
  /** What the bounds on findings a day kept out. */
  readonly leftOut: number;
}

const NAME = 'baselines';

/** Removes what was found before and runs `insert`, in one transaction. */
export function replaceBaselines(
  db: WritableDb,
  detector: string,
  signals: readonly string[],
  state: BaselineState,
  insert: () => void,
): void {
  db.transaction(() => {
    const remove = db.prepare('DELETE FROM finding WHERE is_derived = 1 AND detector = ? AND signal = ?');
    const removed = signals.reduce((sum, signal) => sum + remove.run(detector, signal).changes, 0);
    insert();
    db.prepare('INSERT OR REPLACE INTO state (name, value) VALUES (?, ?)').run(NAME, JSON.stringify(state));
    if (removed + state.found > 0) markPending(db, 'fusion_pending');
    clearPending(db, 'baselines_pending');
  }).immediate();
}

/** Null where baselines never ran. */
export function baselineState(db: ReadableDb): BaselineState | null {
  const value = db.prepare('SELECT value FROM state WHERE name = ?').pluck().get(NAME);
  return value === undefined ? null : (JSON.parse(value as string) as BaselineState);
}
