/**
 * What is usual in this workspace: in how many hours each kind of finding, and each entity, was active, out of the
 * hours that were observed at all. Counting hours instead of alerts keeps a burst from making itself look usual.
 * Both grow span by span, by first seen; a span that comes late adds no hours that lie before what was counted already.
 */
import { US_PER_HOUR } from '../kernel/time.ts';
import { Column, reserve } from './columns.ts';

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

/** Counts the distinct hours in which each thing was active, by number. */
export class ActiveHours {
  readonly #hours = new Column(Uint32Array);
  readonly #last = new Column(Int32Array, -1);

  /** Makes room for so many things. */
  expect(things: number): void {
    reserve([this.#hours, this.#last], things);
  }

  /** Adds a span and returns the hours in which the thing was active before the span's first. */
  add(thing: number, { firstSeenUs, lastSeenUs }: Span): number {
    return this.addHours(thing, hourOf(firstSeenUs), hourOf(lastSeenUs));
  }

  /** The same for a span from one hour to another. */
  addHours(thing: number, from: number, to: number): number {
    this.#hours.extendTo(thing + 1);
    this.#last.extendTo(thing + 1);
    const hours = this.#hours.at(thing);
    const last = this.#last.at(thing);
    if (to > last) {
      this.#hours.set(thing, hours + to - Math.max(last, from - 1));
      this.#last.set(thing, to);
    }
    return Math.max(0, hours - Math.max(0, last - from + 1));
  }

  hours(thing: number): number {
    return this.#hours.at(thing);
  }
}
