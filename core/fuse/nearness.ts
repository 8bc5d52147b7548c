/** How far apart alerts are in event time, and which of many is nearest. */
import type { Alert } from '../model/alert.ts';
import type { Sights } from './sights.ts';

/** Alerts looked at to either side of where the other one would stand. */
const LOOKED_AT = 4;

/** In µs; 0 where the two overlap. */
export function gapBetween(a: Alert, b: Alert): number {
  return Math.max(0, a.firstSeenUs - b.lastSeenUs, b.firstSeenUs - a.lastSeenUs);
}

/** The one of `members` (ascending) nearest to `to`, among those that start around it. */
export function nearestOf(sights: Sights, members: readonly number[], to: number): number {
  let [low, high] = [0, members.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sights.firstSeenUs(members[middle]!) <= sights.firstSeenUs(to)) low = middle + 1;
    else high = middle;
  }
  const from = Math.min(Math.max(0, low - LOOKED_AT), members.length - 1);
  let best = members[from]!;
  for (const index of members.slice(from, low + LOOKED_AT)) {
    if (sights.gapUs(index, to) < sights.gapUs(best, to)) best = index;
  }
  return best;
}
