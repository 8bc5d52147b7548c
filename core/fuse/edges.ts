/** Joins between alerts with their reasons, and the walk that gives each alert of an incident exactly one. */
import type { LinkReason } from '../model/incident.ts';
import type { Sight } from './surprise.ts';

/** Two alerts (indexes into the sights) that were joined, and why. */
export interface Edge {
  readonly from: number;
  readonly to: number;
  readonly reason: Omit<LinkReason, 'alertId' | 'joinedToAlertId'>;
}

/** Walks the incident's tree from its first alert outwards, so that every alert names the one it hangs on. */
export function reasonsFrom(root: number, edges: readonly Edge[], sights: readonly Sight[]): LinkReason[] {
  const { alert } = sights[root]!;
  const start = alert.firstSeenUs > 0 ? 'the incident starts here' : 'no event time: left out of correlation';
  const reasons: LinkReason[] = [
    { alertId: alert.id, joinedToAlertId: null, entityType: null, entityValue: null, gapUs: 0, text: start },
  ];
  if (edges.length === 0) return reasons;
  const neighbours = new Map<number, Edge[]>();
  for (const edge of edges) {
    for (const end of [edge.from, edge.to]) {
      const known = neighbours.get(end);
      if (known === undefined) neighbours.set(end, [edge]);
      else known.push(edge);
    }
  }
  const reached = new Set([root]);
  const queue = [root];
  for (let head = 0; head < queue.length; head++) {
    const at = queue[head]!;
    for (const { from, to, reason } of neighbours.get(at) ?? []) {
      const other = from === at ? to : from;
      if (reached.has(other)) continue;
      reached.add(other);
      queue.push(other);
      reasons.push({ alertId: sights[other]!.alert.id, joinedToAlertId: sights[at]!.alert.id, ...reason });
    }
  }
  return reasons;
}
