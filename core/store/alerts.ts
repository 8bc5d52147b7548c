/** Reading alerts and the findings each stands for. */
import type { TimeUs } from '../kernel/time.ts';
import type { Alert } from '../model/alert.ts';
import type { EntityMention } from '../model/entity.ts';
import type { MatchedField } from '../model/hit.ts';
import { SEVERITIES } from '../model/severity.ts';
import type { ReadableDb } from './database.ts';
import { statement } from './statements.ts';

export interface AlertRow extends Alert {
  /** The incident it belongs to, and that incident's rank and title; null before fusion ran. */
  readonly incidentId: string | null;
  readonly incidentRank: number | null;
  readonly incidentTitle: string | null;
  /** The suppression that hides it (S3); null where none does. */
  readonly suppressionId: number | null;
}

/** One finding behind an alert, with what made it. */
export interface FindingRow {
  readonly id: number;
  readonly eventId: number | null;
  readonly externalId: string | null;
  readonly timeUs: TimeUs;
  readonly author: string;
  readonly matched: readonly MatchedField[];
}

export interface RawAlert {
  readonly id: string;
  readonly title: string;
  readonly signal: string;
  readonly detector: string;
  readonly severity: number;
  readonly techniques: string;
  readonly tactics: string;
  readonly entities: string;
  readonly firstSeenUs: TimeUs;
  readonly lastSeenUs: TimeUs;
  readonly count: number;
  readonly incidentId: string | null;
  readonly incidentRank: number | null;
  readonly incidentTitle: string | null;
  readonly suppressionId: number | null;
}

/** What `alertOf` reads. */
export const ALERT_SELECT = `SELECT alert.id, alert.title, signal, detector, alert.severity, alert.techniques, alert.tactics,
    alert.entities, alert.first_us AS firstSeenUs, alert.last_us AS lastSeenUs, count, incident_id AS incidentId,
    rank AS incidentRank, incident.title AS incidentTitle, suppression_id AS suppressionId
  FROM alert LEFT JOIN incident_alert ON alert_id = alert.id LEFT JOIN incident ON incident.id = incident_id`;

/** All alerts by time of first sighting, read one by one. Others may be read from `db` in between. */
export function* listAlerts(db: ReadableDb): Generator<AlertRow> {
  const rows = db.prepare(`${ALERT_SELECT} ORDER BY alert.first_us, alert.id`).iterate();
  for (const row of rows as IterableIterator<RawAlert>) yield alertOf(row);
}

/** The alerts of one incident, by time. */
export function alertsOfIncident(db: ReadableDb, incidentId: string): AlertRow[] {
  const rows = statement(db, `${ALERT_SELECT} WHERE incident_id = ? ORDER BY alert.first_us, alert.id`).all(incidentId);
  return (rows as RawAlert[]).map(alertOf);
}

export function findAlert(db: ReadableDb, id: string): AlertRow | null {
  const row = db.prepare(`${ALERT_SELECT} WHERE alert.id = ?`).get(id) as RawAlert | undefined;
  return row === undefined ? null : alertOf(row);
}

export function alertOf(row: RawAlert): AlertRow {
  return decoded(row);
}

interface EncodedAlert {
  readonly severity: number;
  readonly techniques: string;
  readonly tactics: string;
  readonly entities: string;
}

/** A row of alerts, whichever columns it has beside these, as what it stands for. */
export function decoded<Row extends EncodedAlert>(row: Row) {
  return {
    ...row,
    severity: SEVERITIES[row.severity]!,
    techniques: JSON.parse(row.techniques) as string[],
    tactics: JSON.parse(row.tactics) as string[],
    entities: JSON.parse(row.entities) as EntityMention[],
  };
}

/** The findings an alert stands for, by time. `limit` -1 means all. */
export function findingsOfAlert(db: ReadableDb, alertId: string, limit: number): FindingRow[] {
  const rows = statement(
    db,
    `SELECT id, event_id AS eventId, external_id AS externalId, time_us AS timeUs, author, matched
     FROM finding WHERE alert_id = ? ORDER BY time_us, id LIMIT ?`,
  ).all(alertId, limit) as (Omit<FindingRow, 'matched'> & { matched: string })[];
  return rows.map((row) => ({ ...row, matched: JSON.parse(row.matched) as MatchedField[] }));
}

/** The ids other tools gave the findings behind an alert, by time. */
export function externalIdsOfAlert(db: ReadableDb, alertId: string): string[] {
  const rows = statement(
    db,
    'SELECT external_id AS id FROM finding WHERE alert_id = ? AND external_id IS NOT NULL ORDER BY time_us, id',
  ).all(alertId) as { readonly id: string }[];
  return rows.map(({ id }) => id);
}
