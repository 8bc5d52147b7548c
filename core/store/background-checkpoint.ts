/**
 * For streams that never end: the log is moved into the file by a thread of its own, so that no event waits for the disk.
 * Once all of it is moved and nobody reads an older state, the writer begins the log anew. What SQLite would do inside a
 * commit is left as a backstop, for a log that grows faster than it can be moved.
 */
import { Worker } from 'node:worker_threads';
import { walBytes } from './checkpoint.ts';
import type { WritableDb } from './database.ts';
import { keyOf, type SentKey } from './keyring.ts';

const MOVE_FROM_BYTES = 8 * 1024 * 1024;
const BACKSTOP_BYTES = 512 * 1024 * 1024;

export interface CheckpointSetup {
  readonly file: string;
  readonly key: SentKey;
}

export interface BackgroundCheckpointer {
  /** Call after a commit; costs a look at a file's size. */
  afterCommit(): void;
  close(): Promise<void>;
}

export function createBackgroundCheckpointer(db: WritableDb): BackgroundCheckpointer {
  const setup: CheckpointSetup = { file: db.name, key: keyOf(db.name) };
  const worker = new Worker(new URL('./checkpoint-worker.ts', import.meta.url), { workerData: setup });
  const post = (message: 'checkpoint' | 'close'): void => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    worker.postMessage(message);
  };
  let isBusy = false;
  let isAlive = true;
  worker.unref();
  worker.on('message', () => (isBusy = false));
  // Without it the backstop has to do.
  worker.on('error', () => (isAlive = false));
  worker.on('exit', () => (isAlive = false));
  const pageBytes = Number(db.pragma('page_size', { simple: true }));
  const before = Number(db.pragma('wal_autocheckpoint', { simple: true }));
  db.pragma(`wal_autocheckpoint = ${BACKSTOP_BYTES / pageBytes}`);
  return {
    afterCommit: () => {
      if (isBusy || !isAlive || walBytes(db) < MOVE_FROM_BYTES) return;
      isBusy = true;
      post('checkpoint');
    },
    close: async () => {
      db.pragma(`wal_autocheckpoint = ${before}`);
      if (!isAlive) return;
      const ended = new Promise((resolve) => worker.once('exit', resolve));
      worker.ref();
      post('close');
      await ended;
    },
  };
}
