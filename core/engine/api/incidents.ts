/** Handlers about incidents; what looks at many runs on reader threads. */
import type { incidentsContract } from '../../contract/incidents.ts';
import { VedetteError } from '../../kernel/errors.ts';
import { FIRST_STATUS } from '../../model/case-status.ts';
import { historyOf, isOfKind, type Entry } from '../../store/case-entries.ts';
import { casesOf } from '../../store/case-files.ts';
import { byAlerts, listedIncident } from '../../store/case-pages.ts';
import { decisionsAbout } from '../../store/decisions.ts';
import { findIncident } from '../../store/incidents.ts';
import { itemsOfIncident } from '../case-items.ts';
import { asked, grouped, watched } from './asked.ts';
import { shownNote, shownPin, shownTask } from './case-shown.ts';
import type { HandlersOf } from './handler.ts';
import { shownAlert, shownLink, shownSighting, shownTotals } from './shown.ts';

export const incidentsHandlers: HandlersOf<typeof incidentsContract> = {
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

  'incidents.read': ({ id, entityLimit }, { workspace }) => {
    const db = workspace.reader();
    const incident = findIncident(db, id);
    if (incident === null) throw noIncident(id);
    return {
      incident: listedIncident(db, incident),
      riskTerms: incident.riskTerms,
      entities: byAlerts(incident.entities).slice(0, entityLimit),
      statusHistory: historyOf(db, casesOf(db, id)).flatMap((entry) =>
        isOfKind(entry, 'status') ? [shownStatus(entry)] : [],
      ),
      notes: itemsOfIncident(db, 'note', id).map(shownNote),
      tasks: itemsOfIncident(db, 'task', id)
        .map(shownTask)
        .toSorted((a, b) => a.order - b.order || a.id - b.id),
      pins: itemsOfIncident(db, 'pin', id).flatMap((pin) => shownPin(db, pin) ?? []),
      decisions: decisionsAbout(db, id),
    };
  },

  'incidents.listAlerts': async (question, context) => {
    const found = await context.workspace.readers().read('incidents.alerts', question, watched(context));
    const { rows, next, total } = present(found, question.id);
    return {
      rows: rows.map(({ alert, link, sightings, ...row }) => ({
        ...row,
        alert: shownAlert(alert),
        link: shownLink(link),
        sightings: sightings.map(shownSighting),
      })),
      next,
      total,
    };
  },

  'incidents.readStory': async (question, context) =>
    present(await context.workspace.readers().read('incidents.story', question, watched(context)), question.id),

  'incidents.readGraph': async (question, context) =>
    present(await context.workspace.readers().read('incidents.graph', question, watched(context)), question.id),

  'incidents.readProcesses': async (question, context) =>
    present(await context.workspace.readers().read('incidents.processes', question, watched(context)), question.id),
};

function present<Found>(found: Found | null, id: string): Found {
  if (found === null) throw noIncident(id);
  return found;
}

function noIncident(id: string): VedetteError {
  return new VedetteError('E_NOT_FOUND', `There is no incident ${id}`);
}

function shownStatus({ value, actor, why, enteredUs }: Entry<'status'>) {
  return { status: value ?? FIRST_STATUS, actor, why, setUs: enteredUs };
}
