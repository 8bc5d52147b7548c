/** Numbers in a row that grows, without an object for each: there are millions of them. */
export type Numbers = Int32Array | Uint32Array | Uint8Array | Float64Array;

interface Cells<T extends Numbers> {
  readonly BYTES_PER_ELEMENT: number;
  new (length: number): T;
  new (buffer: ArrayBuffer, offset: number, length: number): T;
}

/** Cells begin where any kind of them may. */
const ALIGNED_BYTES = 8;
const FIRST_LENGTH = 1_024;
/** A row that is full becomes so many times as long. */
const GROWTH = 1.5;

export class Column<T extends Numbers = Numbers> {
  #cells: T;
  #length = 0;
  readonly #kind: Cells<T>;
  readonly #fill: number;

  /** Cells are of `kind`; those beyond what was set hold `fill`. */
  constructor(kind: Cells<T>, fill = 0) {
    this.#kind = kind;
    this.#fill = fill;
    this.#cells = this.#filled(new kind(FIRST_LENGTH));
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
    this.#cells = this.#filled(new this.#kind(FIRST_LENGTH));
    this.#length = 0;
  }

  extendTo(length: number): void {
    const room = this.#cells.length;
    if (length > room) this.#moveTo(new this.#kind(Math.max(length, Math.ceil(room * GROWTH))));
    this.#length = Math.max(this.#length, length);
  }

  /** What `length` cells take. */
  bytesFor(length: number): number {
    return Math.ceil((length * this.#kind.BYTES_PER_ELEMENT) / ALIGNED_BYTES) * ALIGNED_BYTES;
  }

  /** Goes on in `buffer`, with room for `length`. */
  moveInto(buffer: ArrayBuffer, offset: number, length: number): void {
    this.#moveTo(new this.#kind(buffer, offset, length));
  }

  #moveTo(larger: T): void {
    this.#filled(larger).set(this.#cells);
    this.#cells = larger;
  }

  #filled(cells: T): T {
    if (this.#fill !== 0) cells.fill(this.#fill);
    return cells;
  }
}

/**
 * Makes room for as many in each of `columns`, in one piece: memory outside the heap is what makes the collector look
 * through all of the heap, once for each piece.
 */
export function reserve(columns: readonly Column[], length: number): void {
  if (length <= FIRST_LENGTH) return;
  const bytes = columns.reduce((sum, column) => sum + column.bytesFor(length), 0);
  const buffer = new ArrayBuffer(bytes);
  let offset = 0;
  for (const column of columns) {
    column.moveInto(buffer, offset, length);
    offset += column.bytesFor(length);
  }
}
