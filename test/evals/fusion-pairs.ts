/**
 * How well a grouping of alerts agrees with the truth, pair by pair, where several attacks share one workspace. A pair
 * counts when at least one of the two is of an attack: together though of different attacks, or with noise, is a false
 * pair; apart though of one attack is a missed one. How noise groups with noise is nobody's concern here.
 */
import type { Alert } from '../../core/model/alert.ts';
import type { Seeded } from './seeded.ts';

export interface PairScores {
  readonly method: string;
  readonly incidents: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Share of the alerts, in incidents that hold an attack, that are of the attack most of their incident is of. */
  readonly purity: number;
}

/** Alert indexes of each incident. */
export type Partition = readonly (readonly number[])[];

export function pairScores(method: string, labels: readonly (string | null)[], partition: Partition): PairScores {
  const pairs = (count: number): number => (count * (count - 1)) / 2;
  const total = new Map<string, number>();
  for (const attack of labels) if (attack !== null) total.set(attack, (total.get(attack) ?? 0) + 1);
  let [together, right, held, pure] = [0, 0, 0, 0];
  for (const members of partition) {
    const counts = new Map<string, number>();
    for (const index of members) {
      const attack = labels[index] ?? null;
      if (attack !== null) counts.set(attack, (counts.get(attack) ?? 0) + 1);
    }
    const ofAttacks = sum(counts.values());
    if (ofAttacks === 0) continue;
    together += pairs(members.length) - pairs(members.length - ofAttacks);
    for (const count of counts.values()) right += pairs(count);
    held += members.length;
    pure += Math.max(...counts.values());
  }
  const possible = sum([...total.values()].map(pairs));
  const [precision, recall] = [together === 0 ? 1 : right / together, possible === 0 ? 1 : right / possible];
  return {
    method,
    incidents: partition.length,
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
    purity: held === 0 ? 1 : pure / held,
  };
}

/** The grouping of `incidents` as indexes into `alerts`. */
export function partitionOf(
  alerts: readonly Alert[],
  incidents: Iterable<{ readonly alertIds: readonly string[] }>,
): Partition {
  const indexes = new Map(alerts.map(({ id }, index) => [id, index]));
  return Array.from(incidents, ({ alertIds }) => alertIds.map((id) => indexes.get(id)!));
}

/** What needs no thought: all alone, all together, one host until it is silent, and `like`'s sizes dealt at random. */
export function trivialPartitions(
  alerts: readonly Alert[],
  like: Partition,
  random: Seeded,
): { readonly method: string; readonly partition: Partition }[] {
  const all = alerts.map((_, index) => index);
  const dealt = random.shuffled(all);
  let from = 0;
  return [
    { method: 'every alert alone', partition: all.map((index) => [index]) },
    { method: 'all in one', partition: [all] },
    { method: 'per host, 15 min', partition: perHost(alerts, 15) },
    { method: 'per host, 60 min', partition: perHost(alerts, 60) },
    { method: 'fusion sizes, random', partition: like.map(({ length }) => dealt.slice(from, (from += length))) },
  ];
}

function perHost(alerts: readonly Alert[], minutes: number): Partition {
  const partition: number[][] = [];
  const byHost = Map.groupBy(
    alerts.keys(),
    (index) => alerts[index]!.entities.find(({ type }) => type === 'host')?.value,
  );
  for (const indexes of byHost.values()) {
    let last = -Infinity;
    for (const index of indexes.toSorted((a, b) => alerts[a]!.firstSeenUs - alerts[b]!.firstSeenUs)) {
      if (alerts[index]!.firstSeenUs - last > minutes * 60_000_000) partition.push([]);
      partition.at(-1)!.push(index);
      last = Math.max(last, alerts[index]!.lastSeenUs);
    }
  }
  return partition;
}

/** Means of several runs, method by method. */
export function meanScores(runs: readonly (readonly PairScores[])[]): PairScores[] {
  const byMethod = Map.groupBy(runs.flat(), ({ method }) => method);
  return Array.from(byMethod, ([method, scores]) => {
    const mean = (pick: (one: PairScores) => number): number => sum(scores.map(pick)) / scores.length;
    return {
      method,
      incidents: mean(({ incidents }) => incidents),
      precision: mean(({ precision }) => precision),
      recall: mean(({ recall }) => recall),
      f1: mean(({ f1 }) => f1),
      purity: mean(({ purity }) => purity),
    };
  });
}

export function pairRow({ method, incidents, precision, recall, f1, purity }: PairScores): string[] {
  return [method, incidents.toFixed(0), ...[precision, recall, f1, purity].map((value) => value.toFixed(3))];
}

export const PAIR_HEAD = ['method', 'incidents', 'precision', 'recall', 'F1', 'purity'] as const;

function sum(values: Iterable<number>): number {
  let whole = 0;
  for (const value of values) whole += value;
  return whole;
}
