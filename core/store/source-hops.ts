/** How much of a source came through each step from bytes to incidents. */
import type { ReadableDb } from './database.ts';
import type { SourceId } from './sources.ts';

export interface SourceHops {
  readonly keptBytes: number;
  /** Matches that are kept for correlations. */
  readonly matches: number;
  /** Of our rules, of sensors and other tools, and of correlations that end in this source. */
  readonly findings: { readonly rules: number; readonly sensors: number; readonly correlations: number };
  readonly alerts: number;
  readonly suppressed: number;
  readonly incidents: number;
}

const ALERTS = 'SELECT DISTINCT alert_id FROM finding WHERE source_id = @sourceId AND alert_id IS NOT NULL';

/** `detector` is who our own rules are named as. */
export function countHops(db: ReadableDb, sourceId: SourceId, detector: string): SourceHops {
  const { rules, sensors, correlations, ...rest } = db
    .prepare(
      `SELECT (SELECT coalesce(sum(length_bytes), 0) FROM raw_block WHERE source_id = @sourceId) AS keptBytes,
         (SELECT count(*) FROM rule_match JOIN event ON event.id = event_id WHERE source_id = @sourceId) AS matches,
         count(*) FILTER (WHERE detector = @detector AND is_derived = 0) AS rules,
         count(*) FILTER (WHERE detector <> @detector) AS sensors,
         count(*) FILTER (WHERE detector = @detector AND is_derived = 1) AS correlations,
         (SELECT count(*) FROM (${ALERTS})) AS alerts,
         (SELECT count(*) FROM alert WHERE id IN (${ALERTS}) AND suppression_id IS NOT NULL) AS suppressed,
         (SELECT count(DISTINCT incident_id) FROM incident_alert WHERE alert_id IN (${ALERTS})) AS incidents
       FROM finding WHERE source_id = @sourceId`,
    )
    .get({ sourceId, detector }) as Omit<SourceHops, 'findings'> & SourceHops['findings'];
  return { ...rest, findings: { rules, sensors, correlations } };
}
