/** Some rules out of many, with what it takes to run just them: a correlation does not go without those below it. */
import type { CorrelationRule } from '../detect/correlate/rule.ts';
import type { RuleSet, SigmaRule } from '../detect/rule.ts';

type Rules = Pick<RuleSet, 'rules' | 'correlations'>;

/** The rules `ids` of `set`, and below correlations the rules that these are built on, silent unless they were chosen. */
export function chosenRules(set: Rules, ids: ReadonlySet<string>): Rules {
  const needed = new Set(ids);
  for (const { facts, rules } of set.correlations.toReversed()) {
    if (needed.has(facts.id)) for (const { id } of rules) needed.add(id);
  }
  const taken = <Rule extends SigmaRule | CorrelationRule>(rule: Rule): Rule[] => {
    if (!needed.has(rule.facts.id)) return [];
    return [ids.has(rule.facts.id) ? rule : { ...rule, isSilent: true }];
  };
  return { rules: set.rules.flatMap(taken), correlations: set.correlations.flatMap(taken) };
}
