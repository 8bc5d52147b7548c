/**
 * Keeps an engine running. Windows talk to it as if it never died: what they ask before it is ready waits, what was being
 * answered when it died fails with a sentence, and it is started again, each time a little later. One that dies at every
 * start is given up, and everybody is told.
 */
import type { EngineMessage } from '../../contract/wire.ts';
import { VedetteError } from '../../kernel/errors.ts';
import type { Log } from '../../kernel/log.ts';
import type { EngineProcess, FromEngine } from './messages.ts';

const FIRST_RETRY_MS = 250;
const MAX_RETRY_MS = 8_000;
/** One that ran this long did not die of its start. */
const SETTLED_MS = 30_000;
const MAX_FAST_DEATHS = 6;

export interface Supervisor {
  /** `post` is called with what the engine says to this window. */
  connect(post: (message: EngineMessage) => void): SupervisedWindow;
  /** A name under which a page can have this file imported. Throws what the engine throws. */
  grant(path: string, isUpload: boolean): Promise<string>;
  /** Puts a workspace on the list; its id. `mayCreate` makes an empty one where there is none. */
  register(file: string, mayCreate?: boolean): Promise<string>;
  /** Lets the engine end what it is committing. */
  stop(): Promise<void>;
}

export interface SupervisedWindow {
  receive(message: unknown): void;
  close(): void;
}

interface Window {
  readonly post: (message: EngineMessage) => void;
  /** Calls that were sent and not answered yet. */
  readonly calls: Set<number>;
}

export interface SupervisorOptions {
  readonly fork: () => EngineProcess;
  readonly log: Log;
  /** How long `FIRST_RETRY_MS` is in this process; tests shorten it. */
  readonly firstRetryMs?: number;
}

export function superviseEngine({ fork, log, firstRetryMs = FIRST_RETRY_MS }: SupervisorOptions): Supervisor {
  const windows = new Map<number, Window>();
  const requests = new Map<number, { resolve(id: string): void; reject(error: Error): void }>();
  let engine: EngineProcess | null = null;
  let isReady = false;
  let isStopping = false;
  let isGivenUp = false;
  let deaths = 0;
  let startedMs = 0;
  let lastNumber = 0;
  let waiting: (() => void)[] = [];
  let onStopped: () => void = () => {};

  function start(): void {
    startedMs = performance.now();
    const started = fork();
    engine = started;
    started.onMessage((message) => receive(message));
    started.onExit((why) => died(why));
  }

  function receive(message: FromEngine): void {
    if (message.kind === 'ready') {
      isReady = true;
      for (const window of windows.keys()) engine?.send({ kind: 'opened', window });
      for (const { post } of windows.values()) post({ kind: 'engine', state: 'up' });
      const held = waiting;
      waiting = [];
      for (const send of held) send();
    } else if (message.kind === 'say') {
      const window = windows.get(message.window);
      if (message.message.kind === 'done' || message.message.kind === 'failed')
        window?.calls.delete(message.message.id);
      window?.post(message.message);
    } else {
      const waited = requests.get(message.request);
      requests.delete(message.request);
      if (message.kind === 'named') waited?.resolve(message.id);
      else waited?.reject(new VedetteError(message.error.code, message.error.message));
    }
  }

  function died(why: string): void {
    engine = null;
    isReady = false;
    if (isStopping) return onStopped();
    deaths = performance.now() - startedMs > SETTLED_MS ? 1 : deaths + 1;
    isGivenUp = deaths > MAX_FAST_DEATHS;
    const retryInMs = isGivenUp ? null : Math.min(MAX_RETRY_MS, firstRetryMs * 2 ** (deaths - 1));
    log.error('engine.died', { why, deaths, retry_in_ms: retryInMs });
    for (const window of windows.values()) {
      window.post({ kind: 'engine', state: 'down', reason: why, retryInMs });
      for (const id of window.calls) fail(window, id, why);
      window.calls.clear();
    }
    for (const { reject } of requests.values()) reject(stopped(why));
    requests.clear();
    if (retryInMs !== null) setTimeout(start, retryInMs).unref();
  }

  /** Runs `send` now or once the engine is ready. */
  function whenReady(send: () => void): void {
    if (isReady) send();
    else waiting.push(send);
  }

  function request(send: (number: number) => void): Promise<string> {
    if (isGivenUp) return Promise.reject(stopped('it died at every start'));
    return new Promise((resolve, reject) => {
      const number = ++lastNumber;
      whenReady(() => {
        requests.set(number, { resolve, reject });
        send(number);
      });
    });
  }

  start();
  return {
    connect: (post) => {
      const number = ++lastNumber;
      const window: Window = { post, calls: new Set() };
      windows.set(number, window);
      if (isReady) {
        engine?.send({ kind: 'opened', window: number });
        post({ kind: 'engine', state: 'up' });
      }
      return {
        receive: (message) => {
          const id = callIdOf(message);
          if (isGivenUp) {
            if (id !== null) fail(window, id, 'it died at every start');
            return;
          }
          whenReady(() => {
            if (id !== null) window.calls.add(id);
            engine?.send({ kind: 'said', window: number, message });
          });
        },
        close: () => {
          windows.delete(number);
          engine?.send({ kind: 'closed', window: number });
        },
      };
    },
    grant: (path, isUpload) => request((number) => engine?.send({ kind: 'grant', request: number, path, isUpload })),
    register: (file, mayCreate = false) =>
      request((number) => engine?.send({ kind: 'register', request: number, file, mayCreate })),
    stop: () =>
      new Promise((resolve) => {
        isStopping = true;
        onStopped = resolve;
        if (engine === null) resolve();
        else engine.send({ kind: 'stop' });
      }),
  };
}

function fail({ post }: Window, id: number, why: string): void {
  post({ kind: 'failed', id, error: stopped(why).toReport() });
}

function stopped(why: string): VedetteError {
  return new VedetteError('E_ENGINE_STOPPED', `The engine stopped: ${why}`);
}

/** The number of the call that a message is, if it is one. */
function callIdOf(message: unknown): number | null {
  if (typeof message !== 'object' || message === null) return null;
  const { kind, id } = message as { readonly kind?: unknown; readonly id?: unknown };
  return kind === 'call' && typeof id === 'number' ? id : null;
}
