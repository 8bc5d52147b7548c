/** Handlers of work on incidents, many at a time, and of who did it. The audit log keeps what each was and is. */
import type { caseWorkContract } from '../../contract/case-work.ts';
import type { JsonValue } from '../../model/json.ts';
import { namesInUse } from '../../store/case-state.ts';
import { activityOf } from '../case-activity.ts';
import { assign, setSeverity, setStatus, tag, type BulkOutcome } from '../case-changes.ts';
import { undoDecisions, type DecisionsOutcome } from '../decide.ts';
import { giveVerdicts } from '../verdict.ts';
import { acting } from './acting-in.ts';
import { caseItemsHandlers } from './case-items.ts';
import type { Changed, HandlersOf } from './handler.ts';

export const caseWorkHandlers: HandlersOf<typeof caseWorkContract> = {
  ...caseItemsHandlers,
  'cases.setStatus': (input, db, context) => changedAll(setStatus(db, input, acting(context)), input.why),
  'cases.assign': (input, db, context) => changedAll(assign(db, input, acting(context)), input.why),
  'cases.tag': (input, db, context) => {
    const changed = changedAll(tag(db, input, acting(context)), input.why);
    const { out, change } = changed;
    const undo = out.undo === null ? null : { changes: out.undo.changes.map(copied) };
    return { out: { changed: out.changed, undo }, change };
  },
  'cases.setSeverity': (input, db, context) => changedAll(setSeverity(db, input, acting(context)), input.why),

  'cases.listActivity': ({ incidentId, limit }, { workspace }) => {
    const all = activityOf(workspace.reader(), incidentId);
    return { activity: all.slice(0, limit), total: all.length };
  },

  'cases.listNames': (_input, { workspace }) => namesInUse(workspace.reader()),

  'cases.giveVerdicts': (input, db, context) => {
    const outcome = giveVerdicts(db, input, acting(context));
    return decidedAll(outcome, { why: input.why, items: input.items.map((item) => ({ ...item })) });
  },

  'cases.undoDecisions': (input, db, context) => {
    const outcome = undoDecisions(db, input, acting(context));
    return decidedAll(outcome, { why: input.why, undone: input.ids });
  },
};

interface Bulk<Change> {
  readonly changed: number;
  readonly undo: { readonly changes: Change[] } | null;
}

function changedAll<Change extends object>(
  { undo, done }: BulkOutcome<Change>,
  why: string,
): Changed<Bulk<Change & { readonly incidentId: string }>> {
  if (done.length === 0) return { out: { changed: 0, undo: null }, change: null };
  const subject = done.length === 1 ? `incident ${done[0]!.incidentId}` : `${done.length} incidents`;
  const listed = (of: readonly object[]): JsonValue => of as readonly JsonValue[];
  return {
    out: { changed: done.length, undo: { changes: [...undo] } },
    change: { subject, before: { incidents: listed(undo) }, after: { incidents: listed(done), why } },
  };
}

function copied({
  incidentId,
  add,
  remove,
}: {
  readonly incidentId: string;
  readonly add: readonly string[];
  readonly remove: readonly string[];
}): { incidentId: string; add: string[]; remove: string[] } {
  return { incidentId, add: [...add], remove: [...remove] };
}

function decidedAll(
  { decided, before, after }: DecisionsOutcome,
  kept: { readonly [name: string]: JsonValue },
): Changed<{ decisionIds: number[]; before: DecisionsOutcome['before']; after: DecisionsOutcome['after'] }> {
  const decisionIds = decided.map(({ id }) => id);
  const incidents = (of: DecisionsOutcome['before']): JsonValue =>
    of.map((incident) => ({ id: incident.id, alerts: incident.alertCount, risk: incident.risk }));
  const change = {
    subject: decisionIds.length === 1 ? `decision ${decisionIds[0]}` : `${decisionIds.length} decisions`,
    before: { incidents: incidents(before) },
    after: { ...kept, decisions: decisionIds, incidents: incidents(after) },
  };
  return { out: { decisionIds, before, after }, change };
}
