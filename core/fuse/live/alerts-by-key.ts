/** Finds the alerts that a finding belongs to: of its key, and within the gap of it in event time. */
import type { TimeUs } from '../../kernel/time.ts';
import type { Alert } from '../../model/alert.ts';
import { isNear } from '../dedup.ts';

export class AlertsByKey {
  /** Numbers of alerts, by first seen. */
  readonly #ofKey = new Map<string, number[]>();
  readonly #alertOf: (number: number) => Alert;

  constructor(alertOf: (number: number) => Alert) {
    this.#alertOf = alertOf;
  }

  /** None, one, or the two that a finding between them makes one, the earlier first. */
  near(key: string, timeUs: TimeUs): number[] {
    const known = this.#ofKey.get(key);
    if (known === undefined) return [];
    const after = this.#firstAfter(known, timeUs);
    const [before, next] = [known[after - 1], known[after]];
    const found: number[] = [];
    if (before !== undefined) {
      const { firstSeenUs, lastSeenUs } = this.#alertOf(before);
      const isWithin = firstSeenUs > 0 && timeUs > 0 && timeUs <= lastSeenUs;
      if (isWithin || isNear(timeUs, lastSeenUs)) found.push(before);
    }
    if (next !== undefined && isNear(timeUs, this.#alertOf(next).firstSeenUs)) found.push(next);
    return found;
  }

  /** Adds an alert that none of the key's is near to. */
  add(key: string, number: number): void {
    const known = this.#ofKey.get(key);
    if (known === undefined) this.#ofKey.set(key, [number]);
    else known.splice(this.#firstAfter(known, this.#alertOf(number).firstSeenUs), 0, number);
  }

  remove(key: string, number: number): void {
    const known = this.#ofKey.get(key);
    const at = known?.indexOf(number) ?? -1;
    if (at !== -1) known!.splice(at, 1);
  }

  /** Where in `known` the first alert is that starts after `timeUs`. */
  #firstAfter(known: readonly number[], timeUs: TimeUs): number {
    let [low, high] = [0, known.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#alertOf(known[middle]!).firstSeenUs <= timeUs) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
