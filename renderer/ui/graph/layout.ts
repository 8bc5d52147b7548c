/**
 * Places a graph by forces (Fruchterman and Reingold, 1991): edges pull, nodes push, all is drawn to the middle. The same
 * graph gets the same picture always: the start is a spiral in a fixed order, and nothing is random. It is a generator, so
 * that whoever runs it can let other work go first; it touches no document and could run anywhere.
 */
import type { GraphEdge, GraphPoint } from './types.ts';

export interface LayoutInput {
  readonly ids: readonly string[];
  readonly edges: readonly Pick<GraphEdge, 'from' | 'to'>[];
  readonly pinned: Readonly<Record<string, GraphPoint>>;
}

export type Positions = ReadonlyMap<string, GraphPoint>;

/** What an edge wants to be long. */
const EDGE = 96;
const ROUNDS = 240;
/** Rounds between two chances to stop for other work. */
const SLICE_ROUNDS = 8;
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
/** Stronger upwards and downwards: panes are wider than high. */
const GRAVITY_X = 0.08;
const GRAVITY_Y = 0.32;

export function* layOut({ ids, edges, pinned }: LayoutInput): Generator<undefined, Positions> {
  const degree = new Map<string, number>();
  for (const { from, to } of edges) for (const id of [from, to]) degree.set(id, (degree.get(id) ?? 0) + 1);
  const order = ids.toSorted((a, b) => (degree.get(b) ?? 0) - (degree.get(a) ?? 0) || (a < b ? -1 : 1));
  const place = new Map(order.map((id, at) => [id, at]));
  const size = order.length;
  const [x, y, dx, dy] = [0, 1, 2, 3].map(() => new Float64Array(size)) as Four;
  const isFixed = order.map((id) => Object.hasOwn(pinned, id));
  for (const [at, id] of order.entries()) {
    const radius = EDGE * 0.7 * Math.sqrt(at);
    x[at] = isFixed[at] ? pinned[id]!.x : radius * Math.cos(at * GOLDEN_ANGLE);
    y[at] = isFixed[at] ? pinned[id]!.y : radius * Math.sin(at * GOLDEN_ANGLE);
  }
  const pairs = edges
    .map(({ from, to }) => [place.get(from), place.get(to)] as const)
    .filter((pair): pair is readonly [number, number] => pair[0] !== undefined && pair[1] !== undefined);

  for (let round = 0; round < ROUNDS; round++) {
    const heat = EDGE * (1 - round / ROUNDS) ** 2 + 0.5;
    push(x, y, dx, dy);
    pull(pairs, x, y, dx, dy);
    for (let at = 0; at < size; at++) {
      if (isFixed[at]) continue;
      const [fx, fy] = [dx[at]! - x[at]! * GRAVITY_X, dy[at]! - y[at]! * GRAVITY_Y];
      const force = Math.hypot(fx, fy) || 1;
      const step = Math.min(heat, force) / force;
      x[at]! += fx * step;
      y[at]! += fy * step;
    }
    if (round % SLICE_ROUNDS === SLICE_ROUNDS - 1) yield undefined;
  }
  return new Map(order.map((id, at) => [id, { x: Math.round(x[at]!), y: Math.round(y[at]!) }]));
}

type Four = [Float64Array, Float64Array, Float64Array, Float64Array];

function push(x: Float64Array, y: Float64Array, dx: Float64Array, dy: Float64Array): void {
  dx.fill(0);
  dy.fill(0);
  for (let a = 0; a < x.length; a++) {
    for (let b = a + 1; b < x.length; b++) {
      // Two on the same spot part along a line of their own.
      const [ox, oy] = [x[a]! - x[b]! || (a - b) * 0.01, y[a]! - y[b]! || 0.01];
      const force = (EDGE * EDGE) / Math.max(16, ox * ox + oy * oy);
      dx[a]! += ox * force;
      dy[a]! += oy * force;
      dx[b]! -= ox * force;
      dy[b]! -= oy * force;
    }
  }
}

function pull(
  pairs: readonly (readonly [number, number])[],
  x: Float64Array,
  y: Float64Array,
  dx: Float64Array,
  dy: Float64Array,
): void {
  for (const [a, b] of pairs) {
    const [ox, oy] = [x[a]! - x[b]!, y[a]! - y[b]!];
    const force = Math.hypot(ox, oy) / EDGE;
    dx[a]! -= ox * force;
    dy[a]! -= oy * force;
    dx[b]! += ox * force;
    dy[b]! += oy * force;
  }
}

/** The whole layout at once, for tests and small graphs. */
export function placed(input: LayoutInput): Positions {
  const running = layOut(input);
  for (;;) {
    const { done, value } = running.next();
    if (done === true) return value;
  }
}

/** The nearest node towards a side: what lies aside counts as twice as far. */
export function towards(
  positions: Positions,
  from: string | null,
  [sx, sy]: readonly [number, number],
): string | undefined {
  const here = from === null ? undefined : positions.get(from);
  if (here === undefined) return positions.keys().next().value;
  let [best, least]: [string | undefined, number] = [undefined, Infinity];
  for (const [id, { x, y }] of positions) {
    const along = (x - here.x) * sx + (y - here.y) * sy;
    const aside = Math.abs((x - here.x) * sy - (y - here.y) * sx);
    const far = along + 2 * aside;
    if (id !== from && along > 0 && aside <= 2 * along && far < least) [best, least] = [id, far];
  }
  return best;
}
