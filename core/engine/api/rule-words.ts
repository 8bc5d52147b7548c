/** Rules in words: what they ask, and which events come to them. */
import { askedFields, type AskedField } from '../../detect/explain/asked.ts';
import { needsOf, type Need } from '../../detect/explain/routing.ts';
import type { RuleSet } from '../../detect/rule.ts';
import type { Logsource } from '../../model/event.ts';
import type { RuleDraft } from '../rule-draft.ts';
import type { RulesInUse } from '../rules-in-use.ts';

/** What the rule or filter `id` asks; nothing for a correlation. */
export function askedOf({ rules, filters }: Pick<RuleSet, 'rules' | 'filters'>, id: string): AskedField[] {
  const found = [...rules, ...filters].find(({ facts }) => facts.id === id);
  return found === undefined ? [] : askedFields(found.predicate);
}

export function routesOf({ logsource }: { readonly logsource: Logsource | null }): Need[] {
  return logsource === null ? [] : needsOf(logsource);
}

/** The rules of a text that can be evaluated. */
export function checkedRules(draft: RuleDraft, { pack }: RulesInUse) {
  const known = new Set([...pack.rules, ...pack.correlations, ...pack.filters].map(({ facts }) => facts.id));
  const told = (facts: { readonly id: string }, line: number) => ({ line, isKnown: known.has(facts.id) });
  return [
    ...draft.rules.map(({ facts, line, logsource, predicate }) => {
      const fields = askedFields(predicate);
      return { facts, kind: 'rule' as const, logsource, fields, routes: needsOf(logsource), ...told(facts, line) };
    }),
    ...draft.correlations.map(({ facts, line }) => {
      return { facts, kind: 'correlation' as const, logsource: null, fields: [], routes: [], ...told(facts, line) };
    }),
    ...draft.filters.map(({ facts, line, logsource, predicate }) => ({
      facts: { ...facts, level: null, author: '', techniques: [], tactics: [] },
      kind: 'filter' as const,
      logsource,
      fields: askedFields(predicate),
      routes: needsOf(logsource),
      ...told(facts, line),
    })),
  ];
}
