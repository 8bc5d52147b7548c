/**
 * Which rules have fired over a workspace, which could, and which cannot and why. Rules are run over every event, so
 * that what is said to have fired has, and at the same time it is noted what the events look like.
 */
import type { CorrelationRule } from '../detect/correlate/rule.ts';
import { WorkspaceProfile } from '../detect/explain/profile.ts';
import { OBSTACLES, reachOf, type Reach } from '../detect/explain/reach.ts';
import { createDetector } from '../detect/match.ts';
import type { RuleSet, SigmaRule } from '../detect/rule.ts';
import type { ReadableDb } from '../store/database.ts';
import { HistoryMatches } from './history.ts';
import { scanStored, type ScanOptions, type StoredEvent } from './stored-events.ts';

export const REACH_STATES = ['fired', 'could_fire', ...OBSTACLES, 'rules_cannot_fire'] as const;
export type ReachState = (typeof REACH_STATES)[number];

export interface RuleReach {
  readonly rule: SigmaRule;
  readonly hits: number;
  readonly state: ReachState;
  readonly reach: Reach;
}

export interface CorrelationReach {
  readonly rule: CorrelationRule;
  readonly hits: number;
  readonly state: ReachState;
}

export interface ReachReport {
  readonly events: number;
  /** In the order of the rules. */
  readonly rules: readonly RuleReach[];
  readonly correlations: readonly CorrelationReach[];
  readonly counts: Readonly<Record<ReachState, number>>;
}

export async function reachOver(
  db: ReadableDb,
  { rules, correlations }: Pick<RuleSet, 'rules' | 'correlations'>,
  options: Omit<ScanOptions, 'rules'>,
): Promise<ReachReport> {
  const detector = createDetector(rules);
  const profile = new WorkspaceProfile(rules);
  const history = new HistoryMatches(correlations);
  const hits = new Map<string, number>();
  const onEvent = (event: StoredEvent): void => {
    profile.observe(event);
    for (const { rule } of detector.match(event)) {
      count(hits, rule.id);
      history.add(event, rule.id);
    }
  };
  const { events } = await scanStored(db, { ...options, rules }, { onEvent });
  for (const { rule } of history.correlate()) count(hits, rule.id);

  const reached = reachOf(rules, profile);
  const plain = rules.map((rule): RuleReach => {
    const fired = hits.get(rule.facts.id) ?? 0;
    const reach = reached.get(rule)!;
    return { rule, hits: fired, state: fired > 0 ? 'fired' : reach.kind, reach };
  });
  const related = correlationsOf(correlations, plain, hits);
  return { events, rules: plain, correlations: related, counts: countStates([...plain, ...related]) };
}

/** A correlation of which no rule can fire cannot either; nothing further is claimed. */
function correlationsOf(
  correlations: readonly CorrelationRule[],
  plain: readonly RuleReach[],
  hits: ReadonlyMap<string, number>,
): CorrelationReach[] {
  const able = new Set(
    plain.filter(({ state }) => state === 'fired' || state === 'could_fire').map(({ rule }) => rule.facts.id),
  );
  return correlations.map((rule) => {
    const fired = hits.get(rule.facts.id) ?? 0;
    const isAble = rule.rules.some(({ id }) => able.has(id));
    if (isAble) able.add(rule.facts.id);
    return { rule, hits: fired, state: fired > 0 ? 'fired' : isAble ? 'could_fire' : 'rules_cannot_fire' };
  });
}

function countStates(all: readonly { readonly state: ReachState }[]): Record<ReachState, number> {
  const counts = Object.fromEntries(REACH_STATES.map((state) => [state, 0])) as Record<ReachState, number>;
  for (const { state } of all) counts[state]++;
  return counts;
}

function count(hits: Map<string, number>, id: string): void {
  hits.set(id, (hits.get(id) ?? 0) + 1);
}
