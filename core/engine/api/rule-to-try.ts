/** The rules that a call is about: one in use by its id, or a text that is being written. */
import type { CorrelationRule } from '../../detect/correlate/rule.ts';
import type { RuleSet, SigmaRule } from '../../detect/rule.ts';
import { VedetteError } from '../../kernel/errors.ts';
import type { ExplainableRules } from '../explain.ts';
import { readDraft, type RuleProblem } from '../rule-draft.ts';
import type { RulesInUse } from '../rules-in-use.ts';

export type RuleInput = { readonly id: string } | { readonly text: string };

export interface RuleToTry extends ExplainableRules {
  /** What keeps the text from being a rule. */
  readonly problems: readonly RuleProblem[];
}

/** Of a filter the rules that it stands in; a filter for every rule of a logsource stands in thousands. */
const MAX_FILTERED = 20;

/** Throws `E_NOT_FOUND` for an id that no rule in use has. */
export async function ruleToTry(input: RuleInput, inUse: RulesInUse): Promise<RuleToTry> {
  if ('id' in input) return { ...ruleById(input.id, inUse.pack), problems: [] };
  const { rules, correlations, filters, problems, set } = await readDraft(input.text, inUse);
  return { rules: [...rules, ...filteredBy(filters, set)], correlations, pack: set, problems };
}

/** Throws `E_NOT_FOUND`. */
export function ruleById(id: string, pack: RuleSet): ExplainableRules {
  const isIt = ({ facts }: SigmaRule | CorrelationRule): boolean => facts.id === id;
  const filters = pack.filters.filter(({ facts }) => facts.id === id);
  const rules = [...pack.rules.filter(isIt), ...filteredBy(filters, pack)];
  const correlations = pack.correlations.filter(isIt);
  if (rules.length + correlations.length > 0) return { rules, correlations, pack };
  const refused = pack.refused.find(({ ruleId }) => ruleId === id);
  if (refused !== undefined) throw new VedetteError(refused.code, `${refused.path}: ${refused.reason}`);
  throw new VedetteError('E_NOT_FOUND', `No rule in use has the id ${id}`);
}

function filteredBy(filters: RuleSet['filters'], { rules }: RuleSet): SigmaRule[] {
  const wanted = new Set(filters.flatMap(({ appliesTo }) => appliesTo).slice(0, MAX_FILTERED));
  return rules.filter(({ facts }) => wanted.has(facts.id));
}
