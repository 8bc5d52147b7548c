/** Routine that is in no story, gathered per place: each alert hangs on the one before it there. */
import { US_PER_DAY } from '../kernel/time.ts';
import type { Edge } from './edges.ts';
import type { DisjointSets } from './forest.ts';
import { gapBetween } from './nearness.ts';
import { placeParts } from './places.ts';
import { routineText } from './reasons.ts';
import type { Sight } from './surprise.ts';

/** With pauses up to this it is one incident. */
const GAP_US = US_PER_DAY;

export class Routine {
  /** On each place the alert that was seen last. */
  readonly #latest = new Map<string, number>();

  /** Joins the next alert in `sets`; returns the edges, each from the alert before. Alerts must come by first seen. */
  edgesTo(index: number, sights: readonly Sight[], sets: Pick<DisjointSets, 'join'>): Edge[] {
    const { alert, places } = sights[index]!;
    const edges: Edge[] = [];
    for (const place of places) {
      const before = this.#latest.get(place);
      const isLatest = before === undefined || sights[before]!.alert.lastSeenUs <= alert.lastSeenUs;
      if (isLatest) this.#latest.set(place, index);
      if (before === undefined) continue;
      const gapUs = gapBetween(sights[before]!.alert, alert);
      if (gapUs > GAP_US || !sets.join(before, index)) continue;
      const { type, value } = placeParts(place);
      const text = routineText(type, value, gapUs);
      edges.push({ from: before, to: index, reason: { entityType: type, entityValue: value, gapUs, text } });
    }
    return edges;
  }
}
