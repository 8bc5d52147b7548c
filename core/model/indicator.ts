/** What others say is bad, or what we say is not: matched against the entities of alerts. */
import type { TimeUs } from '../kernel/time.ts';
import type { EntityType } from './entity.ts';

export const INDICATOR_TYPES = ['ip', 'domain', 'url', 'hash', 'mail'] as const satisfies readonly EntityType[];

export type IndicatorType = (typeof INDICATOR_TYPES)[number];

export interface Indicator {
  readonly id: number;
  readonly type: IndicatorType;
  /** Canonical; an `ip` may be a network such as `203.0.113.0/24`, a `domain` stands for its subdomains too. */
  readonly value: string;
  /** Who lists it. */
  readonly source: string;
  /** Event time; what began after it does not match. Null for no end. */
  readonly expiresUs: TimeUs | null;
  /** True for an exception: what it names is never a match, whatever lists it. */
  readonly isAllowed: boolean;
}

/** An indicator seen in an alert. */
export interface Sighting {
  readonly alertId: string;
  /** What the alert names. */
  readonly entityType: EntityType;
  readonly entityValue: string;
  /** The indicator that names it. */
  readonly indicator: Pick<Indicator, 'id' | 'type' | 'value' | 'source'>;
}
