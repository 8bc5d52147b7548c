/** What can be asked for in the query language: events, alerts and incidents, each with how the store answers. */
import { ALERT_CATALOGUE, INCIDENT_CATALOGUE } from '../query/alert-fields.ts';
import type { Catalogue } from '../query/catalogue.ts';
import type { Condition } from '../query/compile.ts';
import type { Grouping } from '../query/group.ts';
import type { LeftOut } from '../query/left-out.ts';
import type { QueryableAlert, QueryableEvent, QueryableIncident } from '../query/rows.ts';
import type { AlertRow } from './alerts.ts';
import { caseExtent, countCases, countCasesBy, searchAlerts, searchIncidents } from './case-search.ts';
import { caseStateOf, verdictOnAlert } from './case-state.ts';
import type { ReadableDb } from './database.ts';
import { countEvents, countEventsBy, eventExtent, type TimeExtent, type ValueCount } from './event-count.ts';
import { EVENT_CATALOGUE, searchEvents } from './event-search.ts';
import { entitiesOfEvent, type EventRow } from './events.ts';
import type { IncidentRow } from './incidents.ts';
import type { WorkspaceCounts } from './overview.ts';
import type { OnStep } from './query-run.ts';

const NOWHERE = { start: 0, end: 0 };

/** Suppressed alerts are out of the way until they are asked for. */
const SUPPRESSED: LeftOut = {
  field: 'suppressed',
  unless: {
    kind: 'not',
    part: { kind: 'field', field: 'suppressed', test: { kind: 'exists' }, span: NOWHERE },
    span: NOWHERE,
  },
};

/** A subject as far as questions about numbers of rows go, whatever its rows are. */
export interface Asked {
  readonly noun: 'event' | 'alert' | 'incident';
  readonly catalogue: Catalogue<never>;
  /** What a query that does not name this field leaves out; null for nothing. */
  readonly leftOut: LeftOut | null;
  count(db: ReadableDb, condition: Condition, onStep?: OnStep): number;
  countBy(db: ReadableDb, condition: Condition, grouping: Grouping, limit: number, onStep?: OnStep): ValueCount[];
  extent(db: ReadableDb, condition: Condition): TimeExtent | null;
}

/** `Row` is what queries and columns read, `Listed` what a page of the store holds. */
export interface Subject<Listed, Row> extends Asked {
  readonly catalogue: Catalogue<Row>;
  /** A page in the subject's order; `after` is the last row of the page before. */
  page(db: ReadableDb, condition: Condition, limit: number, after: Listed | null, onStep?: OnStep): Listed[];
  rowOf(db: ReadableDb, listed: Listed): Row;
  /** How many there are in all. */
  total(counts: WorkspaceCounts): number;
}

export const EVENTS: Subject<EventRow, QueryableEvent> = {
  noun: 'event',
  catalogue: EVENT_CATALOGUE,
  leftOut: null,
  count: countEvents,
  countBy: countEventsBy,
  extent: eventExtent,
  page: searchEvents,
  rowOf: (db, event) => ({ ...event, entities: entitiesOfEvent(db, event.id) }),
  total: ({ events }) => events,
};

export const ALERTS: Subject<AlertRow, QueryableAlert> = {
  noun: 'alert',
  catalogue: ALERT_CATALOGUE,
  leftOut: SUPPRESSED,
  count: (db, condition) => countCases(db, 'alert', condition),
  countBy: (db, condition, grouping, limit) => countCasesBy(db, 'alert', condition, grouping, limit),
  extent: (db, condition) => caseExtent(db, 'alert', condition),
  page: (db, condition, limit, after) => searchAlerts(db, condition, limit, after),
  rowOf: (db, alert) => ({ ...alert, verdict: verdictOnAlert(db, alert.id)?.verdict ?? null }),
  total: ({ alerts }) => alerts,
};

export const INCIDENTS: Subject<IncidentRow, QueryableIncident> = {
  noun: 'incident',
  catalogue: INCIDENT_CATALOGUE,
  leftOut: null,
  count: (db, condition) => countCases(db, 'incident', condition),
  countBy: (db, condition, grouping, limit) => countCasesBy(db, 'incident', condition, grouping, limit),
  extent: (db, condition) => caseExtent(db, 'incident', condition),
  page: searchIncidents,
  rowOf: (db, incident) => {
    const { status, assignee, tags, verdict } = caseStateOf(db, incident.id);
    return { ...incident, status, assignee, tags, verdict: verdict?.verdict ?? null };
  },
  total: ({ incidents }) => incidents,
};

export const SUBJECTS = { events: EVENTS, alerts: ALERTS, incidents: INCIDENTS } as const;

export type SubjectName = keyof typeof SUBJECTS;
