/**
 * Any other JSON record: all its fields are kept, and only what many products name alike is understood. It guesses
 * little on purpose, since a wrong host or user would join strangers in one incident.
 */
import type { Logsource, NormalisedEvent } from '../../model/event.ts';
import type { FieldValue } from '../../model/fields.ts';
import type { SourceRecord } from '../../model/record.ts';
import { isSeverity, type Severity } from '../../model/severity.ts';
import { buildEvent } from '../../normalise/event.ts';
import { NO_TIME, readTime, type EventTime } from '../../normalise/event-time.ts';
import { flatten, isRecord, textOf, type MutableFields } from '../../normalise/fields.ts';
import type { Shape } from '../connector.ts';
import { genericMapping, HOST_NAMES } from './mapping.ts';

export const genericShape: Shape = {
  id: 'generic',
  title: 'Other JSON',
  recognise: (value) => (isRecord(value) ? 0.05 : 0.01),
  normalise(record: SourceRecord): NormalisedEvent {
    const fields = isRecord(record.value) ? flatten(record.value) : { value: scalarOf(record.value) };
    const host = HOST_NAMES.map((name) => textOf(fields[name])).find((name) => name !== null) ?? '';
    return buildEvent(record, {
      mapping: genericMapping,
      time: timeOf(fields),
      fields,
      host,
      logsource: logsourceOf(fields),
      severity: severityOf(fields),
    });
  },
};

function scalarOf(value: unknown): FieldValue {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : (JSON.stringify(value) ?? null);
}

/** Names of the event's own time before names of its arrival. */
const TIME_NAMES = [
  'timestamp',
  'event_time',
  'eventtime',
  'eventTime',
  'EventTime',
  'TimeCreated',
  'TimeGenerated',
  'event.created',
  'event.start',
  'ts',
  'time',
  'Timestamp',
  'Time',
  'datetime',
  'date_time',
  'date',
  'created_at',
  'createdDateTime',
  'activityDateTime',
  'published',
  '_time',
  '@timestamp',
] as const;

function timeOf(fields: MutableFields): EventTime {
  for (const name of TIME_NAMES) {
    const time = readTime(fields[name]);
    if (time !== null) return time;
  }
  return NO_TIME;
}

/** A labelled record says in Sigma's words where it came from. */
function logsourceOf(fields: MutableFields): Logsource {
  const label = (name: string): string | undefined => {
    const value = fields[name];
    return typeof value === 'string' && /^[a-z0-9_.-]{2,64}$/.test(value) ? value : undefined;
  };
  const [product, category, service] = [label('product'), label('category'), label('service')];
  if (product === undefined && category === undefined) return {};
  return {
    ...(product === undefined ? {} : { product }),
    ...(category === undefined ? {} : { category }),
    ...(service === undefined ? {} : { service }),
  };
}

function severityOf(fields: MutableFields): Severity {
  const word = textOf(fields['severity'] ?? fields['event.severity'])?.toLowerCase();
  return word !== undefined && isSeverity(word) ? word : 'informational';
}
