/** Handlers about incidents; what looks at many runs on reader threads. */
import type { incidentsContract } from '../../contract/incidents.ts';
import { asked, grouped, watched } from './asked.ts';
import type { HandlersOf } from './handler.ts';
import { shownTotals } from './shown.ts';

type Written = Pick<typeof incidentsContract, 'incidents.listPage' | 'incidents.countBy'>;

export const incidentsHandlers: HandlersOf<Written> = {
  'incidents.listPage': async ({ limit, order, direction, after, ...question }, context) => {
    const { notes, problems: _, ...condition } = asked('incidents', question, context).compiled;
    const isDescending = direction === null ? order !== 'rank' : direction === 'descending';
    const input = { condition, limit, order: { by: order, isDescending }, after };
    const { rows, next, totals } = await context.workspace.readers().read('incidents.page', input, watched(context));
    return { rows, next, totals: totals === null ? null : shownTotals(totals), notes };
  },

  'incidents.countBy': async ({ by, limit, ...question }, context) => {
    const condition = asked('incidents', question, context).compiled;
    const input = { table: 'incident', condition, grouping: grouped('incidents', by), limit } as const;
    return { values: await context.workspace.readers().read('cases.countBy', input, watched(context)) };
  },
};
