/**
 * What a correlation measures of a group's events, kept up to date as events come and go, so that no event ever costs
 * a walk over its group. The number is then compared with the condition's bounds.
 */
import { enlarged, type Groups, type PerGroup } from './groups.ts';

export interface Measure extends PerGroup {
  /** The number to keep for a text that is counted or measured; null for one that cannot be. */
  numberFor(group: number, text: string): number | null;
  add(group: number, value: number, rule: number, timeUs: number): void;
  remove(group: number, value: number, rule: number): void;
  /** Called when a group has lost its last event. */
  clear(group: number): void;
  /** NaN where there is nothing to compare. */
  measure(group: number): number;
}

/** Numbers as they stand in events; anything else is no measurement. */
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,3})?$/;

function numberOf(text: string): number | null {
  return text.length <= 64 && NUMBER.test(text) ? Number(text) : null;
}

/** `event_count`: the groups count their events themselves. */
export class EventCount implements Measure {
  readonly #groups: Groups;

  constructor(groups: Groups) {
    this.#groups = groups;
  }

  reserve(): void {}
  numberFor(): number {
    return 0;
  }
  add(): void {}
  remove(): void {}
  clear(): void {}
  measure(group: number): number {
    return this.#groups.counts[group]!;
  }
}

/** `value_count`: how many different values there are. Each value of a group has a number and counts its events. */
export class DistinctCount implements Measure {
  readonly #numbers = new Map<string, number>();
  readonly #keys: string[] = [];
  readonly #free: number[] = [];
  readonly #uses: number[] = [];
  #distinct = new Int32Array(0);

  reserve(capacity: number): void {
    this.#distinct = enlarged(this.#distinct, new Int32Array(capacity));
  }

  numberFor(group: number, text: string): number {
    const key = `${group} ${text}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#free.pop() ?? this.#keys.length;
    this.#numbers.set(key, number);
    this.#keys[number] = key;
    this.#uses[number] = 0;
    return number;
  }

  add(group: number, value: number): void {
    if (this.#uses[value]!++ === 0) this.#distinct[group]!++;
  }

  remove(group: number, value: number): void {
    if (--this.#uses[value]! > 0) return;
    this.#distinct[group]!--;
    this.#numbers.delete(this.#keys[value]!);
    this.#keys[value] = '';
    this.#free.push(value);
  }

  clear(group: number): void {
    this.#distinct[group] = 0;
  }

  measure(group: number): number {
    return this.#distinct[group]!;
  }

  /** How many events of the group have this value. */
  usesOf(value: number): number {
    return this.#uses[value]!;
  }
}

/** `value_sum` and `value_avg`. */
export class Sum implements Measure {
  readonly #groups: Groups;
  readonly #isAverage: boolean;
  #sums = new Float64Array(0);

  constructor(groups: Groups, isAverage: boolean) {
    this.#groups = groups;
    this.#isAverage = isAverage;
  }

  reserve(capacity: number): void {
    this.#sums = enlarged(this.#sums, new Float64Array(capacity));
  }

  numberFor(_group: number, text: string): number | null {
    return numberOf(text);
  }

  add(group: number, value: number): void {
    this.#sums[group]! += value;
  }

  remove(group: number, value: number): void {
    this.#sums[group]! -= value;
  }

  /** Also forgets what adding and taking away fractions has left behind. */
  clear(group: number): void {
    this.#sums[group] = 0;
  }

  measure(group: number): number {
    return this.#isAverage ? this.#sums[group]! / this.#groups.counts[group]! : this.#sums[group]!;
  }
}

/** `value_median`, and `value_percentile` with a percentile: a group's numbers in their order. */
export class Percentile implements Measure {
  readonly #percentile: number;
  readonly #sorted = new Map<number, SortedNumbers>();

  constructor(percentile: number) {
    this.#percentile = percentile;
  }

  reserve(): void {}

  numberFor(_group: number, text: string): number | null {
    return numberOf(text);
  }

  add(group: number, value: number): void {
    let sorted = this.#sorted.get(group);
    if (sorted === undefined) {
      sorted = new SortedNumbers();
      this.#sorted.set(group, sorted);
    }
    sorted.add(value);
  }

  remove(group: number, value: number): void {
    this.#sorted.get(group)?.remove(value);
  }

  clear(group: number): void {
    this.#sorted.delete(group);
  }

  measure(group: number): number {
    return this.#sorted.get(group)?.percentile(this.#percentile) ?? Number.NaN;
  }
}

class SortedNumbers {
  #values = new Float64Array(8);
  #size = 0;

  add(value: number): void {
    if (this.#size === this.#values.length) this.#values = enlarged(this.#values, new Float64Array(this.#size * 2));
    const at = this.#positionOf(value);
    this.#values.copyWithin(at + 1, at, this.#size);
    this.#values[at] = value;
    this.#size++;
  }

  remove(value: number): void {
    const at = this.#positionOf(value);
    this.#values.copyWithin(at, at + 1, this.#size);
    this.#size--;
  }

  /** Between two neighbours in proportion, so that the 50th is the median. */
  percentile(percentile: number): number {
    if (this.#size === 0) return Number.NaN;
    const rank = (percentile / 100) * (this.#size - 1);
    const below = this.#values[Math.floor(rank)]!;
    const above = this.#values[Math.ceil(rank)]!;
    return below + (above - below) * (rank - Math.floor(rank));
  }

  /** Of the first value that is not smaller. */
  #positionOf(value: number): number {
    let low = 0;
    let high = this.#size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#values[middle]! < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
