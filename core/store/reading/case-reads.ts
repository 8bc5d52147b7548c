/** What reader threads are asked about alerts and incidents, queries and entities; each is one step. */
import type { Candidate } from '../../query/complete.ts';
import { completionsAt } from '../../query/complete.ts';
import type { Condition } from '../../query/compile.ts';
import type { Grouping } from '../../query/group.ts';
import {
  pageOfAlerts,
  pageOfIncidents,
  type AlertCursor,
  type AlertQuestion,
  type IncidentQuestion,
  type ListedAlert,
  type ListedIncident,
  type ListPage,
} from '../case-pages.ts';
import { countCasesBy, type IncidentCursor } from '../case-search.ts';
import type { ReadableDb } from '../database.ts';
import { contextOf, type ContextQuestion, type EventContext } from '../event-context.ts';
import type { ValueCount } from '../event-count.ts';
import { frequentValuesOf } from '../frequent-values.ts';
import { pageOfMembers, type MemberPage, type MemberQuestion } from '../incident-alerts.ts';
import { graphOf, type Graph } from '../incident-graph.ts';
import { processesOf, type ProcessTrees } from '../incident-processes.ts';
import { storyOf, type Story } from '../incident-story.ts';
import { SUBJECTS, type SubjectName } from '../subject.ts';
import type { OneStep } from './one-step.ts';

interface PictureQuestion {
  readonly id: string;
  readonly limit: number;
}

export interface CaseReads {
  readonly 'incidents.page': OneStep<IncidentQuestion, ListPage<ListedIncident, IncidentCursor>>;
  readonly 'incidents.alerts': OneStep<MemberQuestion, MemberPage | null>;
  readonly 'incidents.story': OneStep<PictureQuestion, Story | null>;
  readonly 'incidents.graph': OneStep<PictureQuestion, Graph | null>;
  readonly 'incidents.processes': OneStep<PictureQuestion, ProcessTrees | null>;
  readonly 'alerts.page': OneStep<AlertQuestion, ListPage<ListedAlert, AlertCursor>>;
  readonly 'cases.countBy': OneStep<
    {
      readonly table: 'alert' | 'incident';
      readonly condition: Condition;
      readonly grouping: Grouping;
      readonly limit: number;
    },
    readonly ValueCount[]
  >;
  readonly 'events.context': OneStep<ContextQuestion, EventContext | null>;
  readonly 'query.complete': OneStep<
    { readonly subject: SubjectName; readonly text: string; readonly at: number },
    readonly Candidate[]
  >;
}

export const CASE_ANSWERS: {
  readonly [Name in keyof CaseReads]: (db: ReadableDb, input: CaseReads[Name]['in']) => CaseReads[Name]['out'];
} = {
  'incidents.page': pageOfIncidents,
  'incidents.alerts': pageOfMembers,
  'incidents.story': (db, { id, limit }) => storyOf(db, id, limit),
  'incidents.graph': (db, { id, limit }) => graphOf(db, id, limit),
  'incidents.processes': (db, { id, limit }) => processesOf(db, id, limit),
  'alerts.page': pageOfAlerts,
  'cases.countBy': (db, { table, condition, grouping, limit }) => countCasesBy(db, table, condition, grouping, limit),
  'events.context': contextOf,
  'query.complete': (db, { subject, text, at }) =>
    completionsAt<never>(text, at, SUBJECTS[subject].catalogue, frequentValuesOf(db, SUBJECTS[subject])),
};
