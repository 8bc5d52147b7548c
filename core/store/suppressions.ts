/**
 * Suppressions: what people chose not to look at, by a query over alerts. Nothing is deleted: a hidden alert stays, marked
 * with the suppression that hides it. Which alerts that are is worked out with every fusion, from the evidence alone.
 */
import type { TimeUs } from '../kernel/time.ts';
import type { Alert } from '../model/alert.ts';
import { SCOPE_CATALOGUE } from '../query/alert-fields.ts';
import { evaluate } from '../query/evaluate.ts';
import { parse } from '../query/parse.ts';
import { prepare, QueryError } from '../query/prepare.ts';
import type { Param } from '../query/sql.ts';
import { SEVERITIES, type Severity } from '../model/severity.ts';
import { ALERT_SELECT, alertOf, type AlertRow, type RawAlert } from './alerts.ts';
import type { ReadableDb, WritableDb } from './database.ts';
import { checkQueryRegex, compileQueryRegex, prepareForQueries } from './query-functions.ts';

export interface NewSuppression {
  /** A query over alerts that asks for no moving time. */
  readonly scope: string;
  /** Event time; what was last seen after it is shown again. Null for no end. */
  readonly untilUs: TimeUs | null;
  readonly actor: string;
  readonly why: string;
  readonly madeUs: TimeUs;
}

export interface SuppressionRow extends NewSuppression {
  readonly id: number;
  /** Alerts it hides now. */
  readonly alerts: number;
  readonly findings: number;
  /** Who lifted it, when and why; null while it holds. */
  readonly lifted: { readonly actor: string; readonly why: string; readonly liftedUs: TimeUs } | null;
}

interface RawSuppression extends NewSuppression {
  readonly id: number;
  readonly alerts: number;
  readonly findings: number;
  readonly endActor: string | null;
  readonly endWhy: string | null;
  readonly endedUs: TimeUs | null;
}

export function addSuppression(db: WritableDb, suppression: NewSuppression): number {
  const { lastInsertRowid } = db
    .prepare(
      `INSERT INTO suppression (scope, until_us, actor, why, made_us)
       VALUES (@scope, @untilUs, @actor, @why, @madeUs)`,
    )
    .run(suppression);
  return Number(lastInsertRowid);
}

/** From the next fusion on it hides nothing; it must hold now. */
export function endSuppression(
  db: WritableDb,
  id: number,
  end: { readonly actor: string; readonly why: string; readonly endedUs: TimeUs },
): void {
  db.prepare(
    'INSERT INTO suppression_end (suppression_id, actor, why, ended_us) VALUES (@id, @actor, @why, @endedUs)',
  ).run({ id, ...end });
}

/** All suppressions, in the order they were made. */
export function listSuppressions(db: ReadableDb): SuppressionRow[] {
  const rows = db
    .prepare(
      `SELECT suppression.id, scope, until_us AS untilUs, suppression.actor, suppression.why, made_us AS madeUs,
         suppression_end.actor AS endActor, suppression_end.why AS endWhy, ended_us AS endedUs,
         count(alert.id) AS alerts, coalesce(sum(alert.count), 0) AS findings
       FROM suppression LEFT JOIN suppression_end ON suppression_end.suppression_id = suppression.id
         LEFT JOIN alert ON alert.suppression_id = suppression.id
       GROUP BY suppression.id ORDER BY suppression.id`,
    )
    .all() as RawSuppression[];
  return rows.map(({ endActor, endWhy, endedUs, ...row }) => ({
    ...row,
    lifted: endedUs === null ? null : { actor: endActor!, why: endWhy!, liftedUs: endedUs },
  }));
}

/**
 * Marks what each suppression that holds hides, the earliest first, and returns the ids of all hidden alerts. Call it
 * when the alerts are stored and before they are fused.
 */
export function applySuppressions(db: WritableDb): ReadonlySet<string> {
  const held = listSuppressions(db).filter(({ lifted }) => lifted === null);
  if (held.length === 0) return new Set();
  prepareForQueries(db);
  for (const { id, ...suppression } of held) {
    const hidden = hiddenBy(suppression);
    if (hidden === null) continue;
    db.prepare(`UPDATE alert SET suppression_id = ? WHERE suppression_id IS NULL AND ${hidden.where}`).run(
      id,
      ...hidden.params,
    );
  }
  return hiddenAlertIds(db);
}

/** Alerts that are hidden, as last worked out. */
export function hiddenAlertIds(db: ReadableDb): ReadonlySet<string> {
  return new Set(db.prepare('SELECT id FROM alert WHERE suppression_id IS NOT NULL').pluck().all() as string[]);
}

/** Tells for an alert that is not stored yet whether a suppression that holds now would hide it. */
export function createHiding(db: ReadableDb): (alert: Alert) => boolean {
  const context = { nowUs: 0 as TimeUs, zone: 'UTC', compileRegex: compileQueryRegex };
  const held = listSuppressions(db)
    .filter(({ lifted }) => lifted === null)
    .map(({ scope, untilUs }) => ({ query: parse(scope).query, isScope: isQuery(scope), untilUs }));
  return (alert) =>
    held.some(({ query, isScope, untilUs }) => {
      const isInTime = untilUs === null || (alert.lastSeenUs > 0 && alert.lastSeenUs <= untilUs);
      return isScope && isInTime && evaluate(query, SCOPE_CATALOGUE, alert, context);
    });
}

function isQuery(scope: string): boolean {
  return hiddenBy({ scope, untilUs: null }) !== null;
}

/** The condition on alerts; null where the scope is no query any more, which then hides nothing. */
function hiddenBy({
  scope,
  untilUs,
}: Pick<NewSuppression, 'scope' | 'untilUs'>): { readonly where: string; readonly params: readonly Param[] } | null {
  try {
    const context = { nowUs: 0 as TimeUs, zone: 'UTC', checkRegex: checkQueryRegex };
    const { where, params } = prepare(scope, SCOPE_CATALOGUE, context).compiled;
    if (untilUs === null) return { where: `(${where})`, params };
    return { where: `(${where}) AND alert.last_us BETWEEN 1 AND ?`, params: [...params, untilUs] };
  } catch (error) {
    if (error instanceof QueryError) return null;
    throw error;
  }
}

/** An incident among the most pressing that would lose alerts. */
export interface TouchedIncident {
  readonly id: string;
  readonly rank: number;
  readonly title: string;
  readonly severity: Severity;
  readonly hidden: number;
  readonly alerts: number;
}

export interface HiddenRule {
  readonly title: string;
  readonly severity: Severity;
  readonly alerts: number;
  readonly findings: number;
}

/** What a suppression would hide of what is shown now. */
export interface SuppressionPreview {
  readonly alerts: number;
  readonly findings: number;
  /** What is shown now, to compare with. */
  readonly ofAlerts: number;
  readonly ofFindings: number;
  readonly highestSeverity: Severity | null;
  readonly bySeverity: readonly { readonly severity: Severity; readonly alerts: number }[];
  /** Incidents that would lose alerts, and how many of them all. */
  readonly incidents: number;
  readonly emptiedIncidents: number;
  /** Those among the most pressing incidents. */
  readonly top: readonly TouchedIncident[];
  readonly rules: readonly HiddenRule[];
  /** The most severe alerts, of these those that stand for most findings. */
  readonly examples: readonly AlertRow[];
}

export const TOP_INCIDENTS = 5;
const SHOWN_RULES = 5;
const SHOWN_EXAMPLES = 5;

/** Reads only. The scope must be a query. */
export function previewOf(db: ReadableDb, suppression: Pick<NewSuppression, 'scope' | 'untilUs'>): SuppressionPreview {
  prepareForQueries(db);
  const hidden = hiddenBy(suppression) ?? { where: '0', params: [] };
  const ids = db
    .prepare(`SELECT id FROM alert WHERE suppression_id IS NULL AND ${hidden.where}`)
    .pluck()
    .all(...hidden.params) as string[];
  const all = JSON.stringify(ids);
  const within = 'alert.id IN (SELECT value FROM json_each(?))';
  const bySeverity = db
    .prepare(
      `SELECT severity, count(*) AS alerts, sum(count) AS findings FROM alert WHERE ${within}
       GROUP BY severity ORDER BY severity DESC`,
    )
    .all(all) as { readonly severity: number; readonly alerts: number; readonly findings: number }[];
  const shown = db
    .prepare(
      `SELECT count(*) AS ofAlerts, coalesce(sum(count), 0) AS ofFindings FROM alert WHERE suppression_id IS NULL`,
    )
    .get() as { readonly ofAlerts: number; readonly ofFindings: number };
  const touched = db
    .prepare(
      `SELECT incident.id, rank, title, severity, hidden,
         (SELECT count(*) FROM incident_alert WHERE incident_id = incident.id) AS alerts
       FROM (SELECT incident_id, count(*) AS hidden FROM incident_alert
         WHERE alert_id IN (SELECT value FROM json_each(?)) GROUP BY incident_id)
       JOIN incident ON incident.id = incident_id ORDER BY rank`,
    )
    .all(all) as (Omit<TouchedIncident, 'severity'> & { readonly severity: number })[];
  const rules = db
    .prepare(
      `SELECT min(title) AS title, max(severity) AS severity, count(*) AS alerts, sum(count) AS findings
       FROM alert WHERE ${within} GROUP BY detector, signal ORDER BY alerts DESC, title LIMIT ${SHOWN_RULES}`,
    )
    .all(all) as (Omit<HiddenRule, 'severity'> & { readonly severity: number })[];
  const examples = db
    .prepare(
      `${ALERT_SELECT} WHERE ${within} ORDER BY alert.severity DESC, count DESC, alert.id LIMIT ${SHOWN_EXAMPLES}`,
    )
    .all(all) as RawAlert[];
  return {
    alerts: ids.length,
    findings: bySeverity.reduce((sum, { findings }) => sum + findings, 0),
    ...shown,
    highestSeverity: named(bySeverity[0]?.severity ?? null),
    bySeverity: bySeverity.map(({ severity, alerts }) => ({ severity: SEVERITIES[severity]!, alerts })),
    incidents: touched.length,
    emptiedIncidents: touched.filter(({ hidden: of, alerts }) => of === alerts).length,
    top: touched.filter(({ rank }) => rank <= TOP_INCIDENTS).map(withSeverity),
    rules: rules.map(withSeverity),
    examples: examples.map(alertOf),
  };
}

function named(severity: number | null): Severity | null {
  return severity === null ? null : SEVERITIES[severity]!;
}

function withSeverity<Row extends { readonly severity: number }>(
  row: Row,
): Omit<Row, 'severity'> & { readonly severity: Severity } {
  return { ...row, severity: SEVERITIES[row.severity]! };
}
