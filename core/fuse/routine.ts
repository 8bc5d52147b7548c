/** Routine that is in no story, gathered per place: each alert hangs on the one before it there. */
import { US_PER_DAY } from '../kernel/time.ts';
import { Column } from './columns.ts';
import type { DisjointSets } from './forest.ts';
import type { Sights } from './sights.ts';

/** With pauses up to this it is one incident. */
const GAP_US = US_PER_DAY;
const NONE = -1;

/** An alert that hangs on one before it on a place. */
export interface RoutineJoin {
  readonly from: number;
  readonly to: number;
  readonly gapUs: number;
  readonly place: number;
}

export class Routine {
  /** On each place the alert that was seen last. */
  readonly #latest = new Column(Int32Array, NONE);

  /** Joins the next alert in `sets`; returns what it hangs on. Alerts must come by first seen. */
  joinsOf(index: number, sights: Sights, sets: Pick<DisjointSets, 'join'>): RoutineJoin[] {
    const joins: RoutineJoin[] = [];
    for (let cell = sights.placesFrom(index); cell < sights.placesTo(index); cell++) {
      const place = sights.placeAt(cell);
      this.#latest.extendTo(place + 1);
      const before = this.#latest.at(place);
      const isLatest = before === NONE || sights.lastSeenUs(before) <= sights.lastSeenUs(index);
      if (isLatest) this.#latest.set(place, index);
      if (before === NONE) continue;
      const gapUs = sights.gapUs(before, index);
      if (gapUs <= GAP_US && sets.join(before, index)) joins.push({ from: before, to: index, gapUs, place });
    }
    return joins;
  }
}
