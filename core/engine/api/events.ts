/** Handlers of the events domain; queries run on reader threads. */
import type { eventsContract } from '../../contract/events.ts';
import { VedetteError } from '../../kernel/errors.ts';
import { US_PER_HOUR, type TimeUs } from '../../kernel/time.ts';
import { groupingBy } from '../../query/group.ts';
import { prepare, type PreparedQuery } from '../../query/prepare.ts';
import { EVENT_CATALOGUE } from '../../store/event-search.ts';
import { entitiesOfEvent, type EventCursor } from '../../store/events.ts';
import { checkQueryRegex } from '../../store/query-functions.ts';
import type { ReadOptions } from '../../store/reading/reader-pool.ts';
import type { ReadName } from '../../store/reading/reads.ts';
import type { HandlersOf, JobContext } from './handler.ts';

export const eventsHandlers: HandlersOf<typeof eventsContract> = {
  'events.listPage': async ({ limit, after, ...asked }, context) => {
    const { compiled } = prepared(asked, context);
    const input = { condition: compiled, limit, after: after as EventCursor | null };
    const rows = await context.workspace.readers().read('events.page', input, watched(context));
    const last = rows.at(-1);
    const next = last === undefined || rows.length < limit ? null : { timeUs: last.timeUs, id: last.id };
    return { rows: [...rows], next, notes: [...compiled.notes] };
  },

  'events.countAll': async (asked, context) => {
    const condition = prepared(asked, context).compiled;
    return { count: await context.workspace.readers().read('events.count', { condition }, watched(context)) };
  },

  'events.countBy': async ({ by, limit, ...asked }, context) => {
    const condition = prepared(asked, context).compiled;
    const result = groupingBy(by, EVENT_CATALOGUE, US_PER_HOUR);
    if ('problem' in result) throw new VedetteError('E_INPUT_INVALID', `by ${by}: ${result.problem}`);
    const input = { condition, grouping: result.grouping, limit };
    return { values: [...(await context.workspace.readers().read('events.countBy', input, watched(context)))] };
  },

  'events.listEntities': ({ id }, { workspace }) => ({ entities: entitiesOfEvent(workspace.reader(), id) }),
};

interface Asked {
  readonly query: string;
  readonly zone: string;
}

/** Throws `E_QUERY_INVALID`. */
function prepared({ query, zone }: Asked, { clock }: JobContext): PreparedQuery {
  return prepare(query, EVENT_CATALOGUE, { nowUs: clock.nowUs() as TimeUs, zone, checkRegex: checkQueryRegex });
}

function watched<Name extends ReadName>({ signal, onPartial }: JobContext): ReadOptions<Name> {
  return { signal, onStep: onPartial };
}
