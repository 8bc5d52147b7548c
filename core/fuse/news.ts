/** How much news the alerts of a story hold: each signal once per place, because firing often is not being new again. */
import type { Sight } from './surprise.ts';

/** News, in nats, from which an alert counts: about 1 hour in 7. */
export const NEWS_FROM_NATS = 2;

export interface News {
  /** Sum over the different signals of what goes beyond the usual. */
  readonly nats: number;
  readonly signals: number;
}

export function newsOf(sights: readonly Sight[]): News {
  const best = new Map<string, number>();
  for (const { places, signal, surprise, news, isNotable } of sights) {
    if (!isNotable) continue;
    const nats = Math.min(surprise, news) - NEWS_FROM_NATS;
    const key = `${places[0] ?? ''}\n${signal}`;
    if (nats > (best.get(key) ?? 0)) best.set(key, nats);
  }
  let nats = 0;
  for (const value of best.values()) nats += value;
  return { nats, signals: best.size };
}
