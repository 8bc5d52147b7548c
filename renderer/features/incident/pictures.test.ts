/** What the tabs make of graph, techniques and lanes. */
import { expect, test } from 'vitest';
import { columnsOf, type Coverage } from './attack.ts';
import { edgeText, mainEdges, neighboursOf } from './graph.ts';
import { shortLabels } from './lane-labels.ts';

test('what events say of an entity comes before what alerts name together', () => {
  const node = (id: string) => ({
    kind: 'entity' as const,
    id,
    type: 'process' as const,
    value: id,
    label: id,
    alertCount: 1,
    severity: 'low' as const,
  });
  const graph = {
    nodes: [node('a'), node('b'), node('c')],
    edges: [
      { fromId: 'a', toId: 'b', kind: 'together' as const, count: 9 },
      { fromId: 'c', toId: 'a', kind: 'started' as const, count: 1 },
      { fromId: 'a', toId: 'left out', kind: 'started' as const, count: 5 },
    ],
  };
  expect(neighboursOf(graph, 'a').map((one) => `${edgeText(one)} ${one.other.id}`)).toEqual([
    'started by c',
    'together with b',
  ]);
});

test('a picture leaves out what alerts only name together, but stays in one piece', () => {
  const edge = (fromId: string, toId: string, kind: 'together' | 'started', count: number) => ({
    fromId,
    toId,
    kind,
    count,
  });
  const edges = [
    edge('a', 'b', 'started', 1),
    edge('a', 'b', 'together', 9),
    edge('b', 'c', 'together', 2),
    edge('a', 'c', 'together', 5),
    edge('d', 'e', 'started', 1),
    edge('e', 'a', 'together', 1),
    edge('d', 'b', 'together', 3),
  ];
  expect(mainEdges(edges).map(({ fromId, toId, kind }) => `${fromId}${toId} ${kind}`)).toEqual([
    'ab started',
    'de started',
    'ac together',
    'db together',
  ]);
});

test('a technique stands under each tactic it serves, with its steps and the most severe of them', () => {
  const tactic = (id: string, techniqueIds: readonly string[]) =>
    ({ id, name: id, techniqueIds }) as unknown as Coverage['tactics'][number];
  const known = [{ id: 'T1', name: 'One' }] as unknown as Coverage['techniques'];
  const columns = columnsOf(
    ['T1', 'T9'],
    [
      { techniques: ['T1'], severity: 'low' },
      { techniques: ['T1', 'T9'], severity: 'high' },
    ],
    { tactics: [tactic('A', ['T1', 'T2']), tactic('B', ['T1']), tactic('C', [])], techniques: known },
  );
  expect(
    columns.map(({ id, cells }) => [id, cells.map((cell) => `${cell.id} ${cell.name} ${cell.steps} ${cell.severity}`)]),
  ).toEqual([
    ['A', ['T1 One 2 high']],
    ['B', ['T1 One 2 high']],
    ['C', []],
    ['none', ['T9  1 high']],
  ]);
});

test('hosts go by their short names where only one is called so; addresses stay whole', () => {
  const lanes = ['WS-1.corp.example', 'DC.a.example', 'dc.b.example', '10.0.0.5', ''].map((label, at) => ({
    id: String(at),
    label,
  }));
  expect([...shortLabels(lanes).values()]).toEqual(['WS-1', 'DC.a.example', 'dc.b.example', '10.0.0.5', '']);
});
