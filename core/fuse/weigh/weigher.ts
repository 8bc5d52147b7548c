/**
 * Adds to what evidence says of an incident what people and others say: verdicts, criticality, intelligence. Each is a
 * term of its own; where the terms leave 0 to 100, one more term takes away what is too much, so that they always add
 * up to the risk. Of what a workspace has nothing of, there is no term.
 */
import type { RiskTerm } from '../../model/incident.ts';
import type { Sight } from '../sights.ts';
import { KnownBad } from './known-bad.ts';
import { limited } from './limit.ts';
import { Precision } from './precision.ts';
import type { RiskContext } from './risk-context.ts';
import { Stakes } from './stakes.ts';

export interface Weighed {
  /** Before it is held within 0 to 100; what incidents are ordered by. */
  readonly sum: number;
  readonly risk: number;
  /** What comes after the terms of the evidence. */
  readonly terms: readonly RiskTerm[];
}

/** Weighs an incident by what its evidence alone makes of it, all its alerts, and those that tell it. */
export type Weigher = (evidence: number, all: readonly Sight[], telling: readonly Sight[]) => Weighed;

export function createWeigher({ judgements, ratings, sightings }: RiskContext): Weigher {
  const [precision, stakes, knownBad] = [new Precision(judgements), new Stakes(ratings), new KnownBad(sightings)];
  return (evidence, all, telling) => {
    const terms: RiskTerm[] = [];
    if (!precision.isEmpty) terms.push(precision.term(all, telling));
    if (!stakes.isEmpty) terms.push(stakes.term(telling));
    if (!knownBad.isEmpty) terms.push(knownBad.term(all));
    const sum = terms.reduce((total, { points }) => total + points, evidence);
    const { risk, terms: limit } = limited(sum);
    return { sum, risk, terms: [...terms, ...limit] };
  };
}
