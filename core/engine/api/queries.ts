/** Handlers for a query that somebody is typing. */
import type { queriesContract } from '../../contract/queries.ts';
import { compile } from '../../query/compile.ts';
import { format } from '../../query/format.ts';
import { leavingOut } from '../../query/left-out.ts';
import { parse } from '../../query/parse.ts';
import { explain } from '../../query/sql.ts';
import { adviceIn, termsOf } from '../../query/terms.ts';
import { checkQueryRegex } from '../../store/query-functions.ts';
import { SUBJECTS, type SubjectName } from '../../store/subject.ts';
import { watched } from './asked.ts';
import type { HandlersOf } from './handler.ts';

/** What rows of a subject are read from, and in which order. */
const SELECTS: Readonly<Record<SubjectName, readonly [from: string, order: string]>> = {
  events: ['event', 'time_us, id'],
  alerts: ['alert', 'first_us, id'],
  incidents: ['incident', 'rank'],
};

export const queriesHandlers: HandlersOf<typeof queriesContract> = {
  'query.complete': async ({ subject, text, at }, context) => {
    const input = { subject, text, at: Math.min(at, text.length) };
    const found = await context.workspace.readers().read('query.complete', input, watched(context));
    const candidates = found.map(({ start: from, end: to, ...candidate }) => ({ ...candidate, from, to }));
    return { candidates };
  },

  'query.check': ({ subject, text, zone }, { clock }) => {
    const { catalogue, leftOut } = SUBJECTS[subject];
    const context = { nowUs: clock.nowUs(), zone, checkRegex: checkQueryRegex };
    const { query, problems } = parse(text, context);
    const meant = leavingOut<never>(query, catalogue, leftOut).query;
    const compiled = compile<never>(meant, catalogue, context);
    const wrong = problems.length > 0 ? problems : compiled.problems;
    const [from, order] = SELECTS[subject];
    const where = explain(compiled).replaceAll(/\s+/g, ' ');
    return {
      problems: wrong.map(({ start, end, message }) => ({ from: start, to: end, ...adviceIn(message) })),
      notes: compiled.notes,
      terms: termsOf(text, query).map(({ start, end, ...term }) => ({ ...term, from: start, to: end })),
      formatted: format(query),
      sql: wrong.length > 0 ? null : `SELECT * FROM ${from} WHERE ${where} ORDER BY ${order}`,
    };
  },
};
