/**
 * While findings come one by one, what people and lists say of an incident stays as it was when everything was last fused:
 * a finding more must not make the incident of a critical server look like any other.
 */
import type { RiskTerm } from '../../model/incident.ts';
import { limited } from './limit.ts';

const CARRIED = ['precision', 'criticality', 'intel'];

interface Ranked {
  readonly risk: number;
  readonly riskTerms: readonly RiskTerm[];
}

/**
 * `head`, which has terms of evidence only, with those other terms of the incidents it is made of, of each name the one
 * with most points; `known` are their terms as stored.
 */
export function withCarried<Head extends Ranked>(head: Head, known: readonly (readonly RiskTerm[])[]): Head {
  const carried = CARRIED.flatMap((name) => {
    const terms = known.flat().filter((term) => term.name === name);
    return terms.toSorted((a, b) => b.points - a.points).slice(0, 1);
  });
  if (carried.length === 0) return head;
  const { risk, terms } = limited(carried.reduce((sum, { points }) => sum + points, head.risk));
  return { ...head, risk, riskTerms: [...head.riskTerms, ...carried, ...terms] };
}
