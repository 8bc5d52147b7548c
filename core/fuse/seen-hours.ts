/** In which hours each notable signal came on its place: what tells whether two came together before. */
import { hourOf } from './history.ts';
import type { Sight } from './surprise.ts';

/** Hours kept for a signal, the first ones: one that comes more often is no news anyway. */
const MAX_HOURS = 64;
const NEVER: readonly number[] = [];

export class SeenHours {
  readonly #hours = new Map<number, number[]>();

  /** Sights must come by first seen. */
  add({ key, alert }: Sight): void {
    const known = this.#hours.get(key);
    const hours = known ?? [];
    if (known === undefined) this.#hours.set(key, hours);
    const last = hourOf(alert.lastSeenUs);
    const from = Math.max(hourOf(alert.firstSeenUs), (hours.at(-1) ?? -1) + 1);
    for (let hour = from; hour <= last && hours.length < MAX_HOURS; hour++) hours.push(hour);
  }

  /** Ascending. */
  hours(key: number): readonly number[] {
    return this.#hours.get(key) ?? NEVER;
  }
}
