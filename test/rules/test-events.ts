/**
 * Turns a rule's flat test event into what a detector sees: directly, and as a record in its product's own form that
 * went through shape recognition and normalisation.
 */
import { recogniseShape } from '../../core/connectors/registry.ts';
import type { DetectableEvent } from '../../core/detect/match.ts';
import type { NormalisedEvent } from '../../core/model/event.ts';
import type { Fields, FieldValue } from '../../core/model/fields.ts';

export type TestEvent = Fields;

/** The event under the label that its fields imply. */
export function asWritten(event: TestEvent): DetectableEvent {
  if ('Channel' in event) return { fields: event, logsource: { product: 'windows' } };
  if ('eventSource' in event) return { fields: event, logsource: { product: 'aws', service: 'cloudtrail' } };
  return { fields: event, logsource: { product: 'suricata', service: String(event['event_type']) } };
}

export function normalised(event: TestEvent): NormalisedEvent {
  const value = 'Channel' in event ? windowsRecord(event) : nested(event);
  return recogniseShape(value).normalise({
    ordinal: 1,
    number: 1,
    offset: 0,
    lengthBytes: 0,
    value,
    isRecovered: false,
  });
}

function windowsRecord({ Channel, Provider_Name, EventID, Computer, ...data }: TestEvent): unknown {
  return {
    Event: {
      System: {
        Provider: { '#attributes': { Name: Provider_Name } },
        EventID,
        Channel,
        Computer,
        TimeCreated: { '#attributes': { SystemTime: '2026-03-11T09:14:27.120Z' } },
      },
      EventData: data,
    },
  };
}

function nested(event: TestEvent): unknown {
  const root: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(event)) place(root, name.split('.'), value);
  return root;
}

function place(into: Record<string, unknown>, [name, ...rest]: readonly string[], value: FieldValue): void {
  if (name === undefined) return;
  if (rest.length === 0) into[name] = value;
  else place((into[name] ??= {}) as Record<string, unknown>, rest, value);
}
