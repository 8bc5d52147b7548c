/** What can be asked about alerts and incidents. */
import { CASE_STATUSES, FIRST_STATUS } from '../model/case-status.ts';
import { SEVERITIES } from '../model/severity.ts';
import { VERDICTS } from '../model/verdict.ts';
import type { Catalogue, FieldDefinition } from './catalogue.ts';
import { entityFields } from './entity-fields.ts';
import type { QueryableAlert, QueryableIncident } from './rows.ts';
import { sql, type Sql } from './sql.ts';

type Either = QueryableAlert | QueryableIncident;

interface Table {
  readonly title: Sql;
  readonly severity: Sql;
  readonly firstUs: Sql;
  readonly lastUs: Sql;
  readonly techniques: Sql;
  readonly tactics: Sql;
  readonly id: Sql;
}

interface Shared<Row> {
  readonly title: FieldDefinition<Row>;
  readonly time: FieldDefinition<Row>;
  readonly rest: readonly FieldDefinition<Row>[];
}

/** Fields that alerts and incidents have in common. */
function shared<Row extends Either>(table: Table): Shared<Row> {
  const moment = (
    name: string,
    aliases: readonly string[],
    about: string,
    column: Sql,
    read: (row: Row) => number,
  ): FieldDefinition<Row> => ({
    name,
    aliases,
    about,
    type: 'time',
    storage: { kind: 'span', from: column, to: column, read: (row) => ({ fromUs: read(row), toUs: read(row) }) },
  });
  return {
    title: {
      name: 'title',
      aliases: ['message', 'text'],
      about: 'what was found; searched for words',
      type: 'prose',
      storage: { kind: 'column', column: table.title, holds: 'text', read: (row) => row.title },
    },
    time: {
      name: 'time',
      aliases: ['timestamp', '@timestamp'],
      about: 'any moment between first and last sighting',
      type: 'time',
      storage: {
        kind: 'span',
        from: table.firstUs,
        to: table.lastUs,
        read: (row) => ({ fromUs: row.firstSeenUs, toUs: row.lastSeenUs }),
      },
    },
    rest: [
      moment('first_seen', ['first'], 'when it was first seen', table.firstUs, (row) => row.firstSeenUs),
      moment('last_seen', ['last'], 'when it was last seen', table.lastUs, (row) => row.lastSeenUs),
      {
        name: 'severity',
        aliases: ['level'],
        about: SEVERITIES.join(', '),
        type: 'severity',
        storage: { kind: 'column', column: table.severity, holds: 'integer', read: (row) => row.severity },
      },
      {
        name: 'technique',
        aliases: ['techniques', 'attack.technique'],
        about: 'ATT&CK technique: T1059.001',
        type: 'text',
        storage: { kind: 'list', column: table.techniques, read: (row) => row.techniques },
      },
      {
        name: 'tactic',
        aliases: ['tactics', 'attack.tactic'],
        about: 'ATT&CK tactic: lateral-movement',
        type: 'text',
        storage: { kind: 'list', column: table.tactics, read: (row) => row.tactics },
      },
      {
        name: 'id',
        aliases: ['uid'],
        about: 'its id, or the start of it with a `*`',
        type: 'text',
        storage: { kind: 'column', column: table.id, holds: 'text', read: (row) => row.id },
      },
    ],
  };
}

const alerts = shared<QueryableAlert>({
  title: sql`alert.title`,
  severity: sql`alert.severity`,
  firstUs: sql`alert.first_us`,
  lastUs: sql`alert.last_us`,
  techniques: sql`alert.techniques`,
  tactics: sql`alert.tactics`,
  id: sql`alert.id`,
});

/** A list of none or one, because a test of a missing number would be neither true nor false in the database. */
const SUPPRESSED: FieldDefinition<QueryableAlert> = {
  name: 'suppressed',
  aliases: ['suppression'],
  about: 'number of the suppression that hides it; lists leave such alerts out unless they are asked for',
  type: 'number',
  storage: {
    kind: 'list',
    column: sql`CASE WHEN alert.suppression_id IS NULL THEN '[]' ELSE json_array(alert.suppression_id) END`,
    read: ({ suppressionId }) => (suppressionId == null ? [] : [String(suppressionId)]),
  },
};

/** What people say, in tables that the store keeps up to date; a list of none or one. */
const ALERT_VERDICT: FieldDefinition<QueryableAlert> = {
  name: 'verdict',
  aliases: [],
  about: `what somebody said it turned out to be: ${VERDICTS.join(', ')}`,
  type: 'text',
  oneOf: VERDICTS,
  storage: {
    kind: 'list',
    column: sql`coalesce((SELECT json_array(verdict) FROM alert_verdict WHERE alert_id = alert.id), '[]')`,
    read: ({ verdict }) => (verdict == null ? [] : [verdict]),
  },
};

export const ALERT_CATALOGUE: Catalogue<QueryableAlert> = {
  subject: 'alerts',
  fields: [
    alerts.title,
    alerts.time,
    ...alerts.rest,
    {
      name: 'rule',
      aliases: ['signal', 'rule.id', 'rule_id'],
      about: 'the detection that found it',
      type: 'text',
      storage: { kind: 'column', column: sql`alert.signal`, holds: 'text', read: (alert) => alert.signal },
    },
    {
      name: 'detector',
      aliases: ['source', 'product'],
      about: 'who found it: vedette or another tool',
      type: 'text',
      storage: { kind: 'column', column: sql`alert.detector`, holds: 'text', read: (alert) => alert.detector },
    },
    {
      name: 'count',
      aliases: ['findings'],
      about: 'findings it stands for',
      type: 'number',
      storage: { kind: 'column', column: sql`alert.count`, holds: 'integer', read: (alert) => alert.count },
    },
    ...entityFields<QueryableAlert>({ kind: 'json', column: sql`alert.entities` }, (alert) => alert.entities, true),
    ALERT_VERDICT,
    SUPPRESSED,
  ],
  prose: alerts.title,
  time: alerts.time,
  wordIndex: null,
  otherField: null,
};

/** What a suppression can ask for: everything but what suppressions do and what people say later. */
export const SCOPE_CATALOGUE: Catalogue<QueryableAlert> = {
  ...ALERT_CATALOGUE,
  fields: ALERT_CATALOGUE.fields.filter((field) => field !== SUPPRESSED && field !== ALERT_VERDICT),
};

const incidents = shared<QueryableIncident>({
  title: sql`incident.title`,
  severity: sql`incident.severity`,
  firstUs: sql`incident.first_us`,
  lastUs: sql`incident.last_us`,
  techniques: sql`incident.techniques`,
  tactics: sql`incident.tactics`,
  id: sql`incident.id`,
});

/** What people say of an incident. */
const WORK: readonly FieldDefinition<QueryableIncident>[] = [
  {
    name: 'status',
    aliases: ['state'],
    about: `where work on it stands: ${CASE_STATUSES.join(', ')}`,
    type: 'text',
    oneOf: CASE_STATUSES,
    storage: {
      kind: 'column',
      column: sql`coalesce((SELECT status FROM case_state WHERE incident_id = incident.id), ${FIRST_STATUS})`,
      holds: 'text',
      read: ({ status }) => status ?? FIRST_STATUS,
    },
  },
  {
    name: 'assignee',
    aliases: ['assigned', 'owner'],
    about: 'who works on it; `not assignee:*` for nobody',
    type: 'text',
    storage: {
      kind: 'list',
      column: stateSql(sql`CASE WHEN assignee IS NULL THEN '[]' ELSE json_array(assignee) END`),
      read: ({ assignee }) => (assignee == null ? [] : [assignee]),
    },
  },
  {
    name: 'tag',
    aliases: ['tags', 'label'],
    about: 'a tag that somebody gave it',
    type: 'text',
    storage: { kind: 'list', column: stateSql(sql`tags`), read: ({ tags }) => tags ?? [] },
  },
  {
    name: 'verdict',
    aliases: [],
    about: `what somebody said it turned out to be: ${VERDICTS.join(', ')}`,
    type: 'text',
    oneOf: VERDICTS,
    storage: {
      kind: 'list',
      column: stateSql(sql`CASE WHEN verdict IS NULL THEN '[]' ELSE json_array(verdict) END`),
      read: ({ verdict }) => (verdict == null ? [] : [verdict]),
    },
  },
];

/** A list from the incident's row among what people say, empty where it has none. */
function stateSql(list: Sql): Sql {
  return sql`coalesce((SELECT ${list} FROM case_state WHERE incident_id = incident.id), '[]')`;
}

export const INCIDENT_CATALOGUE: Catalogue<QueryableIncident> = {
  subject: 'incidents',
  fields: [
    incidents.title,
    incidents.time,
    ...incidents.rest,
    {
      name: 'rank',
      aliases: [],
      about: 'place in the queue; 1 is the most pressing',
      type: 'number',
      storage: { kind: 'column', column: sql`incident.rank`, holds: 'integer', read: (incident) => incident.rank },
    },
    {
      name: 'risk',
      aliases: ['score'],
      about: '0 to 100',
      type: 'number',
      storage: { kind: 'column', column: sql`incident.risk`, holds: 'integer', read: (incident) => incident.risk },
    },
    ...entityFields<QueryableIncident>(
      { kind: 'json', column: sql`incident.entities` },
      (incident) => incident.entities,
      false,
    ),
    ...WORK,
  ],
  prose: incidents.title,
  time: incidents.time,
  wordIndex: null,
  otherField: null,
};
