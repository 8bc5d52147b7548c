/**
 * Rules without those that somebody switched off. A rule that an enabled correlation is built on goes on being matched
 * for it, and its hits are no findings, just as where its author wrote it for the correlation alone: whoever switches off
 * a noisy failed logon still wants to hear of a thousand of them.
 */
import { withoutFilters } from '../detect/filter/filter.ts';
import type { RuleSet } from '../detect/rule.ts';
import { chosenRules } from './chosen-rules.ts';

type Rules = Pick<RuleSet, 'rules' | 'correlations'>;

export function enabledRules({ rules, correlations }: Rules, disabled: ReadonlySet<string>): Rules {
  if (disabled.size === 0) return { rules, correlations };
  const all = [...rules, ...correlations].map(({ facts }) => facts.id);
  const chosen = chosenRules({ rules, correlations }, new Set(all.filter((id) => !disabled.has(id))));
  return { ...chosen, rules: chosen.rules.map((rule) => withoutFilters(rule, disabled)) };
}
