/**
 * What we know about one kind of event, as data: its OCSF class and activity, the line people read, the entities it
 * names, and where its fields go in OCSF. The first three are worked out for every event, the last one on demand.
 */
import type { TimeUs } from '../kernel/time.ts';
import type { Fields } from '../model/fields.ts';
import type { Severity } from '../model/severity.ts';
import type { Mentions } from './mentions.ts';
import type { Message } from './message.ts';

/** Names one entity, or several of one kind, from an event's fields. */
export type EntityRule = (mentions: Mentions, fields: Fields, timeUs: TimeUs) => void;

/** An activity, or one that the fields decide; a table compares a field's value in lower case. */
export type Activity =
  | number
  | ((fields: Fields) => number)
  | { readonly field: string; readonly values: Readonly<Record<string, number>>; readonly otherwise: number };

/**
 * OCSF path to where its value comes from: `Field`, `Field|converter`, `=literal text` or `#number`. Several sources
 * separated by a space: the first that has a value counts.
 */
export type OcsfPaths = Readonly<Record<string, string>>;

export interface EventMapping {
  /** `product/log/id`, such as `windows/sysmon/1`. */
  readonly name: string;
  readonly classUid: number;
  readonly activity: Activity;
  /** Null: as the record says. */
  readonly severity: Severity | null;
  readonly message: Message;
  readonly entities: readonly EntityRule[];
  readonly ocsf: OcsfPaths;
}

export function activityOf(mapping: EventMapping, fields: Fields): number {
  const { activity } = mapping;
  if (typeof activity === 'number') return activity;
  if (typeof activity === 'function') return activity(fields);
  const value = fields[activity.field];
  if (value === undefined || value === null) return activity.otherwise;
  const key = String(value as string | number).toLowerCase();
  return Object.hasOwn(activity.values, key) ? activity.values[key]! : activity.otherwise;
}
