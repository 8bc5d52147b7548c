/**
 * The only source of variety in a rendered scenario. What is derived from a key depends on the seed and that key alone,
 * so that editing one step changes that step and nothing else.
 */
import { createHash } from 'node:crypto';

export class Seeded {
  readonly #seed: string;
  #drawn = 0;

  constructor(seed: string) {
    this.#seed = seed;
  }

  /** Lower-case hexadecimal digits (at most 64) that belong to `key`. */
  hex(key: string, digits: number): string {
    return createHash('sha256').update(`${this.#seed}\0${key}`).digest('hex').slice(0, digits);
  }

  /** An integer of `from` to `to`, both included, that belongs to `key`. */
  numberFor(key: string, from: number, to: number): number {
    return from + (Number.parseInt(this.hex(key, 12), 16) % (to - from + 1));
  }

  /** The next of an endless sequence of integers of `from` to `to`, both included. */
  between(from: number, to: number): number {
    return this.numberFor(`draw ${this.#drawn++}`, from, to);
  }

  /** Any member of a list that is not empty. */
  pick<Item>(items: readonly [Item, ...Item[]]): Item {
    return items[this.between(0, items.length - 1)] ?? items[0];
  }
}
