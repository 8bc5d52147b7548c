/** Numbers in a row that grows, without an object for each: there are millions of them. */
export type Numbers = Int32Array | Uint32Array | Uint8Array | Float64Array;

/** A row that is full becomes so many times as long. */
const GROWTH = 1.5;

export class Column<T extends Numbers> {
  #cells: T;
  #length = 0;
  readonly #make: (length: number) => T;
  readonly #fill: number;

  /** `make` gives cells; those beyond what was set hold `fill`. */
  constructor(make: (length: number) => T, fill = 0) {
    this.#make = make;
    this.#fill = fill;
    this.#cells = this.#fresh(1_024);
  }

  get length(): number {
    return this.#length;
  }

  /** The cells themselves, for loops that read many; stale once the column has grown. */
  get cells(): T {
    return this.#cells;
  }

  at(index: number): number {
    return this.#cells[index]!;
  }

  set(index: number, value: number): void {
    if (index >= this.#length) this.extendTo(index + 1);
    this.#cells[index] = value;
  }

  push(value: number): void {
    this.set(this.#length, value);
  }

  /** As it was made: nothing in it, and no room kept. */
  clear(): void {
    this.#cells = this.#fresh(1_024);
    this.#length = 0;
  }

  /** Makes room, so that rows that are as long as is known before do not grow step by step. */
  reserve(length: number): void {
    if (length <= this.#cells.length) return;
    const larger = this.#fresh(length);
    larger.set(this.#cells);
    this.#cells = larger;
  }

  extendTo(length: number): void {
    if (length > this.#cells.length) this.reserve(Math.max(length, Math.ceil(this.#cells.length * GROWTH)));
    this.#length = Math.max(this.#length, length);
  }

  #fresh(length: number): T {
    const cells = this.#make(length);
    if (this.#fill !== 0) cells.fill(this.#fill);
    return cells;
  }
}
