/** Disjoint sets over 0..size-1 with path halving and union by size: near constant time per operation. */
export interface DisjointSets {
  find(item: number): number;
  /** Joins two sets; false where they were one already. */
  join(a: number, b: number): boolean;
}

export function createDisjointSets(size: number): DisjointSets {
  const parent = Int32Array.from({ length: size }, (_, index) => index);
  const sizes = new Int32Array(size).fill(1);
  const find = (item: number): number => {
    let at = item;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!;
      at = parent[at]!;
    }
    return at;
  };
  return {
    find,
    join(a, b) {
      const [rootA, rootB] = [find(a), find(b)];
      if (rootA === rootB) return false;
      const [large, small] = sizes[rootA]! >= sizes[rootB]! ? [rootA, rootB] : [rootB, rootA];
      parent[small] = large;
      sizes[large]! += sizes[small]!;
      return true;
    },
  };
}
