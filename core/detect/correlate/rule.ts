/**
 * A correlation rule as read from its file (Sigma 2.1.0, correlation rules specification): which rules' matches it
 * relates, over how long, for whom, and what must be true of them. Plain data.
 */
import type { RuleFacts } from '../../model/hit.ts';

export const CORRELATION_TYPES = [
  'event_count',
  'value_count',
  'temporal',
  'temporal_ordered',
  'value_sum',
  'value_avg',
  'value_percentile',
  'value_median',
] as const;
export type CorrelationType = (typeof CORRELATION_TYPES)[number];

export const BOUND_OPERATORS = ['gt', 'gte', 'lt', 'lte', 'eq', 'neq'] as const;
export type BoundOperator = (typeof BOUND_OPERATORS)[number];

export interface Bound {
  readonly operator: BoundOperator;
  readonly value: number;
}

/** Which of the rules must have matched; `rule` is a position among the correlation's rules. */
export type Expression =
  | { readonly kind: 'rule'; readonly rule: number }
  | { readonly kind: 'not'; readonly child: Expression }
  | { readonly kind: 'and' | 'or'; readonly children: readonly Expression[] };

export type CorrelationCondition =
  /** All of them hold for the measured number; there is at least one. */
  | { readonly kind: 'bounds'; readonly bounds: readonly Bound[] }
  | { readonly kind: 'expression'; readonly expression: Expression };

export interface CorrelatedRule {
  /** As the correlation rule writes it: an id or a name. */
  readonly reference: string;
  readonly id: string;
  /** Where to find each of the correlation's `groupBy` in this rule's events. */
  readonly groupFields: readonly string[];
  /** The same for `valueFields`. */
  readonly valueFields: readonly string[];
}

export interface CorrelationRule {
  readonly facts: RuleFacts;
  readonly name?: string;
  readonly status: string;
  readonly description: string;
  readonly references: readonly string[];
  readonly falsePositives: readonly string[];
  readonly type: CorrelationType;
  readonly rules: readonly CorrelatedRule[];
  /** Fields or aliases; none where all events are one group. */
  readonly groupBy: readonly string[];
  /** The field (or fields, read as one) that is counted or measured; none where events are. */
  readonly valueFields: readonly string[];
  /** Which percentile is measured; null where the share of each value is (spec's own example). */
  readonly percentile: number | null;
  readonly timespanUs: number;
  readonly condition: CorrelationCondition;
  /** Whether the rules it is built on report their own hits too. */
  readonly generate: boolean;
  /** As of a `SigmaRule`. */
  readonly isSilent?: boolean;
  readonly path: string;
  /** 1-based line of the file on which the rule starts. */
  readonly line: number;
}
