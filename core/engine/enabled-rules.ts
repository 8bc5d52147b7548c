/**
 * Rules without those that somebody switched off. A rule that an enabled correlation is built on goes on being matched
 * for it, and its hits are no findings, just as where its author wrote it for the correlation alone: whoever switches off
 * a noisy failed logon still wants to hear of a thousand of them.
 */
import { withoutFilters } from '../detect/filter/filter.ts';
import type { RuleSet } from '../detect/rule.ts';

type Rules = Pick<RuleSet, 'rules' | 'correlations'>;

export function enabledRules({ rules, correlations }: Rules, disabled: ReadonlySet<string>): Rules {
  if (disabled.size === 0) return { rules, correlations };
  const needed = new Set<string>();
  // Those that others are built on come first, so from the end every correlation is met after who needs it.
  for (const { facts, rules: parts } of correlations.toReversed()) {
    if (!disabled.has(facts.id) || needed.has(facts.id)) for (const { id } of parts) needed.add(id);
  }
  const standing = <Rule extends Rules['rules'][number] | Rules['correlations'][number]>(rule: Rule): Rule[] => {
    if (!disabled.has(rule.facts.id)) return [rule];
    return needed.has(rule.facts.id) ? [{ ...rule, isSilent: true }] : [];
  };
  return {
    rules: rules.flatMap(standing).map((rule) => withoutFilters(rule, disabled)),
    correlations: correlations.flatMap(standing),
  };
}
