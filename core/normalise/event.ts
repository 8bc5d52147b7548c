/** Puts an event together from a record, its fields and the mapping that knows its kind. */
import type { NormalisedEvent, Logsource } from '../model/event.ts';
import type { Fields } from '../model/fields.ts';
import type { SourceRecord } from '../model/record.ts';
import type { Severity } from '../model/severity.ts';
import type { EventTime } from './event-time.ts';
import { activityOf, type EventMapping } from './mapping.ts';
import { Mentions } from './mentions.ts';

export interface EventParts {
  readonly mapping: EventMapping;
  readonly time: EventTime;
  readonly fields: Fields;
  /** The device the event happened on; empty where none is named. */
  readonly host: string;
  readonly logsource: Logsource;
  /** What the record says of its severity, where the mapping does not know better. */
  readonly severity: Severity;
  /** The format's own record number where the reader did not know it. */
  readonly number?: number;
}

export function buildEvent(record: SourceRecord, parts: EventParts): NormalisedEvent {
  const { mapping, time, fields } = parts;
  const mentions = new Mentions();
  if (parts.host !== '') mentions.device(parts.host);
  for (const rule of mapping.entities) rule(mentions, fields, time.timeUs);
  return {
    place: {
      ordinal: record.ordinal,
      number: parts.number ?? record.number,
      offset: record.offset,
      lengthBytes: record.lengthBytes,
      isRecovered: record.isRecovered,
    },
    timeUs: time.timeUs,
    timeOrigin: time.origin,
    timeText: time.text,
    classUid: mapping.classUid,
    activityId: activityOf(mapping, fields),
    severity: mapping.severity ?? parts.severity,
    message: mapping.message(fields),
    logsource: parts.logsource,
    fields,
    entities: mentions.list,
    mapping: mapping.name,
  };
}
