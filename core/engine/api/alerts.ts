/** Handlers about alerts; what looks at many runs on reader threads. */
import type { alertsContract } from '../../contract/alerts.ts';
import { VedetteError } from '../../kernel/errors.ts';
import { findAlert, findingsOfAlert } from '../../store/alerts.ts';
import { listedAlert, type AlertCursor } from '../../store/case-pages.ts';
import { linkOf } from '../../store/incidents.ts';
import { sightingsOfAlert } from '../../store/indicators.ts';
import { listSuppressions } from '../../store/suppressions.ts';
import { asked, grouped, watched } from './asked.ts';
import type { HandlersOf } from './handler.ts';
import { shownAlert, shownLink, shownSighting, shownTotals } from './shown.ts';

export const alertsHandlers: HandlersOf<typeof alertsContract> = {
  'alerts.listPage': async ({ limit, direction, after, ...question }, context) => {
    const { compiled, leavesOut } = asked('alerts', question, context);
    const { notes, problems: _, ...condition } = compiled;
    const isDescending = direction === 'descending';
    const input = { condition, limit, isDescending, after: after as AlertCursor | null };
    const { rows, next, totals } = await context.workspace.readers().read('alerts.page', input, watched(context));
    return {
      rows: rows.map(shownAlert),
      next,
      totals: totals === null ? null : shownTotals(totals),
      leavesOutSuppressed: leavesOut,
      notes,
    };
  },

  'alerts.countBy': async ({ by, limit, ...question }, context) => {
    const condition = asked('alerts', question, context).compiled;
    const input = { table: 'alert', condition, grouping: grouped('alerts', by), limit } as const;
    return { values: await context.workspace.readers().read('cases.countBy', input, watched(context)) };
  },

  'alerts.read': ({ id, limit }, { workspace }) => {
    const db = workspace.reader();
    const alert = findAlert(db, id);
    if (alert === null) throw new VedetteError('E_NOT_FOUND', `There is no alert ${id}`);
    const hiding =
      alert.suppressionId === null ? undefined : listSuppressions(db).find((one) => one.id === alert.suppressionId);
    const link = linkOf(db, id);
    return {
      alert: shownAlert(listedAlert(db, alert)),
      link: link === null ? null : shownLink(link),
      suppression:
        hiding === undefined ? null : { id: hiding.id, scope: hiding.scope, actor: hiding.actor, why: hiding.why },
      findings: findingsOfAlert(db, id, limit),
      sightings: sightingsOfAlert(db, id).map(shownSighting),
    };
  },
};
