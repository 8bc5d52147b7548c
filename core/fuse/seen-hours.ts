/** In which hours each notable signal came on its place: what tells whether two came together before. */
import { hourOf } from './history.ts';

/** Hours kept for a signal, the first ones: one that comes more often is no news anyway. */
const MAX_HOURS = 64;
const NEVER: readonly number[] = [];

export class SeenHours {
  readonly #hours = new Map<number, number[]>();

  /** Of a signal on its place; spans must come by first seen. */
  add(key: number, firstSeenUs: number, lastSeenUs: number): void {
    const first = hourOf(firstSeenUs);
    let hours = this.#hours.get(key);
    // Most come once, and an array that begins empty makes room for many.
    if (hours === undefined) this.#hours.set(key, (hours = [first]));
    const last = hourOf(lastSeenUs);
    const from = Math.max(first, hours.at(-1)! + 1);
    for (let hour = from; hour <= last && hours.length < MAX_HOURS; hour++) hours.push(hour);
  }

  /** Ascending. */
  hours(key: number): readonly number[] {
    return this.#hours.get(key) ?? NEVER;
  }
}
