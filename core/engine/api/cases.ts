/** Handlers of case work. The audit log keeps identities, counts and what the operator said; never a title of evidence. */
import type { casesContract } from '../../contract/cases.ts';
import type { JsonValue } from '../../model/json.ts';
import { listDecisions } from '../../store/decisions.ts';
import type { IncidentBrief } from '../../store/incidents.ts';
import { listSuppressions } from '../../store/suppressions.ts';
import { judgedSignals } from '../../store/verdicts.ts';
import { detachAlert, mergeIncidents, pinAlert, splitIncident, undoDecision, type DecisionOutcome } from '../decide.ts';
import { liftSuppression, previewSuppression, suppress, type SuppressionOutcome } from '../suppress.ts';
import { giveVerdict } from '../verdict.ts';
import { acting } from './acting-in.ts';
import type { Changed, HandlersOf } from './handler.ts';

export const casesHandlers: HandlersOf<typeof casesContract> = {
  'cases.listDecisions': (_input, { workspace }) => ({ decisions: listDecisions(workspace.reader()) }),
  'cases.listJudgedSignals': (_input, { workspace }) => ({ signals: judgedSignals(workspace.reader()) }),
  'cases.listSuppressions': (_input, { workspace }) => ({ suppressions: listSuppressions(workspace.reader()) }),
  'cases.mergeIncidents': (input, db, context) => decided(mergeIncidents(db, input, acting(context))),
  'cases.splitIncident': (input, db, context) => decided(splitIncident(db, input, acting(context))),
  'cases.detachAlert': (input, db, context) => decided(detachAlert(db, input, acting(context))),
  'cases.pinAlert': (input, db, context) => decided(pinAlert(db, input, acting(context))),
  'cases.giveVerdict': (input, db, context) => judged(giveVerdict(db, input, acting(context)), input),
  'cases.undoDecision': (input, db, context) => decided(undoDecision(db, input, acting(context))),
  'cases.previewSuppression': (input, { workspace }) => previewSuppression(workspace.reader(), input),
  'cases.suppressAlerts': (input, db, context) => suppressed(suppress(db, input, acting(context))),
  'cases.liftSuppression': (input, db, context) => suppressed(liftSuppression(db, input, acting(context))),
};

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

/** The audit log says which verdict it was, and on what. */
function judged(
  out: DecisionOutcome,
  { on, id, verdict }: { readonly on: string; readonly id: string; readonly verdict: string },
): Changed<DecisionOutcome> {
  const { change } = decided(out);
  const after = { ...(change!.after as Record<string, JsonValue>), verdict, on, id };
  return { out, change: { ...change!, after } };
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
