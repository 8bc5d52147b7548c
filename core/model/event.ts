/** One thing that happened, told in our own words; the raw record stays reachable through `place`. */
import type { TimeUs } from '../kernel/time.ts';
import type { EntityMention } from './entity.ts';
import type { Fields } from './fields.ts';
import type { Severity } from './severity.ts';

/** Where an event's raw record is: the batch names the source, these name the bytes within it. */
export interface RecordPlace {
  readonly ordinal: number;
  readonly number: number;
  readonly offset: number;
  readonly lengthBytes: number;
  /** True for a record found outside the live part of a file; it may be old, and a part of it overwritten. */
  readonly isRecovered: boolean;
}

/** Where a log came from in Sigma's terms, where the record itself says so (a labelled data set, a product's own log). */
export interface Logsource {
  readonly product?: string;
  readonly category?: string;
  readonly service?: string;
}

/** Why an event's time is what it is. */
export type TimeOrigin =
  | 'zoned' // the record named an instant
  | 'assumed_utc' // the record named a time without a zone
  | 'missing'; // the record named none; time is 0 and the event is left out of correlation

/** What a sensor that wrote the event had found by itself: an IDS alert, a malware verdict. */
export interface SensorFinding {
  /** The product that found it: `suricata`. */
  readonly detector: string;
  /** Stable name of the detection within the detector: its signature id. */
  readonly signal: string;
  readonly title: string;
  /** ATT&CK techniques the sensor names, upper case. */
  readonly techniques: readonly string[];
}

export interface NormalisedEvent {
  readonly place: RecordPlace;
  readonly timeUs: TimeUs;
  readonly timeOrigin: TimeOrigin;
  /** The time as the source wrote it; empty where it wrote none. */
  readonly timeText: string;
  /** OCSF class and activity; the full OCSF object is built on demand by `toOcsf`. */
  readonly classUid: number;
  readonly activityId: number;
  readonly severity: Severity;
  /** One line a person can read without knowing the format. */
  readonly message: string;
  readonly logsource: Logsource;
  readonly fields: Fields;
  readonly entities: readonly EntityMention[];
  /** Set where the event itself is an alert. */
  readonly sensorFinding?: SensorFinding;
  /** Name of the mapping that made this event, such as `windows/sysmon/1`; documentation and tests name it. */
  readonly mapping: string;
}
