import { expect, test } from 'vitest';
import { MOST_NODES, neighboursOf, shownGraph } from './group.ts';
import { placed, towards } from './layout.ts';
import type { GraphEdge, GraphNode } from './types.ts';

const NODES: readonly GraphNode[] = Array.from({ length: 2_000 }, (_, at) => ({
  id: `n${at}`,
  type: at % 2 === 0 ? 'file' : 'ip',
  label: `node ${at}`,
  count: at,
  host: `h${at % 3}`,
  ...(at === 5 ? { severity: 'critical' as const } : {}),
}));
const EDGES: readonly GraphEdge[] = NODES.slice(1).map(({ id }, at) => ({
  from: 'n0',
  to: id,
  kind: 'wrote',
  count: 1 + (at % 2),
}));

test('few nodes are shown as they are, edges to nowhere are not', () => {
  const { nodes, edges, grouped } = shownGraph(NODES.slice(0, 3), EDGES);
  expect([nodes.length, edges.length, grouped]).toEqual([3, 2, 0]);
});

test('many are grouped by type and host; the worst stays', () => {
  const { nodes, edges, grouped } = shownGraph(NODES, EDGES);
  expect(nodes.length).toBeLessThanOrEqual(MOST_NODES);
  expect(nodes.some(({ id }) => id === 'n5')).toBe(true);
  expect(nodes.reduce((sum, { members }) => sum + members, 0)).toBe(2_000);
  expect(grouped).toBe(1_780);
  expect(nodes.at(-1)!.label).toMatch(/^29\d × (?:file|IP address) on h\d$/);
  const ids = new Set(nodes.map(({ id }) => id));
  expect(edges.every(({ from, to }) => ids.has(from) && ids.has(to))).toBe(true);
});

test('by type alone where there are too many hosts', () => {
  const { nodes } = shownGraph(
    NODES.map((node, at) => ({ ...node, host: `h${at}` })),
    [],
  );
  expect(nodes.length).toBe(222);
});

test('the same graph is placed the same, whatever the order of its nodes', () => {
  const ids = NODES.slice(0, 60).map(({ id }) => id);
  const edges = EDGES.slice(0, 40);
  const one = placed({ ids, edges, pinned: {} });
  const other = placed({ ids: ids.toReversed(), edges, pinned: {} });
  expect(Object.fromEntries(one)).toEqual(Object.fromEntries(other));
  const spots = [...one.values()];
  for (const [at, a] of spots.entries())
    for (const b of spots.slice(at + 1)) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(12);
});

test('what people pinned stays where they put it', () => {
  const positions = placed({
    ids: ['a', 'b', 'c'],
    edges: [{ from: 'a', to: 'b' }],
    pinned: { b: { x: 500, y: -40 } },
  });
  expect(positions.get('b')).toEqual({ x: 500, y: -40 });
});

test('the arrows go to the nearest on that side', () => {
  const positions = new Map([
    ['a', { x: 0, y: 0 }],
    ['b', { x: 100, y: 10 }],
    ['c', { x: 40, y: 90 }],
  ]);
  expect(towards(positions, 'a', [1, 0])).toBe('b');
  expect(towards(positions, 'a', [0, 1])).toBe('c');
  expect(towards(positions, 'a', [-1, 0])).toBeUndefined();
  expect(towards(positions, null, [1, 0])).toBe('a');
});

test('the list says who a node has to do with', () => {
  const shown = shownGraph(NODES.slice(0, 3), EDGES);
  expect(neighboursOf('n0', shown)).toEqual(['→ node 1 wrote', '→ node 2 wrote (2)']);
  expect(neighboursOf('n2', shown)).toEqual(['← node 0 wrote (2)']);
});
