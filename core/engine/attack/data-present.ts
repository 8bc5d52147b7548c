/** Which rules have any event here to be asked about, told from one event of each kind that is stored. */
import { Router } from '../../detect/logsource/router.ts';
import { routingFacts } from '../../detect/explain/routing.ts';
import { createPipelines } from '../../detect/pipeline/apply.ts';
import type { RuleSet, SigmaRule } from '../../detect/rule.ts';
import type { KindSample } from '../../store/kind-samples.ts';
import { shippedPipelines } from '../rule-engine.ts';

/** Ids. What a route asks of an event besides its kind is left aside: another of its kind may have it. */
export function rulesWithData(
  { rules, correlations }: Pick<RuleSet, 'rules' | 'correlations'>,
  samples: readonly KindSample[],
): ReadonlySet<string> {
  const see = createPipelines(shippedPipelines());
  const router = new Router<readonly SigmaRule[]>(rules, (numbered) => numbered.map(({ rule }) => rule));
  const present = new Set<string>();
  for (const sample of samples) {
    const { channel, provider, eventId, label } = routingFacts(see(sample));
    for (const { unit } of router.groupsOf(channel, provider, eventId, label))
      for (const { facts } of unit) present.add(facts.id);
  }
  // Those that others are built on come first.
  for (const { facts, rules: parts } of correlations)
    if (parts.some(({ id }) => present.has(id))) present.add(facts.id);
  return present;
}
