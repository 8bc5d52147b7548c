/** Verdicts by hand: kept as decisions are, so that they are listed, chained and undone with them. */
import { BASELINE_DETECTOR } from '../fuse/baseline/unusual.ts';
import { alertsJudged } from '../fuse/weigh/judged.ts';
import type { Verdict, VerdictScope } from '../model/verdict.ts';
import { listAlerts, type AlertRow } from '../store/alerts.ts';
import type { ReadableDb, WritableDb } from '../store/database.ts';
import { alertIdsOf, startOf } from '../store/incidents.ts';
import { verdictsInForce } from '../store/verdicts.ts';
import type { Acting } from './acting.ts';
import {
  decide,
  decideAll,
  invalid,
  titleOfAlert,
  titleOfIncident,
  type DecisionOutcome,
  type DecisionsOutcome,
  type Draft,
  type Reason,
} from './decide.ts';

export interface JudgedThing {
  readonly on: VerdictScope;
  /** Of the incident or alert. */
  readonly id: string;
  readonly verdict: Verdict;
}

/** Throws `E_DECISION_INVALID` without a reason, `E_NOT_FOUND` where what is judged is gone. */
export function giveVerdict(db: WritableDb, { why, ...judged }: JudgedThing & Reason, acting: Acting): DecisionOutcome {
  checkReason(why);
  return decide(db, acting, why, () => verdictDraft(db, judged, shownAlerts(db)));
}

/** The same for many at once: each a decision of its own, and one fusion for all. */
export function giveVerdicts(
  db: WritableDb,
  { items, why }: Reason & { readonly items: readonly JudgedThing[] },
  acting: Acting,
): DecisionsOutcome {
  checkReason(why);
  return decideAll(db, acting, why, () => {
    const shown = shownAlerts(db);
    return items.map((item) => verdictDraft(db, item, shown));
  });
}

function checkReason(why: string): void {
  if (why.trim() === '') throw invalid('A verdict needs a reason (why)');
}

/** `shown` are all alerts that take part in fusion. */
function verdictDraft(db: WritableDb, { on, id, verdict }: JudgedThing, shown: () => readonly AlertRow[]): Draft {
  const title = on === 'incident' ? titleOfIncident(db, id) : titleOfAlert(db, id);
  const alertIds = on === 'incident' ? alertsOfIncident(db, id, shown()) : [id];
  return { verdict: { verdict, verdictOn: on, alertIds }, about: `${verdictWords(verdict)}: ${title}` };
}

/** Read where it is first asked for, once. */
function shownAlerts(db: ReadableDb): () => readonly AlertRow[] {
  let read: readonly AlertRow[] | null = null;
  return () =>
    (read ??= [...listAlerts(db)].filter(
      ({ suppressionId, detector }) => suppressionId === null && detector !== BASELINE_DETECTOR,
    ));
}

/** `benign true positive`. */
function verdictWords(verdict: Verdict): string {
  return verdict.replaceAll('_', ' ');
}

/**
 * The alert the incident starts with, the first that tells it of each signal, and those that earlier verdicts on it are
 * about, which this one replaces (J2, J6).
 */
function alertsOfIncident(db: ReadableDb, incidentId: string, shown: readonly AlertRow[]): string[] {
  const members = new Set(alertIdsOf(db, incidentId));
  const earlier = verdictsInForce(db).filter(
    ({ verdictOn, aboutId }) => verdictOn === 'incident' && members.has(aboutId),
  );
  const telling = alertsJudged(shown, members).map(({ id }) => id);
  return [...new Set([startOf(db, incidentId)!, ...telling, ...earlier.map(({ aboutId }) => aboutId)])];
}
