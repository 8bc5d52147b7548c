/** Alerts and incidents by a compiled query: pages in the order they are listed in, counts by field or time, extents. */
import type { CompiledQuery } from '../query/compile.ts';
import type { Grouping } from '../query/group.ts';
import type { TimeUs } from '../kernel/time.ts';
import { SEVERITIES } from '../model/severity.ts';
import { ALERT_SELECT, alertOf, type AlertRow, type RawAlert } from './alerts.ts';
import type { ReadableDb } from './database.ts';
import type { TimeExtent, ValueCount } from './event-count.ts';
import { INCIDENT_SELECT, incidentOf, type IncidentRow, type RawIncident } from './incidents.ts';
import { prepareForQueries } from './query-functions.ts';
import { answered } from './slow-queries.ts';

type Condition = Pick<CompiledQuery, 'where' | 'params'>;
type CaseTable = 'alert' | 'incident';

/** A page of alerts by time of first sighting; `after` null starts at the first. */
export function searchAlerts(
  db: ReadableDb,
  { where, params }: Condition,
  limit: number,
  after: Pick<AlertRow, 'firstSeenUs' | 'id'> | null,
): AlertRow[] {
  prepareForQueries(db);
  const cursor = after === null ? '' : '(alert.first_us, alert.id) > (?, ?) AND ';
  const cursorParams = after === null ? [] : [after.firstSeenUs, after.id];
  const startMs = performance.now();
  const rows = db
    .prepare(`${ALERT_SELECT} WHERE ${cursor}(${where}) ORDER BY alert.first_us, alert.id LIMIT ?`)
    .all(...cursorParams, ...params, limit);
  answered(db, 'alerts.page', startMs);
  return rows.map((row) => alertOf(row as RawAlert));
}

/** A page of incidents, the most pressing first; `after` null starts at the first. */
export function searchIncidents(
  db: ReadableDb,
  { where, params }: Condition,
  limit: number,
  after: Pick<IncidentRow, 'rank'> | null,
): IncidentRow[] {
  prepareForQueries(db);
  const startMs = performance.now();
  const rows = db
    .prepare(`${INCIDENT_SELECT} WHERE rank > ? AND (${where}) ORDER BY rank LIMIT ?`)
    .all(after?.rank ?? 0, ...params, limit);
  answered(db, 'incidents.page', startMs);
  return rows.map((row) => incidentOf(row as RawIncident));
}

export function countCases(db: ReadableDb, table: CaseTable, { where, params }: Condition): number {
  prepareForQueries(db);
  return db
    .prepare(`SELECT count(*) FROM ${table} WHERE ${where}`)
    .pluck()
    .get(...params) as number;
}

/** As `countEventsBy`: one row counts once for each of its values, and none where it has none. */
export function countCasesBy(
  db: ReadableDb,
  table: CaseTable,
  { where, params }: Condition,
  { join, value, bucketUs, isSeverity }: Grouping,
  limit: number,
): ValueCount[] {
  prepareForQueries(db);
  const startMs = performance.now();
  const rows = db
    .prepare(
      `SELECT ${value.text} AS counted, count(DISTINCT ${table}.id) AS count FROM ${table} ${join.text}
       WHERE ${where} GROUP BY 1 HAVING counted IS NOT NULL
       ORDER BY ${bucketUs === null ? 'count DESC, counted' : 'counted'} LIMIT ?`,
    )
    .all(...value.params, ...join.params, ...params, limit) as { counted: string | number; count: number }[];
  answered(db, `${table}s.countBy`, startMs);
  return rows.map(({ counted, count }) => ({ value: isSeverity ? SEVERITIES[counted as number]! : counted, count }));
}

/** From the first sighting to the last; null where none has a time. */
export function caseExtent(db: ReadableDb, table: CaseTable, { where, params }: Condition): TimeExtent | null {
  prepareForQueries(db);
  const row = db
    .prepare(`SELECT min(first_us) AS firstUs, max(last_us) AS lastUs FROM ${table} WHERE first_us > 0 AND (${where})`)
    .get(...params) as { readonly firstUs: TimeUs | null; readonly lastUs: TimeUs | null };
  return row.firstUs === null || row.lastUs === null ? null : { firstUs: row.firstUs, lastUs: row.lastUs };
}
