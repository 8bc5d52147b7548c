/** Which questions to the store took long, by name: whoever opens a connection says where that is written down. */
import type Database from 'better-sqlite3';

/** A person notices. */
export const SLOW_MS = 250;

export interface SlowQuery {
  readonly query: string;
  readonly tookMs: number;
}

type OnSlow = (slow: SlowQuery) => void;

const listeners = new WeakMap<Database.Database, OnSlow>();

/** From now on `onSlow` is told of what takes long on `db`. */
export function watchSlowQueries(db: Database.Database, onSlow: OnSlow): void {
  listeners.set(db, onSlow);
}

/** Call when a question named `query` that began at `startMs` (`performance.now`) has been answered. */
export function answered(db: Database.Database, query: string, startMs: number): void {
  const tookMs = performance.now() - startMs;
  if (tookMs >= SLOW_MS) listeners.get(db)?.({ query, tookMs });
}
