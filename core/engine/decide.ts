/**
 * Decisions by hand: each is kept, applied at once by fusing anew, and answered with the incidents it is about before and
 * after. A decision and its effect commit together, so nobody ever sees one without the other.
 */
import type { Decision } from '../fuse/decisions.ts';
import { VedetteError } from '../kernel/errors.ts';
import { findAlert } from '../store/alerts.ts';
import type { WritableDb } from '../store/database.ts';
import {
  addDecision,
  addUndo,
  addVerdict,
  alertsOfDecision,
  listDecisions,
  type DecisionRow,
  type GivenVerdict,
} from '../store/decisions.ts';
import { alertIdsOf, briefsOfAlerts, findIncident, startOf, type IncidentBrief } from '../store/incidents.ts';
import { markPending } from '../store/pending.ts';
import type { Acting } from './acting.ts';
import { fuseIfPending } from './fuse.ts';

export interface DecisionOutcome {
  /** The number of the decision; what `undo` takes. */
  readonly id: number;
  readonly kind: DecisionRow['kind'];
  /** What it was about, in words. */
  readonly about: string;
  readonly why: string;
  readonly actor: string;
  /** The incidents of the alerts it is about, by rank. */
  readonly before: readonly IncidentBrief[];
  /** The incidents that hold the alerts of these now. */
  readonly after: readonly IncidentBrief[];
}

export interface Reason {
  /** Empty where none was given. */
  readonly why: string;
}

/** The incidents become one. Throws `E_DECISION_INVALID` where they are fewer than two, `E_NOT_FOUND` where one is gone. */
export function mergeIncidents(
  db: WritableDb,
  { incidentIds, why }: Reason & { readonly incidentIds: readonly string[] },
  acting: Acting,
): DecisionOutcome {
  return decide(db, acting, why, () => {
    const ids = [...new Set(incidentIds)];
    if (ids.length < 2) throw invalid('To merge takes two different incidents');
    const about = ids.map((id) => titleOfIncident(db, id)).join(' + ');
    return { decision: { kind: 'merge', alertIds: ids.map((id) => startOf(db, id)!) }, about };
  });
}

/** These alerts of the incident become one of their own. */
export function splitIncident(
  db: WritableDb,
  { incidentId, alertIds, why }: Reason & { readonly incidentId: string; readonly alertIds: readonly string[] },
  acting: Acting,
): DecisionOutcome {
  return decide(db, acting, why, () => {
    const title = titleOfIncident(db, incidentId);
    const members = alertIdsOf(db, incidentId);
    const part = new Set(alertIds);
    const stranger = alertIds.find((id) => !members.includes(id));
    if (stranger !== undefined) throw invalid(`Alert ${stranger} is not in incident ${incidentId}`);
    const rest = members.filter((id) => !part.has(id));
    if (rest.length === 0) throw invalid(`That is all of incident ${incidentId}: nothing would be left to split from`);
    const about = `${part.size === 1 ? titleOfAlert(db, alertIds[0]!) : `${part.size} alerts`} out of ${title}`;
    return { decision: { kind: 'split', alertIds: [...part], fromAlertIds: rest }, about };
  });
}

/** The alert becomes an incident by itself. */
export function detachAlert(
  db: WritableDb,
  { alertId, why }: Reason & { readonly alertId: string },
  acting: Acting,
): DecisionOutcome {
  return decide(db, acting, why, () => ({ decision: { kind: 'detach', alertId }, about: titleOfAlert(db, alertId) }));
}

/** The alert goes to the incident and stays there. */
export function pinAlert(
  db: WritableDb,
  { alertId, incidentId, why }: Reason & { readonly alertId: string; readonly incidentId: string },
  acting: Acting,
): DecisionOutcome {
  return decide(db, acting, why, () => {
    const about = `${titleOfAlert(db, alertId)} to ${titleOfIncident(db, incidentId)}`;
    const start = startOf(db, incidentId)!;
    const toAlertId = start === alertId ? alertIdsOf(db, incidentId).find((id) => id !== alertId) : start;
    if (toAlertId === undefined) throw invalid(`Alert ${alertId} is all there is in incident ${incidentId}`);
    return { decision: { kind: 'pin', alertId, toAlertId }, about };
  });
}

/**
 * Takes a decision back; with `id` null the latest in force that is not itself an undo. Taking an undo back brings its
 * decision to life again.
 */
export function undoDecision(
  db: WritableDb,
  { id, why }: Reason & { readonly id: number | null },
  acting: Acting,
): DecisionOutcome {
  return decide(db, acting, why, () => {
    const decisions = listDecisions(db);
    if (id !== null) return undoDraft(decisions, id);
    const last = decisions.findLast((row) => row.isInForce && row.kind !== 'undo');
    if (last === undefined) throw invalid('There is no decision in force to undo');
    return undoDraft(decisions, last.id);
  });
}

/** Takes several back at once. */
export function undoDecisions(
  db: WritableDb,
  { ids, why }: Reason & { readonly ids: readonly number[] },
  acting: Acting,
): DecisionsOutcome {
  return decideAll(db, acting, why, () => {
    if (new Set(ids).size < ids.length) throw invalid('A decision is named twice');
    const decisions = listDecisions(db);
    return ids.map((id) => undoDraft(decisions, id));
  });
}

function undoDraft(decisions: readonly DecisionRow[], id: number): Draft {
  const revoked = decisions.find((row) => row.id === id);
  if (revoked === undefined) throw invalid(`There is no decision ${id}`);
  if (!revoked.isInForce) throw invalid(`Decision ${id} was undone already`);
  return { revoked, about: `${revoked.kind} ${id}: ${revoked.about}` };
}

export type Draft = { readonly about: string } & (
  | { readonly decision: Decision; readonly verdict?: never; readonly revoked?: never }
  | { readonly verdict: GivenVerdict; readonly decision?: never; readonly revoked?: never }
  | { readonly revoked: DecisionRow; readonly decision?: never; readonly verdict?: never }
);

/** Keeps what `drafting` comes to, once all that came in is fused, and fuses anew, all in one transaction. */
export function decide(db: WritableDb, acting: Acting, why: string, drafting: () => Draft): DecisionOutcome {
  const { decided, before, after } = decideAll(db, acting, why, () => [drafting()]);
  return { ...decided[0]!, why: why.trim(), actor: acting.actor, before, after };
}

export interface DecisionsOutcome {
  /** In the order of the drafts. */
  readonly decided: readonly Pick<DecisionOutcome, 'id' | 'kind' | 'about'>[];
  readonly before: readonly IncidentBrief[];
  readonly after: readonly IncidentBrief[];
}

/** The same for several at once, which costs one fusion however many they are. */
export function decideAll(
  db: WritableDb,
  acting: Acting,
  why: string,
  drafting: () => readonly Draft[],
): DecisionsOutcome {
  const { actor, clock, metrics } = acting;
  // What came in since the last fusion must be fused for the decision to be about what there is.
  fuseIfPending(db, metrics);
  return db
    .transaction((): DecisionsOutcome => {
      const decided = drafting().map((draft) => {
        const { about, decision, verdict, revoked } = draft;
        const stamp = { actor, why: why.trim(), about, decidedUs: clock.nowUs() };
        const id =
          decision !== undefined
            ? addDecision(db, decision, stamp)
            : verdict !== undefined
              ? addVerdict(db, verdict, stamp)
              : addUndo(db, revoked.id, stamp);
        const kind: DecisionRow['kind'] = decision?.kind ?? (verdict === undefined ? 'undo' : 'verdict');
        return { id, kind, about, revoked };
      });
      const byId = new Map(listDecisions(db).map((row) => [row.id, row]));
      const named = decided.flatMap(({ id, revoked }) => {
        const { part, rest } = alertsOfDecision(db, decidedBy(byId, revoked) ?? id);
        return [...part, ...rest];
      });
      const before = briefsOfAlerts(db, named);
      const alertIds = before.flatMap((brief) => alertIdsOf(db, brief.id));
      markPending(db, 'fusion_pending');
      fuseIfPending(db, metrics);
      const after = briefsOfAlerts(db, alertIds);
      return { decided: decided.map(({ id, kind, about }) => ({ id, kind, about })), before, after };
    })
    .immediate();
}

/** The decision at the end of a chain of undoing: the one that has alerts. */
function decidedBy(byId: ReadonlyMap<number, DecisionRow>, revoked: DecisionRow | undefined): number | null {
  let row = revoked;
  while (row !== undefined && row.revokesId !== null) row = byId.get(row.revokesId);
  return row?.id ?? null;
}

export function titleOfIncident(db: WritableDb, id: string): string {
  const incident = findIncident(db, id);
  if (incident === null) throw new VedetteError('E_NOT_FOUND', `There is no incident ${id}`);
  return incident.title;
}

/** A hidden alert is in no incident, so there is nothing to decide about it yet. */
export function titleOfAlert(db: WritableDb, id: string): string {
  const alert = findAlert(db, id);
  if (alert === null) throw new VedetteError('E_NOT_FOUND', `There is no alert ${id}`);
  if (alert.suppressionId !== null) {
    throw invalid(`Alert ${id} is hidden by suppression ${alert.suppressionId}: lift it first`);
  }
  return alert.title;
}

export function invalid(message: string): VedetteError {
  return new VedetteError('E_DECISION_INVALID', message);
}
