/**
 * Cases: what people note down about an incident hangs on a few of its alerts, kept by a finding as decisions keep them,
 * because incidents are made anew with every fusion. A case is with the incident that has most of its alerts, of equal
 * numbers with the one that has its first; so an alert that is detached or suppressed takes nothing away, and incidents
 * that became one have the cases of all.
 */
import { VedetteError } from '../kernel/errors.ts';
import type { TimeUs } from '../kernel/time.ts';
import { refreshCaseState } from './case-state.ts';
import type { ReadableDb, WritableDb } from './database.ts';
import { anchorOf } from './finding-anchor.ts';
import { startOf } from './incidents.ts';
import { statement } from './statements.ts';

/** Odd, so that two incidents seldom have as many. */
const MAX_ANCHORS = 3;

/** The cases of an incident, the oldest first. */
export function casesOf(db: ReadableDb, incidentId: string): number[] {
  refreshCaseState(db);
  return statement(db, 'SELECT case_id FROM case_place WHERE incident_id = ? ORDER BY case_id', 'pluck').all(
    incidentId,
  ) as number[];
}

/** The incident that a case is with; null where its alerts are in none. */
export function incidentOfCase(db: ReadableDb, caseId: number): string | null {
  refreshCaseState(db);
  const found = statement(db, 'SELECT incident_id FROM case_place WHERE case_id = ?', 'pluck').get(caseId);
  return (found as string | undefined) ?? null;
}

/** Throws `E_NOT_FOUND` where there is no such incident. */
export function checkIncident(db: ReadableDb, incidentId: string): string {
  const start = startOf(db, incidentId);
  if (start === null) throw new VedetteError('E_NOT_FOUND', `There is no incident ${incidentId}`);
  return start;
}

/** Opens a case for an incident. Throws `E_NOT_FOUND` where there is no such incident. */
export function openCase(db: WritableDb, incidentId: string, openedUs: TimeUs): number {
  const start = checkIncident(db, incidentId);
  const { lastInsertRowid } = statement(db, 'INSERT INTO case_file (opened_us) VALUES (?)').run(openedUs);
  const caseId = Number(lastInsertRowid);
  const add = statement(db, 'INSERT INTO case_anchor (case_id, position, dedup_key, time_us) VALUES (?, ?, ?, ?)');
  for (const [position, alertId] of anchorAlerts(db, incidentId, start).entries()) {
    const { dedupKey, timeUs } = anchorOf(db, alertId);
    add.run(caseId, position, dedupKey, timeUs);
  }
  return caseId;
}

/** Where the incident starts, then the first of other signals, because suppressions hide one signal. */
function anchorAlerts(db: ReadableDb, incidentId: string, start: string): string[] {
  const others = statement(
    db,
    `SELECT alert_id FROM incident_alert JOIN alert ON alert.id = alert_id
     WHERE incident_id = @incidentId AND alert_id <> @start
     GROUP BY detector, signal ORDER BY signal = (SELECT signal FROM alert WHERE id = @start), min(position)
     LIMIT ${MAX_ANCHORS - 1}`,
    'pluck',
  ).all({ incidentId, start }) as string[];
  return [start, ...others];
}
