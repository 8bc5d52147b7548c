/** Reading incidents and the alerts they are made of. */
import type { TimeUs } from '../kernel/time.ts';
import type { Incident, IncidentEntity, LinkReason, RiskTerm } from '../model/incident.ts';
import { SEVERITIES, type Severity } from '../model/severity.ts';
import type { ReadableDb } from './database.ts';
import { statement } from './statements.ts';

/** An incident as a list shows it; its alerts are read separately, because some have hundreds of thousands. */
export interface IncidentRow extends Omit<Incident, 'alertIds' | 'links'> {
  readonly rank: number;
  readonly alertCount: number;
  readonly findingCount: number;
}

interface RawIncident {
  readonly id: string;
  readonly rank: number;
  readonly title: string;
  readonly severity: number;
  readonly risk: number;
  readonly riskTerms: string;
  readonly firstSeenUs: TimeUs;
  readonly lastSeenUs: TimeUs;
  readonly techniques: string;
  readonly tactics: string;
  readonly entities: string;
  readonly alertCount: number;
  readonly findingCount: number;
}

/** What `incidentOf` reads. Counts are taken per row, so that a page costs a page however many incidents there are. */
const INCIDENT_SELECT = `SELECT incident.id, rank, incident.title, incident.severity, risk, risk_terms AS riskTerms,
    incident.first_us AS firstSeenUs, incident.last_us AS lastSeenUs, incident.techniques, incident.tactics,
    incident.entities, (SELECT count(*) FROM incident_alert WHERE incident_id = incident.id) AS alertCount,
    (SELECT sum(count) FROM incident_alert JOIN alert ON alert.id = alert_id
     WHERE incident_id = incident.id) AS findingCount
  FROM incident`;

/** Incidents in rank order. `limit` -1 means all. */
export function listIncidents(db: ReadableDb, limit: number): IncidentRow[] {
  const rows = db.prepare(`${INCIDENT_SELECT} ORDER BY rank LIMIT ?`).all(limit) as RawIncident[];
  return rows.map(incidentOf);
}

export function findIncident(db: ReadableDb, id: string): IncidentRow | null {
  const row = statement(db, `${INCIDENT_SELECT} WHERE incident.id = ?`).get(id) as RawIncident | undefined;
  return row === undefined ? null : incidentOf(row);
}

/** The incidents `ids`, in this order; those that are not there are left out. */
export function incidentsById(db: ReadableDb, ids: readonly string[]): IncidentRow[] {
  return ids.flatMap((id) => findIncident(db, id) ?? []);
}

function incidentOf(row: RawIncident): IncidentRow {
  return {
    ...row,
    severity: SEVERITIES[row.severity]!,
    riskTerms: JSON.parse(row.riskTerms) as RiskTerm[],
    techniques: JSON.parse(row.techniques) as string[],
    tactics: JSON.parse(row.tactics) as string[],
    entities: JSON.parse(row.entities) as IncidentEntity[],
  };
}

/** Why each alert belongs to the incident, by alert id. */
export function linksOf(db: ReadableDb, incidentId: string): Map<string, LinkReason> {
  const rows = db
    .prepare('SELECT alert_id AS alertId, link FROM incident_alert WHERE incident_id = ? ORDER BY position')
    .all(incidentId) as { alertId: string; link: string }[];
  return new Map(rows.map(({ alertId, link }) => [alertId, JSON.parse(link) as LinkReason]));
}

/** Why an alert is in its incident; null where it is in none. */
export function linkOf(db: ReadableDb, alertId: string): LinkReason | null {
  const link = statement(db, 'SELECT link FROM incident_alert WHERE alert_id = ?', 'pluck').get(alertId);
  return link === undefined ? null : (JSON.parse(link as string) as LinkReason);
}

/** An incident in one line: what a change says it was before and after. */
export interface IncidentBrief {
  readonly id: string;
  readonly rank: number;
  readonly title: string;
  readonly severity: Severity;
  readonly risk: number;
  readonly alertCount: number;
}

/** The incidents of these alerts, by rank. */
export function briefsOfAlerts(db: ReadableDb, alertIds: readonly string[]): IncidentBrief[] {
  const rows = db
    .prepare(
      `SELECT id, rank, title, severity, risk,
         (SELECT count(*) FROM incident_alert WHERE incident_id = incident.id) AS alertCount
       FROM incident WHERE id IN (
         SELECT incident_id FROM incident_alert WHERE alert_id IN (SELECT value FROM json_each(?)))
       ORDER BY rank`,
    )
    .all(JSON.stringify(alertIds)) as (Omit<IncidentBrief, 'severity'> & { readonly severity: number })[];
  return rows.map((row) => ({ ...row, severity: SEVERITIES[row.severity]! }));
}

/** The alerts of an incident: those it was fused of by time, then what is shown beside them. */
export function alertIdsOf(db: ReadableDb, incidentId: string): string[] {
  return db
    .prepare('SELECT alert_id FROM incident_alert WHERE incident_id = ? ORDER BY position')
    .pluck()
    .all(incidentId) as string[];
}

/** The alert an incident starts with (I5), from which all others hang; null where there is no such incident. */
export function startOf(db: ReadableDb, incidentId: string): string | null {
  const found = db
    .prepare(
      `SELECT alert_id FROM incident_alert
       WHERE incident_id = ? AND link ->> '$.joinedToAlertId' IS NULL ORDER BY position LIMIT 1`,
    )
    .pluck()
    .get(incidentId);
  return (found as string | undefined) ?? null;
}
