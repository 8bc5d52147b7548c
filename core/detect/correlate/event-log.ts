/**
 * The events of one correlation that are still within its timespan, oldest first, in columns of typed arrays: a ring
 * that doubles where it must. How large it may become is not decided here, because all correlations share one bound.
 * Each event is linked to the next of its group, so that a group costs no list of its own.
 *
 * Positions are counted on and on modulo 2^32; the slot of a position is its low bits.
 */

/** Which columns a correlation needs besides time, event and group. */
export interface LogColumns {
  readonly hasRule: boolean;
  readonly hasValue: boolean;
}

/** What an event is known by outside: a number costs eight bytes, a text more. */
export type EventKey = number | string;

const FIRST_CAPACITY = 256;

export class EventLog<Exotic> {
  readonly #columns: LogColumns;
  #capacity = FIRST_CAPACITY;
  #times = new Float64Array(FIRST_CAPACITY);
  #events = new Float64Array(FIRST_CAPACITY);
  #groups = new Int32Array(FIRST_CAPACITY);
  #next = new Uint32Array(FIRST_CAPACITY);
  #rules: Uint16Array;
  #values: Float64Array;
  /** Events that are no plain number, by slot; such a slot holds NaN. */
  #exotic = new Map<number, Exotic>();
  #first = 0;
  #size = 0;

  constructor(columns: LogColumns) {
    this.#columns = columns;
    this.#rules = new Uint16Array(columns.hasRule ? FIRST_CAPACITY : 0);
    this.#values = new Float64Array(columns.hasValue ? FIRST_CAPACITY : 0);
  }

  get size(): number {
    return this.#size;
  }

  /** Position of the oldest event; meaningless in an empty log. */
  get first(): number {
    return this.#first;
  }

  /** Adds an event at the end and returns its position. */
  push(timeUs: number, event: number | Exotic, group: number, rule: number, value: number): number {
    if (this.#size === this.#capacity) this.#grow();
    const position = (this.#first + this.#size) >>> 0;
    const slot = position & (this.#capacity - 1);
    this.#times[slot] = timeUs;
    this.#groups[slot] = group;
    if (typeof event === 'number') {
      this.#events[slot] = event;
    } else {
      this.#events[slot] = Number.NaN;
      this.#exotic.set(slot, event);
    }
    if (this.#columns.hasRule) this.#rules[slot] = rule;
    if (this.#columns.hasValue) this.#values[slot] = value;
    this.#size++;
    return position;
  }

  /** Forgets the oldest event. */
  shift(): void {
    if (this.#exotic.size > 0) this.#exotic.delete(this.#first & (this.#capacity - 1));
    this.#first = (this.#first + 1) >>> 0;
    this.#size--;
    if (this.#size === 0 && this.#capacity > 65_536) this.#reset();
  }

  link(position: number, next: number): void {
    this.#next[position & (this.#capacity - 1)] = next;
  }

  /** Position of the group's next event; meaningless for its last. */
  nextOf(position: number): number {
    return this.#next[position & (this.#capacity - 1)]!;
  }

  timeAt(position: number): number {
    return this.#times[position & (this.#capacity - 1)]!;
  }

  groupAt(position: number): number {
    return this.#groups[position & (this.#capacity - 1)]!;
  }

  ruleAt(position: number): number {
    return this.#columns.hasRule ? this.#rules[position & (this.#capacity - 1)]! : 0;
  }

  valueAt(position: number): number {
    return this.#columns.hasValue ? this.#values[position & (this.#capacity - 1)]! : 0;
  }

  eventAt(position: number): number | Exotic {
    const slot = position & (this.#capacity - 1);
    const event = this.#events[slot]!;
    return Number.isNaN(event) ? this.#exotic.get(slot)! : event;
  }

  #grow(): void {
    const old = this.#capacity;
    this.#capacity = old * 2;
    const moved = <Column extends Float64Array | Int32Array | Uint32Array | Uint16Array>(
      from: Column,
      to: Column,
    ): Column => {
      if (from.length === 0) return from;
      for (let step = 0; step < this.#size; step++) {
        const position = this.#first + step;
        to[position & (this.#capacity - 1)] = from[position & (old - 1)]!;
      }
      return to;
    };
    this.#times = moved(this.#times, new Float64Array(this.#capacity));
    this.#events = moved(this.#events, new Float64Array(this.#capacity));
    this.#groups = moved(this.#groups, new Int32Array(this.#capacity));
    this.#next = moved(this.#next, new Uint32Array(this.#capacity));
    if (this.#columns.hasRule) this.#rules = moved(this.#rules, new Uint16Array(this.#capacity));
    if (this.#columns.hasValue) this.#values = moved(this.#values, new Float64Array(this.#capacity));
    if (this.#exotic.size > 0) this.#moveExotic(old);
  }

  #moveExotic(old: number): void {
    const exotic = new Map<number, Exotic>();
    for (let step = 0; step < this.#size; step++) {
      const position = this.#first + step;
      const event = this.#exotic.get(position & (old - 1));
      if (event !== undefined) exotic.set(position & (this.#capacity - 1), event);
    }
    this.#exotic = exotic;
  }

  /** Gives back what a burst took. */
  #reset(): void {
    this.#capacity = FIRST_CAPACITY;
    this.#times = new Float64Array(FIRST_CAPACITY);
    this.#events = new Float64Array(FIRST_CAPACITY);
    this.#groups = new Int32Array(FIRST_CAPACITY);
    this.#next = new Uint32Array(FIRST_CAPACITY);
    this.#rules = new Uint16Array(this.#columns.hasRule ? FIRST_CAPACITY : 0);
    this.#values = new Float64Array(this.#columns.hasValue ? FIRST_CAPACITY : 0);
  }
}
