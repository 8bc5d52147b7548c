/** Which incident each case is with now; see `case-files.ts`. */
import type { ReadableDb } from './database.ts';
import { alertAt, type FindingAnchor } from './finding-anchor.ts';
import { statement } from './statements.ts';

export interface PlacedCase {
  readonly caseId: number;
  readonly incidentId: string;
}

/** By case; those without any alert left in an incident are left out. */
export function placeCases(db: ReadableDb): PlacedCase[] {
  const anchors = statement(
    db,
    'SELECT case_id AS caseId, dedup_key AS dedupKey, time_us AS timeUs FROM case_anchor ORDER BY case_id, position',
  ).all() as (FindingAnchor & { readonly caseId: number })[];
  const holder = statement(db, 'SELECT incident_id FROM incident_alert WHERE alert_id = ?', 'pluck');
  const votes = new Map<number, string[]>();
  for (const { caseId, ...anchor } of anchors) {
    const alertId = alertAt(db, anchor);
    const incidentId = alertId === null ? undefined : (holder.get(alertId) as string | undefined);
    if (incidentId !== undefined) votes.set(caseId, [...(votes.get(caseId) ?? []), incidentId]);
  }
  return Array.from(votes, ([caseId, incidentIds]) => ({ caseId, incidentId: mostOf(incidentIds) }));
}

/** Of equal numbers the first. */
function mostOf(incidentIds: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const id of incidentIds) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts].reduce((most, one) => (one[1] > most[1] ? one : most))[0];
}
