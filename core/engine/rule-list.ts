/** Every rule of a pack as it is listed: what it says of itself, whether it is on, and what it found here. */
import path from 'node:path';
import type { Logsource } from '../model/event.ts';
import type { Severity } from '../model/severity.ts';
import type { ReadableDb } from '../store/database.ts';
import { countsByRule, type RuleCounts } from '../store/rule-counts.ts';
import type { RuleStamp } from '../store/rule-choice.ts';
import { OWN_DETECTOR } from './findings.ts';
import { STARTER_RULES } from './rule-pack.ts';
import type { RulesInUse } from './rules-in-use.ts';

export interface ListedRule extends RuleCounts {
  readonly id: string;
  readonly kind: 'rule' | 'correlation' | 'filter';
  readonly title: string;
  /** Null for a filter. */
  readonly level: Severity | null;
  readonly status: string;
  readonly tier: 'stable' | 'beta' | 'imported';
  readonly logsource: Logsource | null;
  readonly techniques: readonly string[];
  readonly tactics: readonly string[];
  readonly author: string;
  readonly description: string;
  readonly path: string;
  readonly line: number;
  readonly isEnabled: boolean;
  readonly switched: RuleStamp | null;
  readonly isSilent: boolean;
  readonly correlationType: string | null;
  readonly rules: readonly string[];
}

const FOUND_NOTHING: RuleCounts = { findings: 0, alerts: 0, lastSeenUs: null };
const FILTER = { level: null, status: '', techniques: [], tactics: [], author: '' } as const;

/** Rules, then correlations, then filters, each in the order of the pack; `db` null where there is no workspace yet. */
export function listRules({ pack, switches }: RulesInUse, db: ReadableDb | null): ListedRule[] {
  const counts = db === null ? new Map<string, RuleCounts>() : countsByRule(db, OWN_DETECTOR);
  const shared = (rule: {
    readonly facts: { readonly id: string };
    readonly path: string;
    readonly status?: string;
  }) => {
    const said = switches.get(rule.facts.id);
    return {
      tier: tierOf(rule.path, rule.status ?? ''),
      isEnabled: said?.isEnabled ?? true,
      switched: said === undefined ? null : { actor: said.actor, why: said.why, switchedUs: said.switchedUs },
      ...(counts.get(rule.facts.id) ?? FOUND_NOTHING),
    };
  };
  return [
    ...pack.rules.map((rule): ListedRule => {
      const { facts, status, logsource, description, path: file, line } = rule;
      const own = { status, logsource, description, path: file, line, isSilent: rule.isSilent === true };
      return { kind: 'rule', ...facts, ...own, correlationType: null, rules: [], ...shared(rule) };
    }),
    ...pack.correlations.map((rule): ListedRule => {
      const { facts, status, description, path: file, line, type: correlationType } = rule;
      const own = { status, description, path: file, line, isSilent: rule.isSilent === true, correlationType };
      const rules = rule.rules.map(({ id }) => id);
      return { kind: 'correlation', ...facts, ...own, logsource: null, rules, ...shared(rule) };
    }),
    ...pack.filters.map((filter): ListedRule => {
      const { facts, logsource, description, path: file, line, appliesTo: rules } = filter;
      const own = { logsource, description, path: file, line, rules, isSilent: false, correlationType: null };
      return { kind: 'filter', ...FILTER, ...facts, ...own, ...shared(filter) };
    }),
  ];
}

function tierOf(file: string, status: string): ListedRule['tier'] {
  if (!file.startsWith(STARTER_RULES + path.sep)) return 'imported';
  return status === 'stable' ? 'stable' : 'beta';
}
