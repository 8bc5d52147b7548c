/**
 * What is usual in this workspace: in how many hours each kind of finding, and each entity, was active, out of the
 * hours that were observed at all. Counting hours instead of alerts keeps a burst from making itself look usual.
 * A pure function of the alerts; order of import does not matter.
 */
import { US_PER_HOUR } from '../kernel/time.ts';

/** A silence longer than this was most likely not watched, so it does not make what surrounds it look rare. */
const MAX_SILENCE_HOURS = 24;

export interface Span {
  readonly firstSeenUs: number;
  readonly lastSeenUs: number;
}

/** Hours observed, counted along the alerts sorted by time. */
export interface ObservedHours {
  readonly total: number;
  /** Hours observed before the hour of `timeUs`; only for times of the alerts themselves, ascending index. */
  readonly before: Float64Array;
}

export function hourOf(timeUs: number): number {
  return Math.floor(timeUs / US_PER_HOUR);
}

/** `spans` sorted by first seen. */
export function observedHours(spans: readonly Span[]): ObservedHours {
  const before = new Float64Array(spans.length);
  let total = 0;
  let covered = -Infinity;
  for (let index = 0; index < spans.length; index++) {
    const { firstSeenUs, lastSeenUs } = spans[index]!;
    const [from, to] = [hourOf(firstSeenUs), hourOf(lastSeenUs)];
    if (covered === -Infinity) covered = from - 1;
    const silence = from - covered - 1;
    if (silence > 0) {
      total += Math.min(silence, MAX_SILENCE_HOURS);
      covered = from - 1;
    }
    before[index] = Math.max(0, total - (covered - (from - 1)));
    if (to > covered) {
      total += to - covered;
      covered = to;
    }
  }
  return { total, before };
}

/**
 * Counts the distinct hours in which each key was active; spans of a key must come sorted by first seen. Keys are
 * looked up once (`indexOf`), because there are millions of them and each is asked for more than once.
 */
export class ActiveHours {
  readonly #indexes = new Map<string, number>();
  readonly #hours: number[] = [];
  readonly #last: number[] = [];

  /** Number of different keys. */
  get size(): number {
    return this.#hours.length;
  }

  indexOf(key: string): number {
    const known = this.#indexes.get(key);
    if (known !== undefined) return known;
    this.#indexes.set(key, this.#hours.length);
    this.#last.push(-1);
    return this.#hours.push(0) - 1;
  }

  /** Adds a span and returns the hours in which the key was active before the span's first. */
  add(index: number, { firstSeenUs, lastSeenUs }: Span): number {
    const [from, to] = [hourOf(firstSeenUs), hourOf(lastSeenUs)];
    const last = this.#last[index]!;
    const before = this.#hours[index]! - Math.max(0, last - from + 1);
    if (to > last) {
      this.#hours[index]! += to - Math.max(last, from - 1);
      this.#last[index] = to;
    }
    return Math.max(0, before);
  }

  hours(index: number): number {
    return this.#hours[index]!;
  }
}
