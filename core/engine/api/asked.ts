/** Questions in the query language as methods take them. */
import { VedetteError } from '../../kernel/errors.ts';
import { US_PER_HOUR } from '../../kernel/time.ts';
import { compile } from '../../query/compile.ts';
import { groupingBy, type Grouping } from '../../query/group.ts';
import { leavingOut } from '../../query/left-out.ts';
import { prepare, type PreparedQuery } from '../../query/prepare.ts';
import { checkQueryRegex } from '../../store/query-functions.ts';
import type { ReadOptions } from '../../store/reading/reader-pool.ts';
import type { ReadName } from '../../store/reading/reads.ts';
import { SUBJECTS, type SubjectName } from '../../store/subject.ts';
import type { HandlerContext, JobContext } from './handler.ts';

export interface AskedText {
  readonly query: string;
  readonly zone: string;
}

export interface AskedQuery extends PreparedQuery {
  /** Whether something is left out that was not asked about. */
  readonly leavesOut: boolean;
}

/** What is asked of a subject, without what it leaves out by itself. Throws `E_QUERY_INVALID`. */
export function asked(subject: SubjectName, { query: text, zone }: AskedText, { clock }: HandlerContext): AskedQuery {
  const { catalogue, leftOut } = SUBJECTS[subject];
  const context = { nowUs: clock.nowUs(), zone, checkRegex: checkQueryRegex };
  const prepared = prepare<never>(text, catalogue, context);
  const { query, leavesOut } = leavingOut<never>(prepared.query, catalogue, leftOut);
  if (!leavesOut) return { ...prepared, leavesOut };
  const { notes } = prepared.compiled;
  return { query, compiled: { ...compile<never>(query, catalogue, context), notes }, leavesOut };
}

/** How to count by `by`. Throws `E_INPUT_INVALID`. */
export function grouped(subject: SubjectName, by: string): Grouping {
  const result = groupingBy<never>(by, SUBJECTS[subject].catalogue, US_PER_HOUR);
  if ('problem' in result) throw new VedetteError('E_INPUT_INVALID', `by ${by}: ${result.problem}`);
  return result.grouping;
}

/** A question can be stopped, and shows what it has found while it takes long. */
export function watched<Name extends ReadName>({ signal, onPartial }: JobContext): ReadOptions<Name> {
  return { signal, onStep: onPartial };
}
