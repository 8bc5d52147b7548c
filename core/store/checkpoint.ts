/**
 * When the write-ahead log goes into the database file. SQLite would do it inside whatever commit comes after 4 MB, and a
 * log that grew stays as large on disk; both are wrong for long imports, so the policy is ours:
 *
 * - between two batches, once the log is larger than 32 MB, all of it is moved and the log is emptied;
 * - a reader who still looks at an older state keeps the log from being emptied. Then what can be moved is moved, nobody
 *   waits, and it is tried again after another 32 MB. So the log grows as long as that reader looks, and no longer;
 * - past 1 GB an import waits for such readers, up to the connection's time-out at each batch: a disk that fills up is
 *   worse than an import that is slow. Pages and counts take milliseconds, so only a stuck reader gets that far;
 * - when a workspace is closed the log is emptied.
 *
 * SQLite's own checkpoint stays on at twice the size, for changes that come without an import.
 */
import { statSync } from 'node:fs';
import type Database from 'better-sqlite3';
import type { WritableDb } from './database.ts';

export interface WalLimits {
  readonly emptyFromBytes: number;
  readonly waitFromBytes: number;
}

const WAL_LIMITS: WalLimits = { emptyFromBytes: 32 * 1024 * 1024, waitFromBytes: 1024 * 1024 * 1024 };

export interface Checkpointer {
  /** Call between two transactions; does nothing but look at a file's size unless there is something to do. */
  afterCommit(): void;
}

export function createCheckpointer(db: WritableDb, limits: WalLimits = WAL_LIMITS): Checkpointer {
  let nextBytes = limits.emptyFromBytes;
  return {
    afterCommit: () => {
      const sizeBytes = walBytes(db);
      if (sizeBytes < nextBytes) return;
      const isEmptied = sizeBytes < limits.waitFromBytes ? emptyWalNow(db) : emptyWal(db);
      nextBytes = isEmptied
        ? limits.emptyFromBytes
        : Math.min(walBytes(db) + limits.emptyFromBytes, limits.waitFromBytes);
    },
  };
}

/** The size of the log on disk; looked at without opening it. */
export function walBytes(db: Database.Database): number {
  return statSync(`${db.name}-wal`, { throwIfNoEntry: false })?.size ?? 0;
}

/** SQLite's own, as a backstop. */
export function setBackstop(db: Database.Database): void {
  const pageBytes = Number(db.pragma('page_size', { simple: true }));
  db.pragma(`wal_autocheckpoint = ${Math.ceil((2 * WAL_LIMITS.emptyFromBytes) / pageBytes)}`);
}

/** Moves what no reader needs any more and waits for none; true where that was everything and the log is empty now. */
export function emptyWalNow(db: Database.Database): boolean {
  const timeoutMs = Number(db.pragma('busy_timeout', { simple: true }));
  db.pragma('busy_timeout = 0');
  try {
    return emptyWal(db);
  } finally {
    db.pragma(`busy_timeout = ${timeoutMs}`);
  }
}

function emptyWal(db: Database.Database): boolean {
  const [row] = db.pragma('wal_checkpoint(TRUNCATE)') as { readonly busy: number }[];
  return row?.busy === 0;
}
