/**
 * What is usual in this workspace: in how many hours each kind of finding, and each entity, was active, out of the
 * hours that were observed at all. Counting hours instead of alerts keeps a burst from making itself look usual.
 * Both grow span by span, by first seen; a span that comes late adds no hours that lie before what was counted already.
 */
import { US_PER_HOUR } from '../kernel/time.ts';

/** A silence longer than this was most likely not watched, so it does not make what surrounds it look rare. */
const MAX_SILENCE_HOURS = 24;

export interface Span {
  readonly firstSeenUs: number;
  readonly lastSeenUs: number;
}

export function hourOf(timeUs: number): number {
  return Math.floor(timeUs / US_PER_HOUR);
}

/** Hours that were observed at all. */
export class ObservedHours {
  #total = 0;
  #covered = -Infinity;

  get total(): number {
    return this.#total;
  }

  /** Adds a span and returns the hours observed before its first. */
  add({ firstSeenUs, lastSeenUs }: Span): number {
    const [from, to] = [hourOf(firstSeenUs), hourOf(lastSeenUs)];
    if (this.#covered === -Infinity) this.#covered = from - 1;
    const silence = from - this.#covered - 1;
    if (silence > 0) {
      this.#total += Math.min(silence, MAX_SILENCE_HOURS);
      this.#covered = from - 1;
    }
    const before = Math.max(0, this.#total - (this.#covered - (from - 1)));
    if (to > this.#covered) {
      this.#total += to - this.#covered;
      this.#covered = to;
    }
    return before;
  }
}

/**
 * Counts the distinct hours in which each thing was active. A thing is a kind and a name, two strings as they are,
 * because joining them for each of millions of look-ups costs more than everything else in here.
 */
export class ActiveHours {
  readonly #indexes = new Map<string, Map<string, number>>();
  readonly #hours: number[] = [];
  readonly #last: number[] = [];

  /** Number of different things. */
  get size(): number {
    return this.#hours.length;
  }

  indexOf(kind: string, name: string): number {
    let ofKind = this.#indexes.get(kind);
    if (ofKind === undefined) {
      ofKind = new Map();
      this.#indexes.set(kind, ofKind);
    }
    const known = ofKind.get(name);
    if (known !== undefined) return known;
    const index = this.#hours.length;
    ofKind.set(name, index);
    this.#hours.push(0);
    this.#last.push(-1);
    return index;
  }

  /** Adds a span and returns the hours in which the thing was active before the span's first. */
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
