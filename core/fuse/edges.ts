/**
 * Joins between alerts with their reasons, and the walk that gives each alert of an incident exactly one. There are about
 * as many as alerts, so a reason is worked out when its incident is told.
 */
import type { Alert } from '../model/alert.ts';
import type { LinkReason } from '../model/incident.ts';
import { Column, reserve } from './columns.ts';

export type Reason = Omit<LinkReason, 'alertId' | 'joinedToAlertId'>;

/** Two alerts (indexes into the sights) that were joined, and why. */
export interface Edge {
  readonly from: number;
  readonly to: number;
  readonly reason: Reason;
}

/** Of an edge that was added to be told later; `about` is what was handed in with it. */
export type Teller = (edge: {
  readonly from: number;
  readonly to: number;
  readonly gapUs: number;
  readonly about: number;
}) => Reason;

/** Edges in the order in which they came. */
export interface EdgeList {
  readonly length: number;
  from(edge: number): number;
  to(edge: number): number;
  reason(edge: number): Reason;
}

export class Edges implements EdgeList {
  readonly #from = new Column(Uint32Array);
  readonly #to = new Column(Uint32Array);
  readonly #gapUs = new Column(Float64Array);
  readonly #about = new Column(Uint32Array);
  readonly #teller = new Column(Uint8Array);
  readonly #tellers: Teller[] = [];
  readonly #told: Reason[] = [];
  readonly #tellTold = ({ about }: { readonly about: number }): Reason => this.#told[about]!;

  get length(): number {
    return this.#from.length;
  }

  /** Makes room for so many. */
  expect(edges: number): void {
    reserve([this.#from, this.#to, this.#gapUs, this.#about, this.#teller], edges);
  }

  /** Adds one whose reason is known. */
  add({ from, to, reason }: Edge): void {
    this.addTold(from, to, reason.gapUs, this.#told.push(reason) - 1, this.#tellTold);
  }

  /** Adds one whose reason `teller`, one of few, gives when it is asked for. */
  addTold(from: number, to: number, gapUs: number, about: number, teller: Teller): void {
    this.#from.push(from);
    this.#to.push(to);
    this.#gapUs.push(gapUs);
    this.#about.push(about);
    const known = this.#tellers.indexOf(teller);
    this.#teller.push(known === -1 ? this.#tellers.push(teller) - 1 : known);
  }

  from(edge: number): number {
    return this.#from.at(edge);
  }

  to(edge: number): number {
    return this.#to.at(edge);
  }

  reason(edge: number): Reason {
    const [from, to, gapUs, about] = [this.from(edge), this.to(edge), this.#gapUs.at(edge), this.#about.at(edge)];
    return this.#tellers[this.#teller.at(edge)]!({ from, to, gapUs, about });
  }
}

/**
 * Walks the incident's tree from the alert it starts with outwards, so that every alert names the one it hangs on.
 * `members` are its alerts, ascending, and `own` its edges; `start` and what `alertOf` takes are places in `members`.
 */
export function reasonsFrom(
  start: number,
  members: Uint32Array,
  edges: EdgeList,
  own: Uint32Array,
  alertOf: (place: number) => Alert,
): LinkReason[] {
  const first = alertOf(start);
  const text = first.firstSeenUs > 0 ? 'the incident starts here' : 'no event time: left out of correlation';
  const reasons: LinkReason[] = [
    { alertId: first.id, joinedToAlertId: null, entityType: null, entityValue: null, gapUs: 0, text },
  ];
  if (own.length === 0) return reasons;
  const ends: number[] = [];
  for (const edge of own) ends.push(placeIn(members, edges.from(edge)), placeIn(members, edges.to(edge)));
  const neighbours = neighboursOf(members.length, ends);
  const isReached = Array.from(members, () => false);
  const queue = [start];
  isReached[start] = true;
  for (let head = 0; head < queue.length; head++) {
    const at = queue[head]!;
    for (let end = neighbours.first[at]!; end !== NONE; end = neighbours.next[end]!) {
      const other = ends[end ^ 1]!;
      if (isReached[other]!) continue;
      isReached[other] = true;
      queue.push(other);
      reasons.push({
        alertId: alertOf(other).id,
        joinedToAlertId: alertOf(at).id,
        ...edges.reason(own[end >> 1]!),
      });
    }
  }
  return reasons;
}

const NONE = -1;

interface Neighbours {
  /** For each member the first of the ends of edges that lie on it, and for each end the one after it. */
  readonly first: readonly number[];
  readonly next: readonly number[];
}

/** `ends` are members by place, two for each edge. */
function neighboursOf(size: number, ends: readonly number[]): Neighbours {
  const first = Array.from({ length: size }, () => NONE);
  const next = ends.map(() => NONE);
  for (let end = ends.length - 1; end >= 0; end--) {
    next[end] = first[ends[end]!]!;
    first[ends[end]!] = end;
  }
  return { first, next };
}

function placeIn(members: Uint32Array, member: number): number {
  let [low, high] = [0, members.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (members[middle]! < member) low = middle + 1;
    else high = middle;
  }
  return low;
}
