/**
 * How well fusion keeps attacks apart that share a workspace, its machines and its people: pairwise precision, recall,
 * F1 and purity over made-up mixtures, by seed, beside groupings that need no thought.
 *
 * Run: `node test/evals/fusion-mixture.eval.ts`
 */
import { dedup } from '../../core/fuse/dedup.ts';
import { fuse } from '../../core/fuse/fuse.ts';
import { TUNING, type Tuning } from '../../core/fuse/tuning.ts';
import { mixture, tales } from './fusion-mixtures.ts';
import {
  meanScores,
  PAIR_HEAD,
  pairRow,
  pairScores,
  partitionOf,
  trivialPartitions,
  type PairScores,
} from './fusion-pairs.ts';
import { createSeeded } from './seeded.ts';
import { table } from './table.ts';

export const MIXTURE_SEEDS = [11, 12, 13, 14, 15, 16, 17, 18, 19, 20] as const;

/** Mean scores of fusion and of the trivial groupings over the mixtures of `seeds`. */
export function mixtureScores(seeds: readonly number[], tuning: Tuning = TUNING): PairScores[] {
  const all = tales();
  return meanScores(
    seeds.map((seed) => {
      const found = mixture(all, seed);
      const deduped = dedup(found.map(({ finding }) => finding));
      const alerts = deduped.map(({ alert }) => alert);
      const labels = deduped.map(({ sequences }) => found[sequences[0]!]!.attack);
      const partition = partitionOf(alerts, fuse(alerts, [], tuning));
      const trivial = trivialPartitions(alerts, partition, createSeeded(seed));
      return [{ method: 'fusion', partition }, ...trivial].map((one) => pairScores(one.method, labels, one.partition));
    }),
  );
}

/** Prints the table. */
export async function run(): Promise<void> {
  console.log(`4 attacks, routine, administration and false positives in a week; seeds ${MIXTURE_SEEDS.join(', ')}`);
  console.log(table(PAIR_HEAD, mixtureScores(MIXTURE_SEEDS).map(pairRow)));
}

if (import.meta.main) await run();
