/** How much news the alerts of a story hold: each signal once per place, because firing often is not being new again. */
import type { Sights } from './sights.ts';

/** News, in nats, from which an alert counts: about 1 hour in 7. */
export const NEWS_FROM_NATS = 2;

export interface News {
  /** Sum over the different signals of what goes beyond the usual. */
  readonly nats: number;
  readonly signals: number;
}

/** Of those of `members` that are notable. */
export function newsOf(sights: Sights, members: readonly number[]): News {
  const best = new Map<number, number>();
  for (const index of members) {
    if (!sights.isNotable(index)) continue;
    const nats = Math.min(sights.surprise(index), sights.news(index)) - NEWS_FROM_NATS;
    const key = sights.key(index);
    if (nats > (best.get(key) ?? 0)) best.set(key, nats);
  }
  let nats = 0;
  for (const value of best.values()) nats += value;
  return { nats, signals: best.size };
}
