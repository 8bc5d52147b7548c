/** A rule that is being written: read together with the rules in use, so far as it refers to them, and its problems placed. */
import { loadRules } from '../detect/load.ts';
import type { SigmaFilter } from '../detect/filter/filter.ts';
import type { CorrelationRule } from '../detect/correlate/rule.ts';
import type { RefusedRule, RuleSet, SigmaRule } from '../detect/rule.ts';
import { readLists, readRuleFiles } from './rule-files.ts';
import type { RulesInUse } from './rules-in-use.ts';

/** What stands for the path of a text that is in no file. */
export const DRAFT = '(draft)';

export interface RuleProblem {
  /** From 1, as columns are. */
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  readonly code: RefusedRule['code'];
  readonly field: string | null;
  readonly reason: string;
}

export interface RuleDraft {
  readonly rules: readonly SigmaRule[];
  readonly correlations: readonly CorrelationRule[];
  readonly filters: readonly SigmaFilter[];
  readonly problems: readonly RuleProblem[];
  /** Everything it was read with. */
  readonly set: RuleSet;
}

/** Never throws for what the text holds. */
export async function readDraft(text: string, inUse: RulesInUse): Promise<RuleDraft> {
  const placeholders = await readLists(inUse.lists);
  const own = { path: DRAFT, text };
  const alone = loadRules([own], { placeholders });
  // First, so that the rule in use that has the same id gives way to it.
  const files = needsOthers(alone, inUse) ? [own, ...(await readRuleFiles(inUse.paths)).files] : null;
  const set = files === null ? alone : loadRules(files, { placeholders });
  const isOwn = ({ path }: { readonly path: string }): boolean => path === DRAFT;
  const [rules, correlations, filters] = [
    set.rules.filter(isOwn),
    set.correlations.filter(isOwn),
    set.filters.filter(isOwn),
  ];
  const problems = [
    ...set.refused.filter(isOwn).map((refused) => placed(refused, text)),
    ...set.notSigma.filter(isOwn).map(({ line, reason }) => placed({ ...UNPLACED, line, reason }, text)),
  ];
  if (rules.length + correlations.length + filters.length + problems.length === 0) {
    problems.push(placed({ ...UNPLACED, line: 1, reason: 'there is no rule in it' }, text));
  }
  return { rules, correlations, filters, problems, set };
}

const UNPLACED = { code: 'E_RULE_INVALID', field: null } as const;

/** A filter stands in rules elsewhere, a correlation may be built on them, and filters in use stand in any rule. */
function needsOthers({ filters, refused }: RuleSet, { pack }: RulesInUse): boolean {
  return pack.filters.length + filters.length > 0 || refused.some(({ field }) => field === 'rules');
}

/** The words that the reason is about where they stand on the line, else all that is written on it. */
function placed(
  { line, code, field, reason }: Pick<RefusedRule, 'line' | 'code' | 'field' | 'reason'>,
  text: string,
): RuleProblem {
  const number = Math.max(1, line ?? 1);
  const written = (text.split(/\r?\n/)[number - 1] ?? '').trimEnd();
  const at = field === null || field === '' ? -1 : written.indexOf(field);
  const start = at === -1 ? written.length - written.trimStart().length : at;
  const end = at === -1 ? written.length : at + field!.length;
  return { line: number, column: start + 1, endColumn: Math.max(end, start + 1) + 1, code, field, reason };
}
