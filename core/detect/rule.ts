/** A Sigma rule as read from its file: what it says about itself, where it applies, what it asks. Plain data. */
import type { ErrorCode } from '../kernel/errors.ts';
import type { Logsource } from '../model/event.ts';
import type { RuleFacts } from '../model/hit.ts';
import type { CorrelationRule } from './correlate/rule.ts';
import type { SigmaFilter } from './filter/filter.ts';
import type { Predicate } from './predicate.ts';

export interface SigmaRule {
  readonly facts: RuleFacts;
  /** What correlation rules and filters may call it by beside its id. */
  readonly name?: string;
  /**
   * True where correlation rules are built on it and none of them asks for its own hits too (`generate`): then it is
   * matched for them, and its hits are no findings.
   */
  readonly isSilent?: boolean;
  /** `stable`, `test`, `experimental` …; empty where the rule names none. */
  readonly status: string;
  readonly description: string;
  readonly references: readonly string[];
  readonly falsePositives: readonly string[];
  /** At least one key is set; lower case. */
  readonly logsource: Logsource;
  /** Everything the rule asks, with field names as the rule writes them. */
  readonly predicate: Predicate;
  readonly path: string;
  /** 1-based line of the file on which the rule starts. */
  readonly line: number;
}

/** A rule that is not evaluated, and why. */
export interface RefusedRule {
  readonly path: string;
  /** 1-based; null where the reason has no place. */
  readonly line: number | null;
  readonly ruleId: string | null;
  readonly title: string | null;
  readonly code: Extract<ErrorCode, 'E_RULE_INVALID' | 'E_RULE_UNSUPPORTED'>;
  /** What in the rule it is about, as written: `CommandLine|foo`, `condition`, `logsource`. */
  readonly field: string | null;
  readonly reason: string;
}

/** A YAML document that is no Sigma document at all. */
export interface ForeignDocument {
  readonly path: string;
  readonly line: number;
  readonly reason: string;
}

export interface RuleSet {
  /** With the conditions of their filters. */
  readonly rules: readonly SigmaRule[];
  /** Every rule before those that are built on it. */
  readonly correlations: readonly CorrelationRule[];
  readonly filters: readonly SigmaFilter[];
  readonly refused: readonly RefusedRule[];
  /** Documents that are valid YAML and no Sigma. */
  readonly notSigma: readonly ForeignDocument[];
}
