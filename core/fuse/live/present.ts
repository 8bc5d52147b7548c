/** What is there now, in the order and with the numbers that fusing it would give it. */
import type { Edge } from '../edges.ts';
import { createDisjointSets, type DisjointSets } from '../forest.ts';
import type { Grouping } from '../incidents.ts';
import { compareAlerts, type Sight } from '../surprise.ts';

/** `presentOf(number)` is the sight whose alert holds that of `number` now, mostly itself. */
export function presentOf(
  sights: readonly Sight[],
  edges: readonly Edge[],
  sets: DisjointSets,
  presentIn: (number: number) => number,
): Pick<Grouping, 'sights' | 'sets' | 'edges'> {
  const isTimed = (number: number): number => (sights[number]!.alert.firstSeenUs > 0 ? 0 : 1);
  const order = Array.from(sights.keys())
    .filter((number) => presentIn(number) === number)
    .toSorted((a, b) => isTimed(a) - isTimed(b) || compareAlerts(sights[a]!.alert, sights[b]!.alert));
  const place = new Map(order.map((number, index) => [number, index]));
  const present = createDisjointSets(order.length);
  const firstOf = new Map<number, number>();
  for (const [index, number] of order.entries()) {
    const root = sets.find(number);
    const first = firstOf.get(root);
    if (first === undefined) firstOf.set(root, index);
    else present.join(first, index);
  }
  const kept = edges
    .map((edge) => ({ ...edge, from: place.get(presentIn(edge.from))!, to: place.get(presentIn(edge.to))! }))
    .filter(({ from, to }) => from !== to && present.find(from) === present.find(to));
  return { sights: order.map((number) => sights[number]!), sets: present, edges: kept };
}
