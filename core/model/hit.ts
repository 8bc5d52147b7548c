/** A rule that matched an event, with what made it match. */
import type { FieldScalar } from './fields.ts';
import type { Severity } from './severity.ts';

/** One field (or keyword, with an empty name) of the event that satisfied part of a selection. */
export interface MatchedField {
  readonly selection: string;
  readonly field: string;
  readonly value: FieldScalar;
}

/** A filter that stands in a rule's condition: the event of a hit has passed it. */
export interface FilterFacts {
  readonly id: string;
  readonly title: string;
}

/** What a hit says about its rule; the author goes with every hit, as the rules' licences ask. */
export interface RuleFacts {
  readonly id: string;
  readonly title: string;
  readonly level: Severity;
  readonly author: string;
  /** ATT&CK techniques, upper case: `T1059.001`. */
  readonly techniques: readonly string[];
  /** ATT&CK tactics as Sigma tags them: `defense-evasion`. */
  readonly tactics: readonly string[];
  /** The filters that were evaluated with the rule; missing where there are none. */
  readonly filters?: readonly FilterFacts[];
}

export interface RuleHit {
  readonly rule: RuleFacts;
  readonly matched: readonly MatchedField[];
}
