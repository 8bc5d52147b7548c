/** Handlers of the events domain; queries run on reader threads. */
import type { eventsContract } from '../../contract/events.ts';
import { entitiesOfEvent, type EventCursor } from '../../store/events.ts';
import { asked, grouped, watched } from './asked.ts';
import type { HandlersOf } from './handler.ts';

export const eventsHandlers: HandlersOf<typeof eventsContract> = {
  'events.listPage': async ({ limit, after, ...question }, context) => {
    const { compiled } = asked('events', question, context);
    const input = { condition: compiled, limit, after: after as EventCursor | null };
    const rows = await context.workspace.readers().read('events.page', input, watched(context));
    const last = rows.at(-1);
    const next = last === undefined || rows.length < limit ? null : { timeUs: last.timeUs, id: last.id };
    return { rows: [...rows], next, notes: [...compiled.notes] };
  },

  'events.countAll': async (question, context) => {
    const condition = asked('events', question, context).compiled;
    return { count: await context.workspace.readers().read('events.count', { condition }, watched(context)) };
  },

  'events.countBy': async ({ by, limit, ...question }, context) => {
    const condition = asked('events', question, context).compiled;
    const input = { condition, grouping: grouped('events', by), limit };
    return { values: [...(await context.workspace.readers().read('events.countBy', input, watched(context)))] };
  },

  'events.listEntities': ({ id }, { workspace }) => ({ entities: entitiesOfEvent(workspace.reader(), id) }),
};
