/** Which incident each case is with now; see `case-files.ts`. */
import type { ReadableDb } from './database.ts';
import { alertAt, type FindingAnchor } from './finding-anchor.ts';
import { statement } from './statements.ts';

export interface PlacedCase {
  readonly caseId: number;
  readonly incidentId: string;
}

interface PlacedAnchor extends FindingAnchor {
  readonly caseId: number;
  /** Of the finding that is just where it was; null where none is there any more. */
  readonly alertId: string | null;
  readonly incidentId: string | null;
}

/** By case; those without any alert left in an incident are left out. */
export function placeCases(db: ReadableDb): PlacedCase[] {
  // In one statement for nearly all of them, because this is asked anew after every commit.
  const anchors = statement(
    db,
    `SELECT case_id AS caseId, dedup_key AS dedupKey, time_us AS timeUs, placed.alert_id AS alertId,
       incident_id AS incidentId
     FROM (SELECT *, (SELECT alert_id FROM finding
         WHERE finding.dedup_key = anchor.dedup_key AND finding.time_us = anchor.time_us AND alert_id IS NOT NULL
         ORDER BY finding.id LIMIT 1) AS alert_id FROM case_anchor AS anchor) AS placed
     LEFT JOIN incident_alert ON incident_alert.alert_id = placed.alert_id ORDER BY case_id, placed.position`,
  ).all() as PlacedAnchor[];
  const holder = statement(db, 'SELECT incident_id FROM incident_alert WHERE alert_id = ?', 'pluck');
  const moved = (anchor: FindingAnchor): string | null => {
    const alertId = alertAt(db, anchor);
    return alertId === null ? null : ((holder.get(alertId) as string | undefined) ?? null);
  };
  const places: PlacedCase[] = [];
  for (let from = 0; from < anchors.length;) {
    const { caseId } = anchors[from]!;
    const votes: string[] = [];
    for (; anchors[from]?.caseId === caseId; from++) {
      const anchor = anchors[from]!;
      const incidentId = anchor.alertId === null ? moved(anchor) : anchor.incidentId;
      if (incidentId !== null) votes.push(incidentId);
    }
    if (votes.length > 0) places.push({ caseId, incidentId: mostOf(votes) });
  }
  return places;
}

/** Of equal numbers the first. */
function mostOf(votes: readonly string[]): string {
  const count = (id: string): number => votes.filter((one) => one === id).length;
  return votes.reduce((most, id) => (count(id) > count(most) ? id : most));
}
