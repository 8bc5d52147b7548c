/** How parsing gives up on one rule: thrown inside `parse`, caught once per document, never seen outside. */
import type { RefusedRule } from './rule.ts';

export class Refusal extends Error {
  readonly code: RefusedRule['code'];
  readonly field: string | null;
  readonly line: number | null;

  constructor(code: RefusedRule['code'], reason: string, field: string | null = null, line: number | null = null) {
    super(reason);
    this.code = code;
    this.field = field;
    this.line = line;
  }

  /** The same refusal with its place, where it does not know one yet. */
  at(field: string | null, line: number | null): Refusal {
    return new Refusal(this.code, this.message, this.field ?? field, this.line ?? line);
  }
}

export function invalid(reason: string): Refusal {
  return new Refusal('E_RULE_INVALID', reason);
}

export function unsupported(reason: string): Refusal {
  return new Refusal('E_RULE_UNSUPPORTED', reason);
}

/** Runs `work`; a refusal that leaves it without a place gets this one. */
export function located<Result>(field: string | null, line: number | null, work: () => Result): Result {
  try {
    return work();
  } catch (thrown) {
    if (thrown instanceof Refusal) throw thrown.at(field, line);
    throw thrown;
  }
}
