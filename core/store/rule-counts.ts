/** What each rule found in a workspace, and where its hits are. */
import type { TimeUs } from '../kernel/time.ts';
import type { ReadableDb } from './database.ts';
import { statement } from './statements.ts';

export interface RuleCounts {
  readonly findings: number;
  readonly alerts: number;
  /** Null where no finding has a time. */
  readonly lastSeenUs: TimeUs | null;
}

/** Of the findings of `detector`, by rule id. A rule that found nothing is left out. */
export function countsByRule(db: ReadableDb, detector: string): ReadonlyMap<string, RuleCounts> {
  const alerts = new Map(
    db.prepare('SELECT signal, count(*) FROM alert WHERE detector = ? GROUP BY signal').raw().all(detector) as [
      string,
      number,
    ][],
  );
  const rows = db
    .prepare(
      `SELECT signal, count(*) AS findings, max(time_us) AS lastUs FROM finding WHERE detector = ? GROUP BY signal`,
    )
    .all(detector) as { readonly signal: string; readonly findings: number; readonly lastUs: TimeUs }[];
  return new Map(
    rows.map(({ signal, findings, lastUs }) => [
      signal,
      { findings, alerts: alerts.get(signal) ?? 0, lastSeenUs: lastUs === 0 ? null : lastUs },
    ]),
  );
}

/** Whether any of the rules was found to match the event when it came in. */
export function isStoredHit(db: ReadableDb, eventId: number, ruleIds: readonly string[]): boolean {
  const sql = `SELECT EXISTS (SELECT 1 FROM finding WHERE event_id = @eventId AND is_derived = 0
      AND signal IN (SELECT value FROM json_each(@ids)))
    OR EXISTS (SELECT 1 FROM rule_match WHERE event_id = @eventId AND rule IN (SELECT value FROM json_each(@ids)))`;
  return statement(db, sql, 'pluck').get({ eventId, ids: JSON.stringify(ruleIds) }) === 1;
}

/** The events for which `isStoredHit` is true, counted; retention leaves them all. */
export function countStoredHits(db: ReadableDb, ruleIds: readonly string[]): number {
  const sql = `SELECT count(*) FROM (
    SELECT event_id FROM finding WHERE event_id IS NOT NULL AND is_derived = 0
      AND signal IN (SELECT value FROM json_each(@ids))
    UNION SELECT event_id FROM rule_match WHERE rule IN (SELECT value FROM json_each(@ids)))`;
  return db
    .prepare(sql)
    .pluck()
    .get({ ids: JSON.stringify(ruleIds) }) as number;
}
