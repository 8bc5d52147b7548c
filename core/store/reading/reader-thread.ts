/**
 * A reader: a thread with a connection of its own that answers one request after the other. A request that is cancelled
 * stops after the step it is in, which the sender sets by a number in shared memory, because a busy thread takes no
 * messages.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { reportOf, VedetteError } from '../../kernel/errors.ts';
import { openForReading, type ReadableDb } from '../database.ts';
import { receiveKey } from '../keyring.ts';
import { asStoreError } from '../store-error.ts';
import type { ReaderSetup, ReadReply, ReadRequest } from './messages.ts';
import { READS, type ReadStep } from './reads.ts';

/** Often enough to look alive, seldom enough to cost nothing. */
const TOLD_EVERY_MS = 100;

const { file, key, cancelled } = workerData as ReaderSetup;
const cancelledId = new Int32Array(cancelled);
const port = parentPort!;

function reply(message: ReadReply): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, not a window
  port.postMessage(message);
}

function answer(db: ReadableDb, { id, name, input }: ReadRequest): ReadReply {
  const startMs = performance.now();
  let toldMs = startMs;
  const steps = READS[name](db, input as never) as Generator<ReadStep<unknown>, unknown>;
  try {
    for (;;) {
      if (Atomics.load(cancelledId, 0) === id) {
        steps.return(undefined);
        throw new VedetteError('E_CANCELLED', `${name} was cancelled`);
      }
      const { done, value } = steps.next();
      const nowMs = performance.now();
      if (done === true) return { kind: 'done', id, out: value, tookMs: nowMs - startMs };
      if (nowMs - toldMs < TOLD_EVERY_MS) continue;
      toldMs = nowMs;
      const { doneSegments, totalSegments, found, partial } = value as ReadStep<unknown>;
      reply({ kind: 'step', id, step: { doneSegments, totalSegments, found }, partial: partial() });
    }
  } catch (thrown) {
    return { kind: 'failed', id, error: reportOf(asStoreError(file, thrown)) };
  }
}

receiveKey(file, key);
const workspace = openForReading(file);
port.on('message', (request: ReadRequest | 'close') => {
  if (request !== 'close') return reply(answer(workspace.db, request));
  workspace.close();
  port.close();
});
