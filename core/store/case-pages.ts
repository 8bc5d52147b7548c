/** Alerts and incidents as lists on a screen show them: a page with what people say of each, and how many there are. */
import type { Condition } from '../query/compile.ts';
import type { IncidentEntity } from '../model/incident.ts';
import type { AlertRow } from './alerts.ts';
import {
  countCases,
  incidentsInOrder,
  orderValue,
  searchAlerts,
  type IncidentCursor,
  type IncidentOrder,
} from './case-search.ts';
import { caseStateOf, verdictOnAlert, type CaseState, type CountingVerdict } from './case-state.ts';
import type { ReadableDb } from './database.ts';
import type { IncidentRow } from './incidents.ts';
import { countsOf, type WorkspaceCounts } from './overview.ts';

const TOP_ENTITIES = 12;

/** An incident without what only it alone is shown with. */
export interface ListedIncident extends Omit<IncidentRow, 'entities' | 'riskTerms'>, CaseState {
  /** Those that most alerts name. */
  readonly topEntities: readonly IncidentEntity[];
  readonly entityCount: number;
}

export interface ListedAlert extends AlertRow {
  readonly verdict: CountingVerdict | null;
}

/** How many a question finds, and how many there are. */
export interface ListTotals extends WorkspaceCounts {
  readonly matching: number;
}

export interface ListPage<Row, Cursor> {
  readonly rows: readonly Row[];
  /** Null after the last page. */
  readonly next: Cursor | null;
  /** Null for all but the first page: a count of what matches looks at everything. */
  readonly totals: ListTotals | null;
}

export interface AlertCursor {
  readonly firstSeenUs: AlertRow['firstSeenUs'];
  readonly id: string;
}

export interface IncidentQuestion {
  readonly condition: Condition;
  readonly limit: number;
  readonly order: IncidentOrder;
  readonly after: IncidentCursor | null;
}

export interface AlertQuestion {
  readonly condition: Condition;
  readonly limit: number;
  readonly isDescending: boolean;
  readonly after: AlertCursor | null;
}

export function pageOfIncidents(
  db: ReadableDb,
  { condition, limit, order, after }: IncidentQuestion,
): ListPage<ListedIncident, IncidentCursor> {
  const found = incidentsInOrder(db, condition, limit, order, after);
  const last = found.at(-1);
  return {
    rows: found.map((incident) => listedIncident(db, incident)),
    next: last === undefined || found.length < limit ? null : { value: orderValue(last, order.by), id: last.id },
    totals: after === null ? totalsOf(db, 'incident', condition, found.length < limit ? found.length : null) : null,
  };
}

export function pageOfAlerts(
  db: ReadableDb,
  { condition, limit, isDescending, after }: AlertQuestion,
): ListPage<ListedAlert, AlertCursor> {
  const found = searchAlerts(db, condition, limit, after, isDescending);
  const last = found.at(-1);
  return {
    rows: found.map((alert) => listedAlert(db, alert)),
    next: last === undefined || found.length < limit ? null : { firstSeenUs: last.firstSeenUs, id: last.id },
    totals: after === null ? totalsOf(db, 'alert', condition, found.length < limit ? found.length : null) : null,
  };
}

/** `known` where the page says it all. */
function totalsOf(db: ReadableDb, table: 'alert' | 'incident', condition: Condition, known: number | null): ListTotals {
  return { ...countsOf(db), matching: known ?? countCases(db, table, condition) };
}

export function listedIncident(db: ReadableDb, whole: IncidentRow): ListedIncident {
  const { entities, riskTerms: _, ...incident } = whole;
  const topEntities = byAlerts(entities).slice(0, TOP_ENTITIES);
  return { ...incident, ...caseStateOf(db, incident.id), topEntities, entityCount: entities.length };
}

export function listedAlert(db: ReadableDb, alert: AlertRow): ListedAlert {
  return { ...alert, verdict: verdictOnAlert(db, alert.id) };
}

/** Those that most alerts name first. */
export function byAlerts(entities: readonly IncidentEntity[]): IncidentEntity[] {
  return entities.toSorted((a, b) => b.alertCount - a.alertCount);
}
