/** The graph of an incident as a list: what one entity has to do with others, in words. */
import type { Graph } from './types.ts';

type Node = Graph['nodes'][number];
type Edge = Graph['edges'][number];

export interface Neighbour {
  readonly other: Node;
  readonly edge: Edge;
  /** Whether the entity is where the edge starts. */
  readonly isFrom: boolean;
}

/** What events say before what alerts name together; the most frequent first. */
export function neighboursOf({ nodes, edges }: Pick<Graph, 'nodes' | 'edges'>, id: string): readonly Neighbour[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  return edges
    .filter(({ fromId, toId }) => fromId === id || toId === id)
    .flatMap((edge): Neighbour[] => {
      const isFrom = edge.fromId === id;
      const other = byId.get(isFrom ? edge.toId : edge.fromId);
      return other === undefined ? [] : [{ other, edge, isFrom }];
    })
    .toSorted(
      (a, b) => Number(a.edge.kind === 'together') - Number(b.edge.kind === 'together') || b.edge.count - a.edge.count,
    );
}

const WORDS: Readonly<Record<Edge['kind'], readonly [from: string, to: string]>> = {
  together: ['together with', 'together with'],
  started: ['started', 'started by'],
  active_on: ['active on', 'has active'],
  connected_to: ['connected to', 'connected from'],
};

export function edgeText({ edge, isFrom }: Pick<Neighbour, 'edge' | 'isFrom'>): string {
  return WORDS[edge.kind][isFrom ? 0 : 1];
}
