/**
 * Disjoint sets over 0..size-1 with path halving and union by size: near constant time per operation. Two sets that
 * were set apart never become one, whatever is joined later; what is held joins nothing more by itself.
 */
/** Set `i` is `items` from `starts[i]` to `starts[i + 1] - 1`, ascending; the sets come in order of their first. */
export interface Groups {
  readonly items: Uint32Array;
  readonly starts: readonly number[];
  /** For each item the number of its set. */
  readonly numbers: Uint32Array;
}

export interface DisjointSets {
  /** Adds an item, alone in its set, and returns it. */
  add(): number;
  find(item: number): number;
  /** Joins two sets; false where they were one already, are set apart, or one of the two items is held. */
  join(a: number, b: number): boolean;
  /** From now on the sets of `a` and `b` never become one; no effect where they are one already. */
  setApart(a: number, b: number): void;
  /** From now on `item` is no reason to join anything; the set it is in may still grow through others. */
  hold(item: number): void;
  isHeld(item: number): boolean;
  /** All items, set by set; see `Groups`. */
  groups(): Groups;
}

/** Over 0..initial-1. */
export function createDisjointSets(initial: number): DisjointSets {
  let size = initial;
  let parent = Int32Array.from({ length: size }, (_, index) => index);
  let sizes = new Int32Array(size).fill(1);
  /** For a root the roots it must not meet; both directions, and kept true when roots change. */
  const apart = new Map<number, Set<number>>();
  const held = new Set<number>();
  const find = (item: number): number => {
    let at = item;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!;
      at = parent[at]!;
    }
    return at;
  };
  return {
    add() {
      if (size === parent.length) {
        parent = grown(parent);
        sizes = grown(sizes);
      }
      parent[size] = size;
      sizes[size] = 1;
      return size++;
    },
    find,
    join(a, b) {
      const [rootA, rootB] = [find(a), find(b)];
      if (rootA === rootB || held.has(a) || held.has(b) || apart.get(rootA)?.has(rootB) === true) return false;
      const [large, small] = sizes[rootA]! >= sizes[rootB]! ? [rootA, rootB] : [rootB, rootA];
      parent[small] = large;
      sizes[large]! += sizes[small]!;
      for (const other of apart.get(small) ?? []) {
        apart.get(other)!.delete(small);
        keepApart(apart, large, other);
      }
      apart.delete(small);
      return true;
    },
    setApart(a, b) {
      const [rootA, rootB] = [find(a), find(b)];
      if (rootA !== rootB) keepApart(apart, rootA, rootB);
    },
    hold: (item) => void held.add(item),
    isHeld: (item) => held.has(item),
    groups() {
      const numbers = new Uint32Array(size);
      const starts: number[] = [0];
      /** For a root one more than the number of its set. */
      const ofRoot = new Uint32Array(size);
      for (let item = 0; item < size; item++) {
        const root = find(item);
        if (ofRoot[root] === 0) ofRoot[root] = starts.push(starts.at(-1)! + sizes[root]!) - 1;
        numbers[item] = ofRoot[root]! - 1;
      }
      const items = new Uint32Array(size);
      const filled = Uint32Array.from(starts);
      for (let item = 0; item < size; item++) items[filled[numbers[item]!]!++] = item;
      return { items, starts, numbers };
    },
  };
}

function grown(cells: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(1_024, cells.length * 2));
  larger.set(cells);
  return larger;
}

function keepApart(apart: Map<number, Set<number>>, a: number, b: number): void {
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    const known = apart.get(one);
    if (known === undefined) apart.set(one, new Set([other]));
    else known.add(other);
  }
}
