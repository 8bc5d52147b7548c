/**
 * What people decided about alerts, by alert ids, because those survive new evidence while incidents come and go. A
 * decision always wins over what fusion would have done and is applied anew on every run. Where two contradict each
 * other the later one wins, so the latest is applied first and an earlier one only as far as it still can be.
 */
import type { Edge } from './edges.ts';
import type { DisjointSets } from './forest.ts';
import { gapBetween } from './nearness.ts';
import type { Sights } from './sights.ts';

interface Stated {
  /** Who decided it and why, as it ends a reason: "by eve: same intruder". */
  readonly because?: string;
}

/** The incidents of these alerts are one. */
export interface MergeDecision extends Stated {
  readonly kind: 'merge';
  readonly alertIds: readonly string[];
}

/** These alerts are one incident and those they were together with another; nothing ever joins the two again. */
export interface SplitDecision extends Stated {
  readonly kind: 'split';
  readonly alertIds: readonly string[];
  readonly fromAlertIds: readonly string[];
}

/** The alert has nothing to do with any other. */
export interface DetachDecision extends Stated {
  readonly kind: 'detach';
  readonly alertId: string;
}

/** The alert belongs with the other one, whatever else would draw it away; it draws nothing along. */
export interface PinDecision extends Stated {
  readonly kind: 'pin';
  readonly alertId: string;
  readonly toAlertId: string;
}

export type Decision = MergeDecision | SplitDecision | DetachDecision | PinDecision;

/** The alerts that a decision names. */
export function alertsNamed(decision: Decision): readonly string[] {
  switch (decision.kind) {
    case 'merge':
      return decision.alertIds;
    case 'split':
      return [...decision.alertIds, ...decision.fromAlertIds];
    case 'detach':
      return [decision.alertId];
    case 'pin':
      return [decision.alertId, decision.toAlertId];
  }
}

/**
 * Applies `decisions`, in the order they were taken, to fresh `sets` over `sights`; returns the joins that are made by
 * hand. Alerts that are not there, or no more, are passed over.
 */
export function decidedEdges(sights: Sights, sets: DisjointSets, decisions: readonly Decision[]): Edge[] {
  if (decisions.length === 0) return [];
  const indexes = indexesOf(sights, new Set(decisions.flatMap(alertsNamed)));
  const known = (ids: readonly string[]): number[] =>
    ids.map((id) => indexes.get(id)).filter((index) => index !== undefined);
  const edges: Edge[] = [];
  /** Alerts a later decision placed: an earlier one no longer takes them out. */
  const placed = new Set<number>();
  const joinAll = (members: readonly number[], text: string): void => {
    for (const to of members.slice(1)) {
      const from = members[0]!;
      if (sets.join(from, to)) edges.push(handEdge(sights, from, to, text));
    }
    for (const index of members) placed.add(index);
  };
  for (const decision of decisions.toReversed()) {
    switch (decision.kind) {
      case 'merge':
        joinAll(known(decision.alertIds), inWords('merged by hand', decision));
        break;
      case 'split': {
        const [part, rest] = [known(decision.alertIds), known(decision.fromAlertIds)];
        joinAll(part, inWords('split off together by hand', decision));
        joinAll(rest, inWords('kept together by hand', decision));
        for (const one of part) for (const other of rest.slice(0, 1)) sets.setApart(one, other);
        for (const other of rest) for (const one of part.slice(0, 1)) sets.setApart(one, other);
        break;
      }
      case 'detach': {
        for (const index of known([decision.alertId])) if (!placed.has(index)) sets.hold(index);
        break;
      }
      case 'pin': {
        const [index, to] = known([decision.alertId, decision.toAlertId]);
        if (index === undefined || to === undefined || sets.isHeld(index)) break;
        if (sets.join(to, index)) edges.push(handEdge(sights, to, index, inWords('pinned by hand', decision)));
        sets.hold(index);
        placed.add(index);
        break;
      }
    }
  }
  return edges;
}

function indexesOf(sights: Sights, ids: ReadonlySet<string>): Map<string, number> {
  const indexes = new Map<string, number>();
  for (let index = 0; index < sights.length; index++) {
    const { id } = sights.alert(index);
    if (ids.has(id)) indexes.set(id, index);
  }
  return indexes;
}

function inWords(what: string, { because }: Stated): string {
  return because === undefined ? what : `${what} ${because}`;
}

function handEdge(sights: Sights, from: number, to: number, text: string): Edge {
  const [earlier, later] = [sights.alert(from), sights.alert(to)];
  const isTimed = earlier.firstSeenUs > 0 && later.firstSeenUs > 0;
  return {
    from,
    to,
    reason: { entityType: null, entityValue: null, gapUs: isTimed ? gapBetween(earlier, later) : 0, text },
  };
}
