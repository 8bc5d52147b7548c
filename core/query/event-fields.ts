/** What can be asked about events. */
import { SEVERITIES } from '../model/severity.ts';
import type { Catalogue, FieldDefinition, JsonObject } from './catalogue.ts';
import { entityFields } from './entity-fields.ts';
import type { QueryableEvent } from './rows.ts';
import { SOURCE_FIELDS } from './sigma-fields.ts';
import { sql, type Sql } from './sql.ts';

type Field = FieldDefinition<QueryableEvent>;

/** The field by which Windows tells its events apart; the store keeps it beside the fields. */
export const CODE_FIELD = 'EventID';

/** What lies in blocks is reached through functions of the store. */
const RECORD_FIELDS: JsonObject = {
  text: sql`fields_of(event.id)`,
  holds: (part) => sql`fields_hold(event.id, ${part})`,
};
const LOGSOURCE = sql`logsource_of(event.id)`;

const time: Field = {
  name: 'time',
  aliases: ['timestamp', '@timestamp', '_time', 'TimeCreated'],
  about: 'when it happened',
  type: 'time',
  storage: {
    kind: 'span',
    from: sql`event.time_us`,
    to: sql`event.time_us`,
    read: ({ timeUs }) => ({ fromUs: timeUs, toUs: timeUs }),
  },
};

const message: Field = {
  name: 'message',
  aliases: ['msg', 'text'],
  about: 'the line people read; searched for words',
  type: 'prose',
  storage: { kind: 'column', column: sql`message_of(event.id)`, holds: 'text', read: (event) => event.message },
};

const TALLIED: ReadonlySet<string> = new Set(['severity', 'class_uid', 'activity_id']);

function column(
  name: string,
  aliases: readonly string[],
  about: string,
  type: Field['type'],
  of: Sql,
  read: (event: QueryableEvent) => string | number,
): Field {
  const holds = type === 'text' ? 'text' : 'integer';
  const isTallied = TALLIED.has(name);
  return { name, aliases, about, type, storage: { kind: 'column', column: of, holds, read }, isTallied };
}

function logsource(name: 'product' | 'category' | 'service'): Field {
  return {
    name: `logsource.${name}`,
    aliases: [],
    about: `the logsource's ${name}, where the record itself says so`,
    type: 'text',
    storage: {
      kind: 'json',
      object: { text: LOGSOURCE, holds: (part) => sql`instr(lower(${LOGSOURCE}), ${part}) > 0` },
      names: [name],
      read: (event) => ({ ...event.logsource }),
    },
  };
}

const own: readonly Field[] = [
  time,
  message,
  column(
    'severity',
    ['severity_id'],
    SEVERITIES.join(', '),
    'severity',
    sql`event.severity`,
    (event) => event.severity,
  ),
  {
    name: 'kind',
    aliases: ['mapping', 'event.kind'],
    about: 'what sort of event: windows/sysmon/1',
    type: 'text',
    storage: {
      kind: 'reference',
      key: sql`event.kind_id`,
      table: sql`label`,
      column: sql`text`,
      facets: ['label'],
      read: (event) => event.mapping,
    },
    isTallied: true,
  },
  column(
    'class_uid',
    ['class'],
    'OCSF class, such as 1007 for process activity',
    'number',
    sql`event.class_uid`,
    (event) => event.classUid,
  ),
  column(
    'activity_id',
    ['activity'],
    'OCSF activity within the class',
    'number',
    sql`event.activity_id`,
    (event) => event.activityId,
  ),
  column(
    'id',
    ['event.id'],
    'number of the event in this workspace: e12',
    'event_id',
    sql`event.id`,
    (event) => event.id,
  ),
  column(
    'record',
    ['record_number'],
    'number the format gives the record',
    'number',
    sql`event.record_number`,
    (event) => event.recordNumber,
  ),
  column('ordinal', [], 'position in its source, from 1', 'number', sql`event.ordinal`, (event) => event.ordinal),
  {
    name: 'source',
    aliases: ['source.path', 'log.file.path'],
    about: 'the evidence it comes from, by path or file name',
    type: 'text',
    storage: {
      kind: 'reference',
      key: sql`event.source_id`,
      table: sql`source`,
      column: sql`path`,
      facets: ['label', 'fileName'],
      read: (event) => event.sourcePath,
    },
  },
  logsource('product'),
  logsource('category'),
  logsource('service'),
  {
    name: 'any',
    aliases: ['any_field'],
    about: 'any of the fields of the record',
    type: 'text',
    storage: { kind: 'json', object: RECORD_FIELDS, names: null, read: (event) => event.fields },
  },
];

const sourceFields: readonly Field[] = SOURCE_FIELDS.map(({ name, aliases = [], alsoIn = [] }) => ({
  name,
  aliases,
  about: 'field of the record',
  type: 'text',
  isTallied: name === CODE_FIELD,
  storage:
    name === CODE_FIELD
      ? {
          kind: 'code',
          key: sql`event.code_id`,
          table: sql`label`,
          object: RECORD_FIELDS,
          name,
          read: (event) => event.fields,
        }
      : { kind: 'json', object: RECORD_FIELDS, names: [name, ...alsoIn], read: (event) => event.fields },
}));

export function eventCatalogue(): Catalogue<QueryableEvent> {
  return {
    subject: 'events',
    fields: [
      ...own,
      ...entityFields<QueryableEvent>({ kind: 'index' }, (event) => event.entities, true),
      ...sourceFields,
    ],
    prose: message,
    time,
    wordIndex: sql`event_words`,
    otherField,
  };
}

/** `fields.NAME` reaches a record's own field where one of ours has taken its name. */
function otherField(name: string): Field {
  return {
    name,
    aliases: [],
    about: 'field of the record',
    type: 'text',
    storage: {
      kind: 'spelling',
      object: RECORD_FIELDS,
      name: name.replace(/^fields\./i, ''),
      read: (event) => event.fields,
    },
  };
}
