/**
 * Reader threads, so that no question keeps anybody waiting but who asked it: not the writer, not the screen, not the next
 * question. A thread that dies takes down the one request it was at; the next gets a new thread.
 */
import { Worker } from 'node:worker_threads';
import { messageOf, VedetteError } from '../../kernel/errors.ts';
import type { Log } from '../../kernel/log.ts';
import { keyOf } from '../keyring.ts';
import type { QueryStep } from '../query-run.ts';
import { SLOW_MS } from '../slow-queries.ts';
import type { ReaderSetup, ReadReply, ReadRequest } from './messages.ts';
import type { ReadName, Reads } from './reads.ts';

export interface ReadOptions<Name extends ReadName> {
  readonly signal?: AbortSignal;
  /** Called some times a second while it takes long. */
  readonly onStep?: (step: QueryStep, partial: Reads[Name]['partial']) => void;
}

export interface ReaderPool {
  /** Throws `E_CANCELLED` once `signal` is aborted, and what the store throws. */
  read<Name extends ReadName>(
    name: Name,
    input: Reads[Name]['in'],
    options?: ReadOptions<Name>,
  ): Promise<Reads[Name]['out']>;
  /** What is still being read fails with `E_CANCELLED`. */
  close(): Promise<void>;
}

interface Pending {
  readonly request: ReadRequest;
  readonly options: ReadOptions<ReadName>;
  readonly resolve: (out: unknown) => void;
  readonly reject: (error: unknown) => void;
}

interface Reader {
  readonly worker: Worker;
  readonly cancelled: Int32Array;
  at: Pending | null;
}

function post({ worker }: Reader, message: ReadRequest | 'close'): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  worker.postMessage(message);
}

/** Of the workspace at `file`, which must exist. Threads are started when they are first needed. */
export function createReaderPool(file: string, threads: number, log: Log): ReaderPool {
  const readers = new Set<Reader>();
  let waiting: Pending[] = [];
  let lastId = 0;
  let isClosed = false;

  function start(): Reader {
    const cancelled = new SharedArrayBuffer(4);
    const setup: ReaderSetup = { file, key: keyOf(file), cancelled };
    const worker = new Worker(new URL('./reader-thread.ts', import.meta.url), { workerData: setup });
    const reader: Reader = { worker, cancelled: new Int32Array(cancelled), at: null };
    readers.add(reader);
    worker.on('message', (reply: ReadReply) => receive(reader, reply));
    worker.on('error', (error) => lose(reader, new VedetteError('E_INTERNAL', `A reader ended: ${messageOf(error)}`)));
    worker.on('exit', () => lose(reader, new VedetteError('E_CANCELLED', 'The reader was stopped')));
    worker.unref();
    return reader;
  }

  function lose(reader: Reader, error: VedetteError): void {
    readers.delete(reader);
    reader.at?.reject(error);
    reader.at = null;
    next();
  }

  function receive(reader: Reader, reply: ReadReply): void {
    const { at } = reader;
    if (at === null || at.request.id !== reply.id) return;
    if (reply.kind === 'step') {
      at.options.onStep?.(reply.step, reply.partial as never);
      return;
    }
    reader.at = null;
    reader.worker.unref();
    if (reply.kind === 'failed') at.reject(new VedetteError(reply.error.code, reply.error.message));
    else {
      if (reply.tookMs >= SLOW_MS) {
        log.warn('store.slow_query', { query: at.request.name, took_ms: Math.round(reply.tookMs) });
      }
      at.resolve(reply.out);
    }
    next();
  }

  function next(): void {
    const pending = waiting[0];
    if (pending === undefined || isClosed) return;
    const reader = [...readers].find(({ at }) => at === null) ?? (readers.size < threads ? start() : undefined);
    if (reader === undefined) return;
    waiting = waiting.slice(1);
    reader.at = pending;
    // A process must not end while somebody waits for an answer, and may where nobody does.
    reader.worker.ref();
    post(reader, pending.request);
    next();
  }

  function cancel(pending: Pending): void {
    waiting = waiting.filter((other) => other !== pending);
    for (const { at, cancelled } of readers) if (at === pending) Atomics.store(cancelled, 0, pending.request.id);
    pending.reject(new VedetteError('E_CANCELLED', `${pending.request.name} was cancelled`));
  }

  return {
    read: (name, input, options = {}) =>
      new Promise((resolve, reject) => {
        const pending: Pending = {
          request: { id: ++lastId, name, input },
          options: options as ReadOptions<ReadName>,
          resolve: resolve as (out: unknown) => void,
          reject,
        };
        if (isClosed || options.signal?.aborted === true) return cancel(pending);
        options.signal?.addEventListener('abort', () => cancel(pending), { once: true });
        waiting = [...waiting, pending];
        next();
      }),
    close: async () => {
      isClosed = true;
      for (const pending of waiting) cancel(pending);
      await Promise.all(
        [...readers].map(async (reader) => {
          if (reader.at !== null) cancel(reader.at);
          const ended = new Promise((resolve) => reader.worker.once('exit', resolve));
          reader.worker.ref();
          post(reader, 'close');
          await ended;
        }),
      );
    },
  };
}
