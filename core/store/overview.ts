/** How much is in a workspace, and which record a shortened id means. */
import type { ReadableDb } from './database.ts';

export interface WorkspaceCounts {
  readonly sources: number;
  /** Those that are there. */
  readonly events: number;
  /** Those that were there once and that retention removed. */
  readonly eventsRemoved: number;
  readonly findings: number;
  readonly alerts: number;
  /** Those of the alerts that a suppression hides. */
  readonly suppressed: number;
  readonly incidents: number;
  readonly damage: number;
  /** True where any source is generated demo data. */
  readonly isDemo: boolean;
}

export function countsOf(db: ReadableDb): WorkspaceCounts {
  const row = db
    .prepare(
      `SELECT (SELECT count(*) FROM source) AS sources, (SELECT coalesce(sum(events - events_removed), 0) FROM source) AS events,
         (SELECT coalesce(sum(events_removed), 0) FROM source) AS eventsRemoved,
         (SELECT count(*) FROM finding) AS findings, (SELECT count(*) FROM alert) AS alerts,
         (SELECT count(*) FROM alert WHERE suppression_id IS NOT NULL) AS suppressed,
         (SELECT count(*) FROM incident) AS incidents, (SELECT count(*) FROM damage) AS damage,
         EXISTS (SELECT 1 FROM source WHERE kind = 'demo') AS isDemo`,
    )
    .get() as Omit<WorkspaceCounts, 'isDemo'> & { isDemo: number };
  return { ...row, isDemo: row.isDemo === 1 };
}

export type Named = { readonly kind: 'incident' | 'alert'; readonly id: string };

/** Incidents and alerts whose id starts with `prefix`; a person types the few first digits. */
export function findByIdPrefix(db: ReadableDb, prefix: string): Named[] {
  if (!/^[0-9a-f-]+$/i.test(prefix)) return [];
  const pattern = `${prefix.toLowerCase()}*`;
  return db
    .prepare(
      `SELECT 'incident' AS kind, id FROM incident WHERE id GLOB @pattern
       UNION ALL SELECT 'alert', id FROM alert WHERE id GLOB @pattern LIMIT 10`,
    )
    .all({ pattern }) as Named[];
}

/** The id of the incident at `rank` (1 is the most pressing), or null. */
export function incidentAtRank(db: ReadableDb, rank: number): string | null {
  return (db.prepare('SELECT id FROM incident WHERE rank = ?').pluck().get(rank) as string | undefined) ?? null;
}
