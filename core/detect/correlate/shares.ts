/**
 * `value_percentile` as the specification's own example has it: the share, in percent, of each value among a group's
 * events. The condition holds where it holds for some value; the rarest such value is what is measured.
 */
import type { Bound } from './rule.ts';
import { satisfies } from './bounds.ts';
import type { Groups } from './groups.ts';
import { DistinctCount } from './measure.ts';

export class Shares extends DistinctCount {
  readonly #groups: Groups;
  readonly #bounds: readonly Bound[];
  readonly #values = new Map<number, Set<number>>();

  constructor(groups: Groups, bounds: readonly Bound[]) {
    super();
    this.#groups = groups;
    this.#bounds = bounds;
  }

  override add(group: number, value: number): void {
    super.add(group, value);
    let values = this.#values.get(group);
    if (values === undefined) {
      values = new Set();
      this.#values.set(group, values);
    }
    values.add(value);
  }

  override remove(group: number, value: number): void {
    super.remove(group, value);
    if (this.usesOf(value) === 0) this.#values.get(group)?.delete(value);
  }

  override clear(group: number): void {
    super.clear(group);
    this.#values.delete(group);
  }

  override measure(group: number): number {
    let least = Number.NaN;
    for (const value of this.#values.get(group) ?? []) {
      const share = this.#shareOf(group, value);
      if (satisfies(share, this.#bounds) && !(share >= least)) least = share;
    }
    return least;
  }

  /** Whether events of this value are what satisfies the condition. */
  isWitness(group: number, value: number): boolean {
    return satisfies(this.#shareOf(group, value), this.#bounds);
  }

  #shareOf(group: number, value: number): number {
    return (100 * this.usesOf(value)) / this.#groups.counts[group]!;
  }
}
