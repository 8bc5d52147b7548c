/**
 * Filters (Sigma 2.1.0, filters specification): one tuning for many rules. A rule and its filters are one question:
 * the rule holds where its own condition and the condition of every filter on it hold, as the filter writes it, so
 * that a filter that takes events away says `not selection`.
 */
import type { Logsource } from '../../model/event.ts';
import type { FilterFacts } from '../../model/hit.ts';
import { takesLabel } from '../logsource/route.ts';
import type { Predicate } from '../predicate.ts';
import type { SigmaRule } from '../rule.ts';

export interface SigmaFilter {
  readonly facts: FilterFacts;
  readonly description: string;
  /** Rules by id or name; null for every rule of the logsource. */
  readonly rules: readonly string[] | null;
  /** A filter is about rules of whose logsource every key that it names itself equals its own. */
  readonly logsource: Logsource;
  readonly predicate: Predicate;
  readonly path: string;
  /** 1-based line of the file on which the filter starts. */
  readonly line: number;
  /** Ids of the rules it stands in, in their order. */
  readonly appliesTo: readonly string[];
  /** What it names and is not there, or is of another logsource. */
  readonly unmatched: readonly string[];
}

export interface Filtered {
  readonly rules: readonly SigmaRule[];
  readonly filters: readonly SigmaFilter[];
}

/** Puts each filter into the rules it names. The order of rules and of filters stays. */
export function applyFilters(rules: readonly SigmaRule[], filters: readonly SigmaFilter[]): Filtered {
  if (filters.length === 0) return { rules, filters };
  const standing = filters.map((filter) => withTargets(filter, rules));
  const byRule = new Map<string, SigmaFilter[]>();
  for (const filter of standing) {
    for (const id of filter.appliesTo) byRule.set(id, [...(byRule.get(id) ?? []), filter]);
  }
  return { rules: rules.map((rule) => withFilters(rule, byRule.get(rule.facts.id) ?? [])), filters: standing };
}

function withTargets(filter: SigmaFilter, rules: readonly SigmaRule[]): SigmaFilter {
  const candidates = rules.filter(({ logsource }) => takesLabel(filter.logsource, logsource));
  if (filter.rules === null) return { ...filter, appliesTo: candidates.map(({ facts }) => facts.id) };
  const wanted = new Set(filter.rules);
  const chosen = candidates.filter(
    ({ facts, name }) => wanted.has(facts.id) || (name !== undefined && wanted.has(name)),
  );
  const reached = new Set(chosen.flatMap(({ facts, name }) => [facts.id, name ?? facts.id]));
  return {
    ...filter,
    appliesTo: chosen.map(({ facts }) => facts.id),
    unmatched: filter.rules.filter((reference) => !reached.has(reference)),
  };
}

function withFilters(rule: SigmaRule, filters: readonly SigmaFilter[]): SigmaRule {
  if (filters.length === 0) return rule;
  return {
    ...rule,
    facts: { ...rule.facts, filters: filters.map(({ facts }) => facts) },
    predicate: { kind: 'and', children: [rule.predicate, ...filters.map(({ predicate }) => predicate)] },
  };
}

/** The rule as it stands without the filters `ids`. */
export function withoutFilters(rule: SigmaRule, ids: ReadonlySet<string>): SigmaRule {
  const filters = rule.facts.filters ?? [];
  if (rule.predicate.kind !== 'and' || !filters.some(({ id }) => ids.has(id))) return rule;
  const [own, ...conditions] = rule.predicate.children;
  const { filters: _, ...facts } = rule.facts;
  const kept = filters.filter(({ id }) => !ids.has(id));
  if (kept.length === 0) return { ...rule, facts, predicate: own! };
  const children = [own!, ...conditions.filter((_condition, index) => !ids.has(filters[index]!.id))];
  return { ...rule, facts: { ...facts, filters: kept }, predicate: { kind: 'and', children } };
}
