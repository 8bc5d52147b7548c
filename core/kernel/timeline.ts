/** How many there were when, in buckets that become wider where the time is longer than hours can tell. */
import { US_PER_DAY, US_PER_HOUR, type TimeUs } from './time.ts';

export interface TimelineBucket {
  /** Start of the bucket, a multiple of its width. */
  readonly startUs: TimeUs;
  readonly count: number;
}

const WIDTHS_US = [US_PER_HOUR, US_PER_DAY, 7 * US_PER_DAY, 28 * US_PER_DAY, 364 * US_PER_DAY] as const;
/** Buckets that hold anything; evidence can name any time from 1970 to 2255. */
const MAX_BUCKETS = 2_000;

export class Timeline {
  #width = 0;
  #counts = new Map<number, number>();

  get widthUs(): number {
    return WIDTHS_US[this.#width]!;
  }

  add(timeUs: TimeUs): void {
    this.#count(timeUs, 1);
    while (this.#counts.size > MAX_BUCKETS && this.#width < WIDTHS_US.length - 1) this.#widen();
  }

  /** In order of time; empty ones are left out. */
  get buckets(): TimelineBucket[] {
    return [...this.#counts]
      .map(([number, count]) => ({ startUs: (number * this.widthUs) as TimeUs, count }))
      .toSorted((a, b) => a.startUs - b.startUs);
  }

  #count(timeUs: number, count: number): void {
    const number = Math.floor(timeUs / this.widthUs);
    this.#counts.set(number, (this.#counts.get(number) ?? 0) + count);
  }

  #widen(): void {
    const before = this.buckets;
    this.#width++;
    this.#counts = new Map();
    for (const { startUs, count } of before) this.#count(startUs, count);
  }
}
