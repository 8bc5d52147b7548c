/** A query from text to something the store can run, or an error that shows the place. */
import { VedetteError } from '../kernel/errors.ts';
import type { Query, QueryProblem } from './ast.ts';
import type { Catalogue } from './catalogue.ts';
import { compile, type CompiledQuery } from './compile.ts';
import { parse, type ParseOptions } from './parse.ts';
import type { TimeContext } from './time-points.ts';

/** Thrown for a query that cannot be run; `problems` are in the order of the text, at least one. */
export class QueryError extends VedetteError {
  readonly query: string;
  readonly problems: readonly QueryProblem[];

  constructor(query: string, problems: readonly QueryProblem[]) {
    const [first] = problems;
    super('E_QUERY_INVALID', `${first!.message}, at character ${first!.start + 1} of the query`);
    this.query = query;
    this.problems = problems;
  }
}

export interface PreparedQuery {
  readonly query: Query;
  readonly compiled: CompiledQuery;
}

/** Throws `E_QUERY_INVALID` with every problem found, those of the grammar first. */
export function prepare<Row>(
  text: string,
  catalogue: Catalogue<Row>,
  context: TimeContext & ParseOptions,
): PreparedQuery {
  const { query, problems } = parse(text, context);
  const compiled = compile(query, catalogue, context);
  const all = problems.length > 0 ? problems : compiled.problems;
  if (all.length > 0)
    throw new QueryError(
      text,
      all.toSorted((a, b) => a.start - b.start),
    );
  return { query, compiled };
}

/** The line of the query that holds the problem, and a line that points at it. */
export function pointAt(query: string, { start, end }: QueryProblem): readonly [string, string] {
  const lineStart = query.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = query.indexOf('\n', start);
  const line = query.slice(lineStart, lineEnd === -1 ? query.length : lineEnd);
  const width = Math.max(1, Math.min(end - start, line.length - (start - lineStart)));
  return [line, ' '.repeat(start - lineStart) + '^'.repeat(width)];
}
