/** How deep each process stands under the first that is shown of its line. */
interface Child {
  readonly id: string;
  readonly parentId: string | null;
}

/** Evidence may say that two processes started each other: a line that comes back to itself ends there. */
export function depthsOf(processes: readonly Child[]): ReadonlyMap<string, number> {
  const parents = new Map(processes.map(({ id, parentId }) => [id, parentId]));
  const depths = new Map<string, number>();
  for (const { id } of processes) {
    const line: string[] = [];
    let at: string | null = id;
    while (at !== null && parents.has(at) && !depths.has(at) && !line.includes(at)) {
      line.push(at);
      at = parents.get(at) ?? null;
    }
    let depth = at === null || line.includes(at) ? 0 : (depths.get(at) ?? -1) + 1;
    for (const one of line.toReversed()) depths.set(one, depth++);
  }
  return depths;
}
