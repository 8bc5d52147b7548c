/** What a correlation found, and which events it was made of. */
import type { RuleFacts } from '../../model/hit.ts';
import type { EventKey } from './event-log.ts';
import type { CorrelationType } from './rule.ts';

/** One event that made a correlation true, and the rule it had matched. */
export interface Contribution {
  readonly event: EventKey;
  readonly timeUs: number;
  readonly ruleId: string;
}

export interface CorrelationHit {
  readonly rule: RuleFacts;
  readonly type: CorrelationType;
  /** When the correlation became true: the time of the event that completed it, or the end of the timespan. */
  readonly timeUs: number;
  /** Of the contributing events. */
  readonly firstUs: number;
  readonly lastUs: number;
  /** The `group-by` names with the values of this group, as the first event wrote them; empty without `group-by`. */
  readonly group: readonly { readonly field: string; readonly value: string }[];
  /** The number that the condition was about: events, values, a sum, a share in percent, matched rules. */
  readonly measured: number;
  /** In order of time, events of correlations that this one is built on among them; the latest ones where they are many. */
  readonly contributions: readonly Contribution[];
  /** How many matches contributed, those left out of `contributions` included. */
  readonly eventCount: number;
}
