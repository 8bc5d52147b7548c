/** What can be asked for in the query language: events, alerts and incidents, each with how the store answers. */
import { VedetteError } from '../kernel/errors.ts';
import { ALERT_CATALOGUE, INCIDENT_CATALOGUE } from '../query/alert-fields.ts';
import type { Expression } from '../query/ast.ts';
import type { Catalogue } from '../query/catalogue.ts';
import type { Condition } from '../query/compile.ts';
import type { Grouping } from '../query/group.ts';
import type { QueryableAlert, QueryableEvent, QueryableIncident } from '../query/rows.ts';
import type { AlertRow } from '../store/alerts.ts';
import { caseExtent, countCases, countCasesBy, searchAlerts, searchIncidents } from '../store/case-search.ts';
import type { ReadableDb } from '../store/database.ts';
import { countEvents, countEventsBy, eventExtent, type TimeExtent, type ValueCount } from '../store/event-count.ts';
import { EVENT_CATALOGUE, searchEvents } from '../store/event-search.ts';
import { entitiesOfEvent, type EventRow } from '../store/events.ts';
import type { IncidentRow } from '../store/incidents.ts';
import type { WorkspaceCounts } from '../store/overview.ts';
import type { OnStep } from '../store/query-run.ts';

export interface LeftOut {
  readonly field: string;
  /** Rows in which the field has no value are what is asked for. */
  readonly unless: Expression;
}

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
  page: searchAlerts,
  rowOf: (_, alert) => alert,
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
  rowOf: (_, incident) => incident,
  total: ({ incidents }) => incidents,
};

export const SUBJECT_NAMES = ['events', 'alerts', 'incidents'] as const;

/** The subject that `--of` names. Throws `E_USAGE` for any other. */
export function subjectNamed(name: string): Asked {
  const found = [EVENTS, ALERTS, INCIDENTS].find(({ catalogue }) => catalogue.subject === name);
  if (found === undefined) throw new VedetteError('E_USAGE', `--of ${name}: it is one of ${SUBJECT_NAMES.join(', ')}`);
  return found;
}
