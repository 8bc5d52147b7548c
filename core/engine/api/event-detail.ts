/** Handlers about one event. */
import type { eventDetailContract } from '../../contract/event-detail.ts';
import { VedetteError } from '../../kernel/errors.ts';
import { countFindingsOnEvent, findingsOnEvent } from '../../store/event-findings.ts';
import { entitiesOfEvent, findEvent } from '../../store/events.ts';
import { rawRecordOf } from '../raw-record.ts';
import { watched } from './asked.ts';
import type { HandlersOf } from './handler.ts';
import { shownMention } from './shown.ts';

const MAX_FINDINGS = 200;

export const eventDetailHandlers: HandlersOf<typeof eventDetailContract> = {
  'events.read': async ({ id, maxRawBytes }, { workspace }) => {
    const db = workspace.reader();
    const event = findEvent(db, id);
    if (event === null) throw noEvent(id);
    return {
      event,
      entities: entitiesOfEvent(db, id).map(shownMention),
      findings: findingsOnEvent(db, id, MAX_FINDINGS),
      findingCount: countFindingsOnEvent(db, id),
      raw: await rawRecordOf(db, event, maxRawBytes),
    };
  },

  'events.listContext': async (question, context) => {
    const found = await context.workspace.readers().read('events.context', question, watched(context));
    if (found === null) throw noEvent(question.id);
    return { before: [...found.before], event: found.event, after: [...found.after] };
  },
};

function noEvent(id: number): VedetteError {
  return new VedetteError('E_NOT_FOUND', `There is no event e${id}`);
}
