/** A change together with its row in the audit log. */
import type { Clock } from '../kernel/clock.ts';
import { currentContext } from '../kernel/context.ts';
import { newUuid } from '../kernel/ids.ts';
import type { JsonValue } from '../model/json.ts';
import { recordChange } from '../store/audit.ts';
import type { WritableDb } from '../store/database.ts';

/** Who is named where nobody asked: work that Vedette makes up for by itself. */
const OURSELVES = 'vedette';

export interface Recorded<Result> {
  readonly result: Result;
  /** Null where nothing was changed after all; then there is no row. */
  readonly change: { readonly subject: string; readonly before: JsonValue; readonly after: JsonValue } | null;
}

/**
 * Runs `work` and records what it says it changed as `action`, in one transaction. Who and for which request comes from
 * the bound context (core/kernel/context.ts), as it does for log lines.
 */
export function recorded<Result>(db: WritableDb, clock: Clock, action: string, work: () => Recorded<Result>): Result {
  const { user_id: actor = OURSELVES, correlation_id: correlationId = newUuid(clock) } = currentContext();
  return db
    .transaction(() => {
      const { result, change } = work();
      if (change !== null) recordChange(db, { actor, action, ...change, correlationId, timeUs: clock.nowUs() });
      return result;
    })
    .immediate();
}
