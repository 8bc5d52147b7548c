/** What pictures of an incident are drawn from: its alerts without what only lists show, the most severe first. */
import type { Alert } from '../model/alert.ts';
import { decoded, type RawAlert } from './alerts.ts';
import type { ReadableDb } from './database.ts';
import { statement } from './statements.ts';

export type Member = Omit<Alert, 'signal' | 'detector'>;

type RawMember = Omit<RawAlert, 'signal' | 'detector' | 'incidentId' | 'incidentRank' | 'suppressionId'>;

/** `limit` -1 means all. Of equal severity in the incident's order. */
export function* membersOf(db: ReadableDb, incidentId: string, limit: number): Generator<Member> {
  const rows = db
    .prepare(
      `SELECT alert.id, title, severity, techniques, tactics, entities, first_us AS firstSeenUs, last_us AS lastSeenUs, count
       FROM incident_alert JOIN alert ON alert.id = alert_id WHERE incident_id = ?
       ORDER BY severity DESC, position LIMIT ?`,
    )
    .iterate(incidentId, limit) as IterableIterator<RawMember>;
  for (const row of rows) yield decoded(row);
}

/** The events that an alert rests on, the first ones by time. */
export function eventsOfAlert(db: ReadableDb, alertId: string, limit: number): number[] {
  return statement(
    db,
    'SELECT event_id FROM finding WHERE alert_id = ? AND event_id IS NOT NULL ORDER BY time_us, id LIMIT ?',
    'pluck',
  ).all(alertId, limit) as number[];
}
