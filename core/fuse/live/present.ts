/** What is there now, in the order and with the numbers that fusing it would give it. */
import type { EdgeList } from '../edges.ts';
import { createDisjointSets, type DisjointSets } from '../forest.ts';
import type { Grouped } from '../incidents.ts';
import type { Sights } from '../sights.ts';
import { compareAlerts } from '../surprise.ts';

/** `presentIn(number)` is the sight whose alert holds that of `number` now, mostly itself. */
export function presentOf(
  sights: Sights,
  edges: EdgeList,
  sets: DisjointSets,
  presentIn: (number: number) => number,
): Grouped {
  const isTimed = (number: number): number => (sights.firstSeenUs(number) > 0 ? 0 : 1);
  const order = Array.from({ length: sights.length }, (_, number) => number)
    .filter((number) => presentIn(number) === number)
    .toSorted((a, b) => isTimed(a) - isTimed(b) || compareAlerts(sights.alert(a), sights.alert(b)));
  const place = new Map(order.map((number, index) => [number, index]));
  const present = createDisjointSets(order.length);
  const firstOf = new Map<number, number>();
  for (const [index, number] of order.entries()) {
    const root = sets.find(number);
    const first = firstOf.get(root);
    if (first === undefined) firstOf.set(root, index);
    else present.join(first, index);
  }
  const from = (edge: number): number => place.get(presentIn(edges.from(edge)))!;
  const to = (edge: number): number => place.get(presentIn(edges.to(edge)))!;
  const kept = Array.from({ length: edges.length }, (_, edge) => edge).filter(
    (edge) => from(edge) !== to(edge) && present.find(from(edge)) === present.find(to(edge)),
  );
  return {
    sights: { at: (index) => sights.at(order[index]!) },
    sets: present,
    edges: {
      length: kept.length,
      from: (edge) => from(kept[edge]!),
      to: (edge) => to(kept[edge]!),
      reason: (edge) => edges.reason(kept[edge]!),
    },
  };
}
