/**
 * What a workspace has learned or was told that evidence alone does not say, as plain data, for `fuse`. It moves risk and
 * order; it never moves an alert from one incident to another.
 */
import type { Rating } from '../../model/criticality.ts';
import type { Sighting } from '../../model/indicator.ts';

/** What one verdict says of one signal. */
export interface Judgement {
  /** What `signalKey` gives. */
  readonly signal: string;
  readonly isTrue: boolean;
  /** All alerts that the verdict names: in an incident that holds one of them it does not count (J5). */
  readonly alertIds: readonly string[];
}

export interface RiskContext {
  readonly judgements: readonly Judgement[];
  /** Each asset and account once. */
  readonly ratings: readonly Rating[];
  readonly sightings: readonly Sighting[];
}

export const NO_CONTEXT: RiskContext = { judgements: [], ratings: [], sightings: [] };
