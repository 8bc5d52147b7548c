/** Alerts: hits and other tools' findings, deduplicated to one per set of facts. */
import type { TimeUs } from '../kernel/time.ts';
import type { EntityMention } from './entity.ts';
import type { Severity } from './severity.ts';

/**
 * One finding before deduplication, whoever made it: a rule of ours on an event, or another tool through `submit`.
 * `sequence` is unique and gives equal times a stable order.
 */
export interface Finding {
  readonly sequence: number;
  readonly timeUs: TimeUs;
  /** What was found; with `signal` it names the kind of finding. */
  readonly title: string;
  /** Stable name of the detection: the Sigma rule id, or the tool's own. */
  readonly signal: string;
  /** Who found it: `vedette` or the other tool. */
  readonly detector: string;
  readonly severity: Severity;
  readonly techniques: readonly string[];
  readonly tactics: readonly string[];
  readonly entities: readonly EntityMention[];
}

export interface Alert {
  /** Derived from its facts, so the same evidence gives the same id whatever order it came in. */
  readonly id: string;
  readonly title: string;
  readonly signal: string;
  readonly detector: string;
  readonly severity: Severity;
  readonly techniques: readonly string[];
  readonly tactics: readonly string[];
  readonly entities: readonly EntityMention[];
  readonly firstSeenUs: TimeUs;
  readonly lastSeenUs: TimeUs;
  /** Findings it stands for; at least 1. */
  readonly count: number;
}
