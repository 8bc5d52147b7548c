/** Queries as commands take them: read, checked, and shown with a mark under the place where they are wrong. */
import type { Catalogue } from '../query/catalogue.ts';
import { compile, EVERYTHING } from '../query/compile.ts';
import type { PreparedQuery } from '../query/prepare.ts';
import { pointAt, prepare, QueryError } from '../query/prepare.ts';
import { format } from '../query/format.ts';
import { leavingOut, type LeftOut } from '../query/left-out.ts';
import { explain } from '../query/sql.ts';
import { checkQueryRegex } from '../store/query-functions.ts';
import type { ReadableDb } from '../store/database.ts';
import { timeToSecond } from './render/format.ts';
import type { Session } from './session.ts';
import type { Asked } from '../store/subject.ts';
import { safeText } from './terminal.ts';

/** A query that can be run, with what the subject leaves out by itself. */
export interface Question extends PreparedQuery {
  /** Whether the person asked for less than everything. */
  readonly isFiltered: boolean;
  /** Whether something is left out that was not asked about. */
  readonly leavesOut: boolean;
}

/** Throws `E_QUERY_INVALID`; for people the query is shown first, with every wrong place marked. */
export function prepareQuestion<Row>(
  { terminal, clock }: Session,
  { catalogue, leftOut }: { readonly catalogue: Catalogue<Row>; readonly leftOut: LeftOut | null },
  text: string,
  isForMachines: boolean,
): Question {
  try {
    const context = { nowUs: clock.nowUs(), zone: 'UTC', checkRegex: checkQueryRegex };
    const { query, compiled } = prepare(text, catalogue, context);
    if (!isForMachines) for (const note of compiled.notes) terminal.warn(safeText(note));
    const isFiltered = query.where !== null || query.time !== null;
    const { query: less, leavesOut } = leavingOut(query, catalogue, leftOut);
    if (!leavesOut) return { query, compiled, isFiltered, leavesOut };
    return { query: less, compiled: compile(less, catalogue, context), isFiltered, leavesOut };
  } catch (error) {
    if (error instanceof QueryError && !isForMachines) {
      const [first, ...others] = error.problems;
      for (const problem of [...others, first!]) {
        if (problem !== first) terminal.warn(safeText(problem.message));
        for (const line of pointAt(text, problem)) terminal.warn(safeText(line));
      }
    }
    throw error;
  }
}

/** What a query means, for people who want to know why it finds what it finds. */
export function explainQuery(session: Session, { query, compiled }: PreparedQuery): void {
  session.terminal.print(safeText(format(query)));
  session.terminal.print(safeText(explain(compiled).replaceAll(/\s+/g, ' ')));
}

/** Imported history is rarely of today; where `last 24h` finds nothing that is the likely reason. */
export function hintAtTimes(session: Session, db: ReadableDb, subject: Asked, { query }: PreparedQuery): void {
  if (query.time?.kind !== 'last') return;
  const extent = subject.extent(db, EVERYTHING);
  if (extent === null) return;
  session.terminal.warn(
    `\`last\` counts back from now; the ${subject.noun}s here are from ${timeToSecond(extent.firstUs)} to ${timeToSecond(extent.lastUs)}.`,
  );
}
