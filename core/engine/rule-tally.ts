/** What one rule found in a backtest, counted as it goes and within bounds. */
import type { TimeUs } from '../kernel/time.ts';
import type { FieldScalar } from '../model/fields.ts';
import type { MatchedField } from '../model/hit.ts';
import { Timeline } from '../kernel/timeline.ts';

export interface CountedValue {
  readonly value: FieldScalar;
  readonly count: number;
}

export interface FieldValues {
  /** Empty for keywords. */
  readonly field: string;
  readonly distinct: number;
  /** False where there are more: `distinct` and the counts are then those of the first ones. */
  readonly isComplete: boolean;
  /** The most frequent ones. */
  readonly top: readonly CountedValue[];
}

const MAX_FIELDS = 64;
const MAX_VALUES = 5_000;
const MAX_VALUE_CHARS = 1_000;
const SHOWN_VALUES = 10;
const EXAMPLES = 10;

export class RuleTally {
  hits = 0;
  firstUs: TimeUs | null = null;
  lastUs: TimeUs | null = null;
  readonly timeline = new Timeline();
  /** Ids of the first events. */
  readonly examples: number[] = [];
  readonly #values = new Map<string, ValueCounts>();

  add(eventId: number, timeUs: TimeUs, matched: readonly MatchedField[]): void {
    this.hits++;
    if (this.examples.length < EXAMPLES) this.examples.push(eventId);
    if (timeUs > 0) {
      this.timeline.add(timeUs);
      if (this.firstUs === null || timeUs < this.firstUs) this.firstUs = timeUs;
      if (this.lastUs === null || timeUs > this.lastUs) this.lastUs = timeUs;
    }
    const counted = new Set<string>();
    for (const { field, value } of matched) {
      const key = `${field}\0${String(value)}`;
      if (counted.has(key)) continue;
      counted.add(key);
      this.#valuesOf(field)?.add(value);
    }
  }

  get values(): FieldValues[] {
    return [...this.#values].map(([field, counts]) => ({
      field,
      distinct: counts.distinct,
      isComplete: counts.isComplete,
      top: counts.top(SHOWN_VALUES),
    }));
  }

  #valuesOf(field: string): ValueCounts | null {
    let counts = this.#values.get(field);
    if (counts === undefined) {
      if (this.#values.size >= MAX_FIELDS) return null;
      counts = new ValueCounts();
      this.#values.set(field, counts);
    }
    return counts;
  }
}

class ValueCounts {
  isComplete = true;
  readonly #counts = new Map<FieldScalar, number>();

  get distinct(): number {
    return this.#counts.size;
  }

  add(value: FieldScalar): void {
    const key =
      typeof value === 'string' && value.length > MAX_VALUE_CHARS ? `${value.slice(0, MAX_VALUE_CHARS)}…` : value;
    const count = this.#counts.get(key);
    if (count === undefined && this.#counts.size >= MAX_VALUES) this.isComplete = false;
    else this.#counts.set(key, (count ?? 0) + 1);
  }

  top(limit: number): CountedValue[] {
    const all = [...this.#counts].map(([value, count]) => ({ value, count }));
    return all.toSorted((a, b) => b.count - a.count).slice(0, limit);
  }
}
