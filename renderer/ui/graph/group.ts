/**
 * At most so many nodes as can be looked at. The worst and the busiest stay; the others become one node a type and host, or a
 * type alone where that is still too many.
 */
import { severityRank } from '../../../core/model/severity.ts';
import { count } from '../../lib/format.ts';
import type { GraphEdge, GraphNode } from './types.ts';

export const MOST_NODES = 300;
const KEPT = 220;
const MOST_GROUPS = MOST_NODES - KEPT;

export interface ShownNode extends GraphNode {
  /** How many nodes it stands for; 1 is itself. */
  readonly members: number;
}

export interface ShownGraph {
  readonly nodes: readonly ShownNode[];
  readonly edges: readonly GraphEdge[];
  /** How many nodes are in groups. */
  readonly grouped: number;
}

export function shownGraph(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): ShownGraph {
  const known = new Set(nodes.map(({ id }) => id));
  const real = edges.filter(({ from, to }) => known.has(from) && known.has(to));
  if (nodes.length <= MOST_NODES) {
    const alone = nodes.map((node): ShownNode => ({ ...node, members: 1 }));
    return { nodes: alone, edges: mergedEdges(real, (id) => id), grouped: 0 };
  }
  const ranked = nodes.toSorted((a, b) => rankOf(b) - rankOf(a) || b.count - a.count || (a.id < b.id ? -1 : 1));
  const kept = ranked.slice(0, KEPT).map((node): ShownNode => ({ ...node, members: 1 }));
  const rest = ranked.slice(KEPT);
  const byHost = Map.groupBy(rest, ({ type, host = '' }) => `${type} ${host}`);
  const groups = byHost.size <= MOST_GROUPS ? byHost : Map.groupBy(rest, ({ type }) => type);
  const groupOf = new Map<string, string>();
  const made = [...groups].map(([key, members]): ShownNode => {
    const id = `group ${key}`;
    for (const member of members) groupOf.set(member.id, id);
    return groupNode(id, members, groups === byHost);
  });
  return {
    nodes: [...kept, ...made],
    edges: mergedEdges(real, (one) => groupOf.get(one) ?? one),
    grouped: rest.length,
  };
}

function rankOf({ severity }: GraphNode): number {
  return severity === undefined ? -1 : severityRank(severity);
}

function groupNode(id: string, members: readonly GraphNode[], isOfHost: boolean): ShownNode {
  const { type, host } = members[0]!;
  // Sorted by severity already.
  const { severity } = members[0]!;
  const where = isOfHost && host !== undefined ? ` on ${host}` : '';
  return {
    id,
    type,
    label: `${count(members.length)} × ${typeName(type)}${where}`,
    count: members.reduce((sum, one) => sum + one.count, 0),
    members: members.length,
    ...(severity === undefined ? {} : { severity }),
    ...(isOfHost && host !== undefined ? { host } : {}),
  };
}

/** Edges between the same two of the same kind are one; within a group there are none. */
function mergedEdges(edges: readonly GraphEdge[], idOf: (id: string) => string): readonly GraphEdge[] {
  const merged = new Map<string, GraphEdge>();
  for (const edge of edges) {
    const [from, to] = [idOf(edge.from), idOf(edge.to)];
    if (from === to && from !== edge.from) continue;
    const key = JSON.stringify([from, to, edge.kind]);
    merged.set(key, { from, to, kind: edge.kind, count: edge.count + (merged.get(key)?.count ?? 0) });
  }
  return [...merged.values()];
}

export function typeName(type: string): string {
  return type === 'ip' ? 'IP address' : type.replaceAll('_', ' ');
}

/** `→ cmd.exe started (3)`, `← explorer.exe started`: who a node has to do with, as the list tells it. */
export function neighboursOf(id: string, { nodes, edges }: Pick<ShownGraph, 'nodes' | 'edges'>): readonly string[] {
  const labels = new Map(nodes.map((node) => [node.id, node.label]));
  return edges
    .filter(({ from, to }) => from === id || to === id)
    .map(({ from, to, kind, count: times }) => {
      const other = from === id ? `→ ${labels.get(to)}` : `← ${labels.get(from)}`;
      return `${other} ${kind}${times > 1 ? ` (${count(times)})` : ''}`;
    });
}
