/**
 * Why a rule fires on an event, or why it does not. The verdict is the engine's: the ways are the router's, the single
 * answers those of the compiled tests; a property test holds the two together.
 */
import type { Logsource } from '../../model/event.ts';
import type { FilterFacts, RuleFacts } from '../../model/hit.ts';
import type { FieldNames } from '../logsource/route.ts';
import type { DetectableEvent } from '../match.ts';
import type { Predicate } from '../predicate.ts';
import type { SigmaRule } from '../rule.ts';
import { createRuleWays, needsOf, routingFacts, type Need, type RoutingFacts, type Way } from './routing.ts';
import { explainPredicate, type ExplainedNode } from './tree.ts';

export interface ExplainedFilter extends FilterFacts {
  /** False where the filter takes the event away. */
  readonly holds: boolean;
  readonly tree: ExplainedNode;
}

/** The rule's whole question, as asked on one way. */
export interface ExplainedQuestion {
  readonly holds: boolean;
  readonly condition: ExplainedNode;
  readonly filters: readonly ExplainedFilter[];
}

export interface ExplainedWay extends Way, ExplainedQuestion {}

export interface Explanation {
  readonly rule: RuleFacts;
  readonly logsource: Logsource;
  readonly path: string;
  readonly line: number;
  /** What `Detector.match` says. */
  readonly isMatch: boolean;
  readonly event: RoutingFacts;
  /** Every way that leads from the event to the rule; empty where none does. */
  readonly ways: readonly ExplainedWay[];
  /** What an event would have to be; set where no way leads here. */
  readonly needs: readonly Need[];
  /** The question as it would be answered if the event did come here; null where there is a way. */
  readonly unrouted: ExplainedQuestion | null;
}

/** Never throws for what the event holds. */
export function explainRule(rule: SigmaRule, event: DetectableEvent): Explanation {
  const ways = createRuleWays(rule)(event).map((way) => ({ ...way, ...questionOf(rule, event, way.renames) }));
  const isOpen = ways.some((way) => way.isOpen);
  return {
    rule: rule.facts,
    logsource: rule.logsource,
    path: rule.path,
    line: rule.line,
    isMatch: ways.some((way) => way.isOpen && way.holds),
    event: routingFacts(event),
    ways,
    needs: isOpen ? [] : needsOf(rule.logsource),
    unrouted: ways.length > 0 ? null : questionOf(rule, event, {}),
  };
}

function questionOf(rule: SigmaRule, { fields }: DetectableEvent, renames: FieldNames): ExplainedQuestion {
  const { own, filters } = partsOf(rule);
  const condition = explainPredicate(own, fields, renames);
  const explained = filters.map(({ facts, predicate }) => {
    const tree = explainPredicate(predicate, fields, renames);
    return { ...facts, holds: tree.holds, tree };
  });
  return { holds: condition.holds && explained.every(({ holds }) => holds), condition, filters: explained };
}

interface Parts {
  readonly own: Predicate;
  readonly filters: readonly { readonly facts: FilterFacts; readonly predicate: Predicate }[];
}

/** A rule with filters is the AND of its own condition and theirs, in the order in which it names them. */
function partsOf({ facts, predicate }: SigmaRule): Parts {
  const filters = facts.filters ?? [];
  if (filters.length === 0 || predicate.kind !== 'and') return { own: predicate, filters: [] };
  const [own, ...rest] = predicate.children;
  return { own: own!, filters: filters.map((filter, index) => ({ facts: filter, predicate: rest[index]! })) };
}
