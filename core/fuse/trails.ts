/** For each thing the alerts on it that the next one is held against: the four latest, and the one that lasted longest. */
import { Column } from './columns.ts';
import type { Sights } from './sights.ts';

const NONE = -1;
const NEIGHBOURS = 4;

export class Trails {
  static readonly SLOTS = NEIGHBOURS + 1;
  readonly #cells = new Column(Int32Array, NONE);
  readonly #added = new Column(Uint32Array);

  /** One of the latest alerts on a thing, or in the last slot the one that lasted longest; -1 where there is none. */
  at(thing: number, slot: number): number {
    const cell = thing * Trails.SLOTS + slot;
    return cell < this.#cells.length ? this.#cells.at(cell) : NONE;
  }

  add(thing: number, alert: number, sights: Sights): void {
    const start = thing * Trails.SLOTS;
    this.#cells.extendTo(start + Trails.SLOTS);
    this.#added.extendTo(thing + 1);
    const added = this.#added.at(thing);
    this.#cells.set(start + (added % NEIGHBOURS), alert);
    this.#added.set(thing, added + 1);
    const longest = this.#cells.at(start + NEIGHBOURS);
    if (longest === NONE || sights.lastSeenUs(alert) > sights.lastSeenUs(longest)) {
      this.#cells.set(start + NEIGHBOURS, alert);
    }
  }
}
