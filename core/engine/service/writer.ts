/** The engine's end of the thread that changes a workspace; the thread is started when there is something to change. */
import { Worker } from 'node:worker_threads';
import { messageOf, VedetteError, type ErrorReport } from '../../kernel/errors.ts';
import { keyOf, receiveKey } from '../../store/keyring.ts';
import type { Progress } from '../progress.ts';
import type { WriterReply, WriterRequest, WriterSetup } from './writer-messages.ts';

export interface WriterCall {
  readonly method: string;
  readonly input: unknown;
  readonly actor: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  readonly onFusion?: () => void;
}

export interface Writer {
  /** Throws what the method throws; `E_ENGINE_STOPPED` where the thread died over it. */
  call(call: WriterCall): Promise<unknown>;
  /** Waits for what is being committed. */
  close(): Promise<void>;
}

interface Waiting extends WriterCall {
  readonly resolve: (out: unknown) => void;
  readonly reject: (error: VedetteError) => void;
}

export function createWriter(file: string): Writer {
  let worker: Worker | null = null;
  let lastId = 0;
  const waiting = new Map<number, Waiting>();

  function start(): Worker {
    const setup: WriterSetup = { file, key: keyOf(file) };
    const started = new Worker(new URL('./writer-thread.ts', import.meta.url), { workerData: setup });
    started.on('message', receive);
    started.on('error', (error) => lose(started, messageOf(error)));
    started.on('exit', () => lose(started, 'it ended'));
    started.unref();
    return started;
  }

  function lose(gone: Worker, why: string): void {
    if (worker === gone) worker = null;
    for (const [id, one] of waiting) {
      waiting.delete(id);
      one.reject(new VedetteError('E_ENGINE_STOPPED', `${one.method} was not finished: ${why}`));
    }
  }

  function receive(reply: WriterReply): void {
    const one = waiting.get(reply.id);
    if (one === undefined) return;
    if (reply.kind === 'progress') return one.onProgress?.(reply.progress);
    if (reply.kind === 'fusion') return one.onFusion?.();
    waiting.delete(reply.id);
    if (waiting.size === 0) worker?.unref();
    if (reply.kind === 'failed') return one.reject(asError(reply.error));
    receiveKey(file, reply.key);
    one.resolve(reply.out);
  }

  function post(to: Worker, message: WriterRequest): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    to.postMessage(message);
  }

  return {
    call: (call) =>
      new Promise((resolve, reject) => {
        const id = ++lastId;
        const { method, input, actor, signal } = call;
        waiting.set(id, { ...call, resolve, reject });
        const to = (worker ??= start());
        to.ref();
        post(to, { kind: 'call', id, method, input, actor });
        signal?.addEventListener('abort', () => worker !== null && post(worker, { kind: 'cancel', id }), {
          once: true,
        });
      }),
    close: async () => {
      const ending = worker;
      if (ending === null) return;
      const ended = new Promise((resolve) => ending.once('exit', resolve));
      ending.ref();
      post(ending, { kind: 'close' });
      await ended;
    },
  };
}

/** An error of the thread, as one of ours again. */
function asError({ code, message, logId }: ErrorReport): VedetteError {
  return Object.assign(new VedetteError(code, message), logId === undefined ? {} : { logId });
}
