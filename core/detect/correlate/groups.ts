/**
 * The groups of one correlation that have events within its timespan. A group is a number, so that everything kept
 * for it is a place in a typed array; numbers of groups without events are given out again.
 */
const FIRST_CAPACITY = 64;

/** Grows with the groups: whatever keeps something for each of them. */
export interface PerGroup {
  reserve(capacity: number): void;
}

export class Groups {
  readonly #numbers = new Map<string, number>();
  readonly #keys: string[] = [];
  readonly #labels: string[] = [];
  readonly #free: number[] = [];
  readonly #attached: PerGroup[] = [];
  #capacity = FIRST_CAPACITY;
  /** Position of the group's oldest and newest event in the log. */
  heads = new Uint32Array(FIRST_CAPACITY);
  tails = new Uint32Array(FIRST_CAPACITY);
  counts = new Int32Array(FIRST_CAPACITY);
  /** Time of the last event of the group's last hit; later hits hold later events only. */
  firedUntil = new Float64Array(FIRST_CAPACITY);
  /** 1 where events were added since the group last lost one: what it holds then is no part of something larger. */
  grown = new Uint8Array(FIRST_CAPACITY);
  /** 1 where events were given up to bound the memory: what is left says nothing about how few there were. */
  partial = new Uint8Array(FIRST_CAPACITY);

  get size(): number {
    return this.#numbers.size;
  }

  /** Sizes `attached` with the groups from now on. */
  attach(attached: PerGroup): void {
    this.#attached.push(attached);
    attached.reserve(this.#capacity);
  }

  /** The group with this key; a new one is empty. `label` is the key as the first event wrote it. */
  numberOf(key: string, label: string): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const group = this.#free.pop() ?? this.#keys.length;
    if (group >= this.#capacity) this.#grow();
    this.#numbers.set(key, group);
    this.#keys[group] = key;
    this.#labels[group] = label;
    this.counts[group] = 0;
    this.firedUntil[group] = -Infinity;
    this.grown[group] = 0;
    this.partial[group] = 0;
    return group;
  }

  labelOf(group: number): string {
    return this.#labels[group]!;
  }

  release(group: number): void {
    this.#numbers.delete(this.#keys[group]!);
    this.#keys[group] = '';
    this.#labels[group] = '';
    this.#free.push(group);
  }

  #grow(): void {
    this.#capacity *= 2;
    this.heads = enlarged(this.heads, new Uint32Array(this.#capacity));
    this.tails = enlarged(this.tails, new Uint32Array(this.#capacity));
    this.counts = enlarged(this.counts, new Int32Array(this.#capacity));
    this.firedUntil = enlarged(this.firedUntil, new Float64Array(this.#capacity));
    this.grown = enlarged(this.grown, new Uint8Array(this.#capacity));
    this.partial = enlarged(this.partial, new Uint8Array(this.#capacity));
    for (const attached of this.#attached) attached.reserve(this.#capacity);
  }
}

/** `to` with the content of `from` at its start. */
export function enlarged<Column extends Float64Array | Int32Array | Uint32Array | Uint8Array>(
  from: Column,
  to: Column,
): Column {
  to.set(from);
  return to;
}
