/**
 * Pairs of numbers as numbers, in the order in which they came: a table of open places in typed rows, because a `Map`
 * would want a text or a number on the heap for each of millions of look-ups.
 */
import { Column } from './columns.ts';

const NONE = -1;

export class Pairs {
  readonly #firsts = new Column(Uint32Array);
  readonly #seconds = new Column(Uint32Array);
  /** Numbers of pairs by hash, each in the first free slot from there on; at least half of them are free. */
  #slots = new Int32Array(1_024).fill(NONE);

  get size(): number {
    return this.#firsts.length;
  }

  numberOf(first: number, second: number): number {
    const slot = this.#slotOf(first, second);
    const known = this.#slots[slot]!;
    if (known !== NONE) return known;
    const number = this.size;
    this.#firsts.push(first);
    this.#seconds.push(second);
    this.#slots[slot] = number;
    if (this.size * 2 > this.#slots.length) this.#grow();
    return number;
  }

  #slotOf(first: number, second: number): number {
    const mask = this.#slots.length - 1;
    let hash = Math.imul(first, 0x9e37_79b1) ^ Math.imul(second, 0x85eb_ca6b);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b_3c6d);
    for (let slot = (hash ^ (hash >>> 13)) & mask; ; slot = (slot + 1) & mask) {
      const known = this.#slots[slot]!;
      if (known === NONE || (this.#firsts.at(known) === first && this.#seconds.at(known) === second)) return slot;
    }
  }

  #grow(): void {
    this.#slots = new Int32Array(this.#slots.length * 2).fill(NONE);
    for (let number = 0; number < this.size; number++) {
      this.#slots[this.#slotOf(this.#firsts.at(number), this.#seconds.at(number))] = number;
    }
  }
}
