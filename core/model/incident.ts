/** Incidents: alerts that tell one story, with the reason for each that belongs to it. */
import type { TimeUs } from '../kernel/time.ts';
import type { EntityType } from './entity.ts';
import type { Severity } from './severity.ts';

/**
 * Why an alert is in its incident: what it shares with which other alert, and how far apart they are. The entity is null
 * where the incident starts and where the two share a signal or a moment instead; the text then says so.
 */
export interface LinkReason {
  readonly alertId: string;
  /** The alert it was joined to; null for the alert the incident started from. */
  readonly joinedToAlertId: string | null;
  readonly entityType: EntityType | null;
  readonly entityValue: string | null;
  readonly gapUs: number;
  /** The same in words: "same logon session 0x3e7a1 on ws-12, 4 m apart". */
  readonly text: string;
}

/** One addend of a risk score; the terms add up to the risk. */
export interface RiskTerm {
  readonly name: string;
  readonly points: number;
  readonly reason: string;
}

export interface IncidentEntity {
  readonly type: EntityType;
  readonly value: string;
  readonly label: string;
  readonly alertCount: number;
}

export interface Incident {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /** 0 to 100, the sum of `riskTerms`. */
  readonly risk: number;
  readonly riskTerms: readonly RiskTerm[];
  readonly firstSeenUs: TimeUs;
  readonly lastSeenUs: TimeUs;
  readonly techniques: readonly string[];
  readonly tactics: readonly string[];
  readonly entities: readonly IncidentEntity[];
  readonly alertIds: readonly string[];
  readonly links: readonly LinkReason[];
}
