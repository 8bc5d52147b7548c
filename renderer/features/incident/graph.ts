/** The graph of an incident as a list: what one entity has to do with others, in words. */
import type { EntityType } from '../../../core/model/entity.ts';
import { fileName } from '../../lib/format.ts';
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

export function edgeText({ edge, isFrom }: { readonly edge: Pick<Edge, 'kind'>; readonly isFrom: boolean }): string {
  return WORDS[edge.kind][isFrom ? 0 : 1];
}

/**
 * What a picture shows at first: all that events say, and of what alerts only name together just enough to hold the picture
 * in one piece: the edge of the most alerts first, and only one that joins two pieces.
 */
export function mainEdges(edges: readonly Edge[]): readonly Edge[] {
  const leaders = new Map<string, string>();
  const leaderOf = (id: string): string => {
    let at = id;
    while (leaders.has(at)) at = leaders.get(at)!;
    return at;
  };
  /** Whether these were in two pieces. */
  const join = ({ fromId, toId }: Edge): boolean => {
    const [from, to] = [leaderOf(fromId), leaderOf(toId)];
    if (from !== to) leaders.set(from, to);
    return from !== to;
  };
  const told = edges.filter(({ kind }) => kind !== 'together');
  for (const edge of told) join(edge);
  const strongest = edges.filter(({ kind }) => kind === 'together').toSorted((a, b) => b.count - a.count);
  return [...told, ...strongest.filter(join)];
}

/** Those that anything connects with another; all where nothing does. One that hangs alone takes a picture its room. */
export function connectedNodes({ nodes, edges }: Pick<Graph, 'nodes' | 'edges'>): readonly Node[] {
  const reached = new Set(edges.flatMap(({ fromId, toId }) => [fromId, toId]));
  const connected = nodes.filter(({ id }) => reached.has(id));
  return connected.length === 0 ? nodes : connected;
}

/** Of a path its last part, which is what tells two apart in a picture. */
export function shortLabel(type: EntityType, label: string): string {
  return type === 'process' || type === 'file' ? fileName(label) : label;
}
