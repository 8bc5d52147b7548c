/** Handlers of case work. The audit log keeps identities, counts and what the operator said; never a title of evidence. */
import type { casesContract } from '../../contract/cases.ts';
import { currentContext } from '../../kernel/context.ts';
import type { JsonValue } from '../../model/json.ts';
import { listDecisions } from '../../store/decisions.ts';
import type { IncidentBrief } from '../../store/incidents.ts';
import { listSuppressions } from '../../store/suppressions.ts';
import type { Acting } from '../acting.ts';
import { detachAlert, mergeIncidents, pinAlert, splitIncident, undoDecision, type DecisionOutcome } from '../decide.ts';
import { liftSuppression, previewSuppression, suppress, type SuppressionOutcome } from '../suppress.ts';
import type { Changed, HandlerContext, HandlersOf } from './handler.ts';

export const casesHandlers: HandlersOf<typeof casesContract> = {
  'cases.listDecisions': (_input, { workspace }) => ({ decisions: listDecisions(workspace.reader()) }),
  'cases.listSuppressions': (_input, { workspace }) => ({ suppressions: listSuppressions(workspace.reader()) }),
  'cases.mergeIncidents': (input, db, context) => decided(mergeIncidents(db, input, acting(context))),
  'cases.splitIncident': (input, db, context) => decided(splitIncident(db, input, acting(context))),
  'cases.detachAlert': (input, db, context) => decided(detachAlert(db, input, acting(context))),
  'cases.pinAlert': (input, db, context) => decided(pinAlert(db, input, acting(context))),
  'cases.undoDecision': (input, db, context) => decided(undoDecision(db, input, acting(context))),
  'cases.previewSuppression': (input, { workspace }) => previewSuppression(workspace.reader(), input),
  'cases.suppressAlerts': (input, db, context) => suppressed(suppress(db, input, acting(context))),
  'cases.liftSuppression': (input, db, context) => suppressed(liftSuppression(db, input, acting(context))),
};

function acting({ clock, metrics }: HandlerContext): Acting {
  return { actor: currentContext().user_id ?? 'vedette', clock, metrics };
}

function decided(out: DecisionOutcome): Changed<DecisionOutcome> {
  const { id, kind, why, before, after } = out;
  const incidents = (of: readonly IncidentBrief[]): JsonValue =>
    of.map((incident) => ({ id: incident.id, alerts: incident.alertCount, risk: incident.risk }));
  const change = {
    subject: `decision ${id}`,
    before: { incidents: incidents(before) },
    after: { kind, why, incidents: incidents(after) },
  };
  return { out, change };
}

function suppressed(out: SuppressionOutcome): Changed<SuppressionOutcome> {
  const { suppression, before, after } = out;
  const { id, scope, untilUs, why, lifted } = suppression;
  const liftedBecause = lifted === null ? null : lifted.why;
  const change = {
    subject: `suppression ${id}`,
    before: { ...before },
    after: { ...after, scope, untilUs, why, isLifted: lifted !== null, liftedBecause },
  };
  return { out, change };
}
