/** Alerts and incidents by a compiled query: pages in the order they are listed in, counts by field or time, extents. */
import type { CompiledQuery } from '../query/compile.ts';
import type { Grouping } from '../query/group.ts';
import type { TimeUs } from '../kernel/time.ts';
import { SEVERITIES } from '../model/severity.ts';
import { ALERT_SELECT, alertOf, type AlertRow, type RawAlert } from './alerts.ts';
import { refreshCaseState } from './case-state.ts';
import type { ReadableDb } from './database.ts';
import type { TimeExtent, ValueCount } from './event-count.ts';
import { incidentsById, type IncidentRow } from './incidents.ts';
import { answered } from './slow-queries.ts';

type Condition = Pick<CompiledQuery, 'where' | 'params'>;
type CaseTable = 'alert' | 'incident';

/** A page of alerts by time of first sighting; `after` null starts at the first. */
export function searchAlerts(
  db: ReadableDb,
  { where, params }: Condition,
  limit: number,
  after: Pick<AlertRow, 'firstSeenUs' | 'id'> | null,
  isDescending: boolean = false,
): AlertRow[] {
  refreshCaseState(db);
  const [beyond, order] = isDescending ? ['<', 'DESC'] : ['>', 'ASC'];
  const cursor = after === null ? '' : `(alert.first_us, alert.id) ${beyond} (?, ?) AND `;
  const cursorParams = after === null ? [] : [after.firstSeenUs, after.id];
  const startMs = performance.now();
  const rows = db
    .prepare(`${ALERT_SELECT} WHERE ${cursor}(${where}) ORDER BY alert.first_us ${order}, alert.id ${order} LIMIT ?`)
    .all(...cursorParams, ...params, limit);
  answered(db, 'alerts.page', startMs);
  return rows.map((row) => alertOf(row as RawAlert));
}

/** What incidents can be sorted by. The number of alerts is counted for each of them, all others have an index. */
const ORDER_COLUMNS = {
  rank: 'rank',
  risk: 'risk',
  firstSeen: 'first_us',
  lastSeen: 'last_us',
  alertCount: '(SELECT count(*) FROM incident_alert WHERE incident_id = incident.id)',
} as const;

export interface IncidentOrder {
  readonly by: keyof typeof ORDER_COLUMNS;
  readonly isDescending: boolean;
}

/** The last incident of a page: what it is sorted by, and its id. */
export interface IncidentCursor {
  readonly value: number;
  readonly id: string;
}

/** The most pressing first. */
export const BY_RANK: IncidentOrder = { by: 'rank', isDescending: false };

/** A page of incidents in an order, those with the same value by id; `after` null starts at the first. */
export function incidentsInOrder(
  db: ReadableDb,
  { where, params }: Condition,
  limit: number,
  { by, isDescending }: IncidentOrder,
  after: IncidentCursor | null,
): IncidentRow[] {
  refreshCaseState(db);
  const startMs = performance.now();
  const ids = db
    .prepare(incidentPageSql(where, { by, isDescending }, after !== null))
    .pluck()
    .all(...(after === null ? [] : [after.value, after.id]), ...params, limit) as string[];
  const page = incidentsById(db, ids);
  answered(db, 'incidents.page', startMs);
  return page;
}

/** Ids alone, so that what is only shown is read of the page's own incidents. */
export function incidentPageSql(where: string, { by, isDescending }: IncidentOrder, hasCursor: boolean): string {
  const column = ORDER_COLUMNS[by];
  const [beyond, order] = isDescending ? ['<', 'DESC'] : ['>', 'ASC'];
  const cursor = hasCursor ? `(${column}, incident.id) ${beyond} (?, ?) AND ` : '';
  return `SELECT incident.id FROM incident WHERE ${cursor}(${where})
    ORDER BY ${column} ${order}, incident.id ${order} LIMIT ?`;
}

/** What an incident is sorted by. */
export function orderValue(incident: IncidentRow, by: IncidentOrder['by']): number {
  switch (by) {
    case 'firstSeen':
      return incident.firstSeenUs;
    case 'lastSeen':
      return incident.lastSeenUs;
    default:
      return incident[by];
  }
}

/** A page of incidents, the most pressing first; `after` null starts at the first. */
export function searchIncidents(
  db: ReadableDb,
  condition: Condition,
  limit: number,
  after: Pick<IncidentRow, 'rank' | 'id'> | null,
): IncidentRow[] {
  const cursor = after === null ? null : { value: after.rank, id: after.id };
  return incidentsInOrder(db, condition, limit, BY_RANK, cursor);
}

export function countCases(db: ReadableDb, table: CaseTable, { where, params }: Condition): number {
  refreshCaseState(db);
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
  refreshCaseState(db);
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
  refreshCaseState(db);
  const row = db
    .prepare(`SELECT min(first_us) AS firstUs, max(last_us) AS lastUs FROM ${table} WHERE first_us > 0 AND (${where})`)
    .get(...params) as { readonly firstUs: TimeUs | null; readonly lastUs: TimeUs | null };
  return row.firstUs === null || row.lastUs === null ? null : { firstUs: row.firstUs, lastUs: row.lastUs };
}
