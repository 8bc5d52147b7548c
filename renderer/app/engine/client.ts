/**
 * Calls to the engine. What is asked before the engine can be reached waits; what was being answered when it went away
 * fails with a sentence, and whoever shows it asks again.
 */
import type { AppMethod, PageInput, PageMethod, PageOutput } from '../../../core/contract/page.ts';
import type { Job } from '../../../core/contract/job.ts';
import type { CallStep, EngineMessage, WindowMessage } from '../../../core/contract/wire.ts';
import type { ErrorReport } from '../../../core/kernel/errors.ts';
import type { Host, HostState } from './host.ts';

/** What a call failed with, in the words of the engine. */
export class EngineError extends Error {
  readonly report: ErrorReport;

  constructor(report: ErrorReport) {
    super(report.message);
    this.name = 'EngineError';
    this.report = report;
  }
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly onPartial?: (step: CallStep, partial: unknown) => void;
}

export type EngineState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'up' }
  | { readonly kind: 'down'; readonly reason: string; readonly retryInMs: number | null }
  /** The link that opened this page was used before, or the server is another one now. */
  | { readonly kind: 'refused' };

export interface EngineListener {
  onState(state: EngineState): void;
  onJobs(jobs: readonly Job[]): void;
  onChanged(workspace: string): void;
  onAppChanged(): void;
}

export interface EngineClient {
  readonly host: Host;
  start(listener: EngineListener): void;
  /** Throws `EngineError`. `workspace` is null for methods of the program. */
  call<Name extends PageMethod>(
    workspace: Name extends AppMethod ? null : string,
    method: Name,
    input: PageInput<Name>,
    options?: CallOptions,
  ): Promise<PageOutput<Name>>;
  cancelJob(id: string): void;
  dismissJob(id: string): void;
}

interface Pending {
  readonly message: WindowMessage;
  readonly onPartial: CallOptions['onPartial'];
  readonly resolve: (out: unknown) => void;
  readonly reject: (error: Error) => void;
  isSent: boolean;
}

const GONE: ErrorReport = {
  code: 'E_ENGINE_STOPPED',
  message: 'The connection to the engine was lost',
  hint: 'It is tried again by itself. What was committed is kept.',
};

export function createClient(host: Host): EngineClient {
  const pending = new Map<number, Pending>();
  let lastId = 0;
  let isOpen = false;

  function send(one: Pending): void {
    if (!isOpen) return;
    one.isSent = true;
    host.send(one.message);
  }

  function settle(id: number, end: (one: Pending) => void): void {
    const one = pending.get(id);
    pending.delete(id);
    if (one !== undefined) end(one);
  }

  function onState(state: HostState, listener: EngineListener): void {
    isOpen = state === 'open';
    if (isOpen) {
      for (const one of pending.values()) if (!one.isSent) send(one);
      return;
    }
    for (const [id, one] of pending) if (one.isSent) settle(id, ({ reject }) => reject(new EngineError(GONE)));
    if (state === 'refused') listener.onState({ kind: 'refused' });
    else if (state === 'closed') listener.onState({ kind: 'down', reason: 'the program was closed', retryInMs: 300 });
    else listener.onState({ kind: 'connecting' });
  }

  function onMessage(message: EngineMessage, listener: EngineListener): void {
    switch (message.kind) {
      case 'done':
        return settle(message.id, ({ resolve }) => resolve(message.out));
      case 'failed':
        return settle(message.id, ({ reject }) => reject(new EngineError(message.error)));
      case 'partial':
        return pending.get(message.id)?.onPartial?.(message.step, message.partial);
      case 'jobs':
        return listener.onJobs(message.jobs);
      case 'changed':
        return listener.onChanged(message.workspace);
      case 'appChanged':
        return listener.onAppChanged();
      case 'engine':
        return listener.onState(
          message.state === 'up'
            ? { kind: 'up' }
            : { kind: 'down', reason: message.reason, retryInMs: message.retryInMs },
        );
    }
  }

  return {
    host,
    start: (listener) =>
      host.start({
        onMessage: (message) => onMessage(message, listener),
        onState: (state) => onState(state, listener),
      }),
    call: (workspace, method, input, { signal, onPartial } = {}) =>
      new Promise((resolve, reject) => {
        const id = ++lastId;
        const message: WindowMessage = { kind: 'call', id, workspace, method, input };
        const one: Pending = { message, onPartial, resolve: resolve as (out: unknown) => void, reject, isSent: false };
        if (signal?.aborted === true) return reject(new DOMException('Cancelled', 'AbortError'));
        pending.set(id, one);
        signal?.addEventListener(
          'abort',
          () => {
            if (!pending.delete(id)) return;
            if (one.isSent && isOpen) host.send({ kind: 'cancel', id });
            reject(new DOMException('Cancelled', 'AbortError'));
          },
          { once: true },
        );
        send(one);
      }),
    cancelJob: (job) => isOpen && host.send({ kind: 'cancelJob', job }),
    dismissJob: (job) => isOpen && host.send({ kind: 'dismissJob', job }),
  };
}
