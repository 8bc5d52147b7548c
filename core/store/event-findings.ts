/** What was found in one event. */
import type { MatchedField } from '../model/hit.ts';
import { SEVERITIES, type Severity } from '../model/severity.ts';
import type { ReadableDb } from './database.ts';
import { statement } from './statements.ts';

export interface EventFinding {
  readonly id: number;
  readonly title: string;
  readonly signal: string;
  readonly detector: string;
  readonly severity: Severity;
  readonly author: string;
  readonly techniques: readonly string[];
  readonly alertId: string | null;
  readonly matched: readonly MatchedField[];
}

interface RawFinding extends Omit<EventFinding, 'severity' | 'techniques' | 'matched'> {
  readonly severity: number;
  readonly techniques: string;
  readonly matched: string;
}

/** The most severe first. */
export function findingsOnEvent(db: ReadableDb, eventId: number, limit: number): EventFinding[] {
  const rows = statement(
    db,
    `SELECT id, title, signal, detector, severity, author, techniques, alert_id AS alertId, matched
     FROM finding WHERE event_id = ? ORDER BY severity DESC, id LIMIT ?`,
  ).all(eventId, limit) as RawFinding[];
  return rows.map((row) => ({
    ...row,
    severity: SEVERITIES[row.severity]!,
    techniques: JSON.parse(row.techniques) as string[],
    matched: JSON.parse(row.matched) as MatchedField[],
  }));
}

export function countFindingsOnEvent(db: ReadableDb, eventId: number): number {
  return statement(db, 'SELECT count(*) FROM finding WHERE event_id = ?', 'pluck').get(eventId) as number;
}
