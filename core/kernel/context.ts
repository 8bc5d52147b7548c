/**
 * What the work at hand is about, bound once and carried through every await, so that a log line deep in a parser
 * names the case without anybody passing it down.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

/** Names as they appear in log lines; snake_case because central log stores already index these. */
export interface WorkContext {
  readonly tenant_id?: string;
  readonly correlation_id?: string;
  readonly connector_id?: string;
  readonly alert_id?: string;
  readonly case_id?: string;
  readonly investigation_id?: string;
  readonly agent_id?: string;
  readonly user_id?: string;
}

const storage = new AsyncLocalStorage<WorkContext>();

/** Runs `work` with `context` added to whatever is bound already. */
export function withContext<Result>(context: WorkContext, work: () => Result): Result {
  return storage.run({ ...storage.getStore(), ...context }, work);
}

export function currentContext(): WorkContext {
  return storage.getStore() ?? {};
}
