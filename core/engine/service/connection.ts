/** One window's connection: its calls, their cancellation, their answers. */
import { windowMessageSchema, type EngineMessage } from '../../contract/wire.ts';
import type { Clock } from '../../kernel/clock.ts';
import { withContext } from '../../kernel/context.ts';
import { reportOf, type ErrorReport } from '../../kernel/errors.ts';
import { newUuid } from '../../kernel/ids.ts';
import type { Log } from '../../kernel/log.ts';
import type { Call, Waiting } from './dispatch.ts';
import type { Jobs } from './jobs.ts';

export interface Connection {
  /** Anything may come in; what is no message of ours is passed over. */
  receive(message: unknown): void;
  /** Questions of this window are cancelled; changes and jobs it began go on. */
  close(): void;
}

export interface ConnectionParts {
  readonly post: (message: EngineMessage) => void;
  readonly dispatch: (call: Call, waiting: Waiting) => Promise<unknown>;
  readonly jobs: Jobs;
  readonly log: Log;
  readonly clock: Clock;
}

export function connectWindow({ post, dispatch, jobs, log, clock }: ConnectionParts): Connection {
  const calls = new Map<number, AbortController>();

  async function call(message: Call): Promise<void> {
    const { id, method } = message;
    const controller = new AbortController();
    calls.set(id, controller);
    const correlationId = newUuid(clock);
    try {
      const waiting: Waiting = {
        signal: controller.signal,
        onPartial: (step, partial) => post({ kind: 'partial', id, step, partial }),
      };
      const out = await withContext({ correlation_id: correlationId }, () => dispatch(message, waiting));
      post({ kind: 'done', id, out });
    } catch (error) {
      post({ kind: 'failed', id, error: logged(reportOf(error), method, correlationId) });
    } finally {
      calls.delete(id);
    }
  }

  /** What we did not foresee is found again in the log. */
  function logged(report: ErrorReport, method: string, correlationId: string): ErrorReport {
    if (report.code !== 'E_INTERNAL') return report;
    log.error('service.call_failed', { correlation_id: correlationId, method, message: report.message });
    return { ...report, logId: correlationId };
  }

  return {
    receive: (message) => {
      const parsed = windowMessageSchema.safeParse(message);
      if (!parsed.success) return;
      const given = parsed.data;
      if (given.kind === 'call') void call(given);
      else if (given.kind === 'cancel') calls.get(given.id)?.abort();
      else if (given.kind === 'cancelJob') jobs.cancel(given.job);
      else jobs.dismiss(given.job);
    },
    close: () => {
      for (const controller of calls.values()) controller.abort();
    },
  };
}
