/** Verdicts by hand: kept as decisions are, so that they are listed, chained and undone with them. */
import { BASELINE_DETECTOR } from '../fuse/baseline/unusual.ts';
import { alertsJudged } from '../fuse/weigh/judged.ts';
import type { Verdict, VerdictScope } from '../model/verdict.ts';
import { listAlerts, type AlertRow } from '../store/alerts.ts';
import type { ReadableDb, WritableDb } from '../store/database.ts';
import { alertIdsOf, startOf } from '../store/incidents.ts';
import { verdictsInForce } from '../store/verdicts.ts';
import type { Acting } from './acting.ts';
import { decide, invalid, titleOfAlert, titleOfIncident, type DecisionOutcome, type Reason } from './decide.ts';

export interface VerdictInput extends Reason {
  readonly on: VerdictScope;
  /** Of the incident or alert. */
  readonly id: string;
  readonly verdict: Verdict;
}

/** Throws `E_DECISION_INVALID` without a reason, `E_NOT_FOUND` where what is judged is gone. */
export function giveVerdict(db: WritableDb, { on, id, verdict, why }: VerdictInput, acting: Acting): DecisionOutcome {
  if (why.trim() === '') throw invalid('A verdict needs a reason: say why with --why');
  return decide(db, acting, why, () => {
    const title = on === 'incident' ? titleOfIncident(db, id) : titleOfAlert(db, id);
    const alertIds = on === 'incident' ? alertsOfIncident(db, id) : [id];
    return { verdict: { verdict, verdictOn: on, alertIds }, about: `${verdictWords(verdict)}: ${title}` };
  });
}

/** `benign true positive`. */
function verdictWords(verdict: Verdict): string {
  return verdict.replaceAll('_', ' ');
}

/**
 * The alert the incident starts with, the first that tells it of each signal, and those that earlier verdicts on it are
 * about, which this one replaces (J2, J6).
 */
function alertsOfIncident(db: ReadableDb, incidentId: string): string[] {
  const members = new Set(alertIdsOf(db, incidentId));
  const takesPart = ({ suppressionId, detector }: AlertRow): boolean =>
    suppressionId === null && detector !== BASELINE_DETECTOR;
  const shown = [...listAlerts(db)].filter(takesPart);
  const earlier = verdictsInForce(db).filter(
    ({ verdictOn, aboutId }) => verdictOn === 'incident' && members.has(aboutId),
  );
  const telling = alertsJudged(shown, members).map(({ id }) => id);
  return [...new Set([startOf(db, incidentId)!, ...telling, ...earlier.map(({ aboutId }) => aboutId)])];
}
