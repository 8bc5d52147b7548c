/**
 * Verdicts in force as they bear on the alerts there are now. A verdict names alerts by their facts, as every decision does
 * (M8); so what was learned holds whatever evidence comes, in whatever order.
 */
import { signalKey } from '../fuse/signal.ts';
import type { Judgement } from '../fuse/weigh/risk-context.ts';
import type { Verdict } from '../model/verdict.ts';
import { findAlert, type AlertRow } from './alerts.ts';
import type { ReadableDb } from './database.ts';
import { alertsOfDecision, listDecisions, type DecisionRow } from './decisions.ts';
import { statement } from './statements.ts';

export interface VerdictRow extends DecisionRow {
  readonly verdict: Verdict;
  /** The alert it is about: where the judged incident started, or the judged alert. */
  readonly aboutId: string;
  /** All alerts it names, `aboutId` first. */
  readonly alertIds: readonly string[];
}

/**
 * The verdicts that count (J6), in the order they were given: in force, about an alert that is there, and not replaced by
 * a later one on the same incident or alert.
 */
export function verdictsInForce(db: ReadableDb): VerdictRow[] {
  const given = listDecisions(db).flatMap((row): VerdictRow[] => {
    const { verdict } = row;
    if (verdict === null || !row.isInForce) return [];
    const { part, rest } = alertsOfDecision(db, row.id);
    const [aboutId] = part;
    return aboutId === undefined ? [] : [{ ...row, verdict, aboutId, alertIds: [aboutId, ...rest] }];
  });
  const replaced = new Set<string>();
  const counting: VerdictRow[] = [];
  for (const row of given.toReversed()) {
    const key = (alertId: string): string => `${row.verdictOn} ${alertId}`;
    if (replaced.has(key(row.aboutId))) continue;
    counting.push(row);
    for (const alertId of row.alertIds) replaced.add(key(alertId));
  }
  return counting.toReversed();
}

/** The verdict on an incident: the latest about an alert of it. */
export function verdictOnIncident(db: ReadableDb, incidentId: string): VerdictRow | null {
  const holds = statement(db, 'SELECT 1 FROM incident_alert WHERE alert_id = ? AND incident_id = ?');
  const isOn = ({ verdictOn, aboutId }: VerdictRow): boolean =>
    verdictOn === 'incident' && holds.get(aboutId, incidentId) !== undefined;
  return verdictsInForce(db).findLast(isOn) ?? null;
}

/** Verdicts on single alerts, by alert. */
export function verdictsOnAlerts(db: ReadableDb): ReadonlyMap<string, VerdictRow> {
  const own = verdictsInForce(db).filter(({ verdictOn }) => verdictOn === 'alert');
  return new Map(own.map((row) => [row.aboutId, row]));
}

/** Whether a verdict says that the detection was right; null for what says nothing of it (J3). */
function isRight(verdict: Verdict): boolean | null {
  if (verdict === 'true_positive') return true;
  return verdict === 'false_positive' || verdict === 'benign' ? false : null;
}

/** One alert as it was judged; that it is judged by itself goes before what was said of its incident. */
interface Judged {
  readonly row: VerdictRow;
  readonly alert: AlertRow;
}

function judgedAlerts(db: ReadableDb): Judged[] {
  const rows = verdictsInForce(db);
  const onAlert = rows.filter(({ verdictOn }) => verdictOn === 'alert');
  const onIncident = rows.filter(({ verdictOn }) => verdictOn === 'incident');
  const byAlert = new Map<string, VerdictRow>();
  for (const row of [...onIncident, ...onAlert]) for (const alertId of row.alertIds) byAlert.set(alertId, row);
  return [...byAlert].map(([alertId, row]) => ({ row, alert: findAlert(db, alertId)! }));
}

/** What was learned of signals: of each verdict one judgement for each signal it judges. */
export function judgementsOf(db: ReadableDb): Judgement[] {
  const judgements = new Map<string, Judgement>();
  for (const { row, alert } of judgedAlerts(db)) {
    const isTrue = isRight(row.verdict);
    if (isTrue === null) continue;
    const signal = signalKey(alert);
    judgements.set(`${row.id} ${signal}`, { signal, isTrue, alertIds: row.alertIds });
  }
  return [...judgements.values()];
}

/** A signal with how it was judged in this workspace. */
export interface JudgedSignal {
  readonly detector: string;
  readonly title: string;
  /** Verdicts that judge it, by what they say. */
  readonly counts: Readonly<Record<Verdict, number>>;
}

/** All signals that somebody judged. */
export function judgedSignals(db: ReadableDb): JudgedSignal[] {
  const bySignal = Map.groupBy(judgedAlerts(db), ({ alert }) => signalKey(alert));
  return [...bySignal.values()].map((judged) => {
    const { detector, title } = judged[0]!.alert;
    const counts = { true_positive: 0, benign_true_positive: 0, false_positive: 0, benign: 0, needs_review: 0 };
    for (const row of new Set(judged.map((one) => one.row))) counts[row.verdict] += 1;
    return { detector, title, counts };
  });
}
