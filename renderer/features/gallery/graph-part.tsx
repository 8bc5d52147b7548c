/** Graphs of made-up entities. */
import { useState, type ReactNode } from 'react';
import { ENTITY_TYPES } from '../../../core/model/entity.ts';
import { EntityGraph } from '../../ui/graph/graph.tsx';
import type { GraphEdge, GraphNode, GraphPoint } from '../../ui/graph/types.ts';
import { Example } from './example.tsx';
import { HOSTILE } from './hostile.ts';
import classes from './gallery.module.css';

const NODES: readonly GraphNode[] = [
  { id: 'ws12', type: 'host', label: 'WS-12', count: 840, severity: 'critical' },
  { id: 'dc01', type: 'host', label: 'DC-01', count: 210, severity: 'high' },
  { id: 'fs02', type: 'host', label: 'FS-02', count: 95, severity: 'critical' },
  { id: 'alice', type: 'user', label: 'contoso\\alice', count: 120, severity: 'medium' },
  { id: 'svc', type: 'user', label: 'contoso\\svc-backup', count: 44 },
  { id: 'word', type: 'process', label: 'winword.exe', count: 3, host: 'ws12' },
  { id: 'ps', type: 'process', label: 'powershell.exe', count: 9, severity: 'critical', host: 'ws12' },
  { id: 'vss', type: 'process', label: 'vssadmin.exe', count: 1, severity: 'critical', host: 'fs02' },
  { id: 'ip', type: 'ip', label: '203.0.113.9', count: 17, severity: 'high' },
  { id: 'dom', type: 'domain', label: 'cdn.made-up.example', count: 12 },
  { id: 'file', type: 'file', label: HOSTILE.turned, count: 2, severity: 'low' },
  { id: 'task', type: 'task', label: HOSTILE.script, count: 1 },
];
const EDGES: readonly GraphEdge[] = (
  [
    ['alice', 'ws12', 'logged on to', 40],
    ['word', 'ps', 'started', 1],
    ['alice', 'word', 'ran', 3],
    ['ps', 'file', 'wrote', 2],
    ['ps', 'ip', 'connected to', 17],
    ['dom', 'ip', 'resolved to', 12],
    ['ws12', 'dc01', 'logged on from', 2],
    ['svc', 'dc01', 'logged on to', 5],
    ['dc01', 'fs02', 'logged on from', 1],
    ['svc', 'vss', 'ran', 1],
    ['vss', 'fs02', 'ran on', 1],
    ['task', 'fs02', 'was made on', 1],
    ['ps', 'ws12', 'ran on', 9],
  ] as const
).map(([from, to, kind, count]) => ({ from, to, kind, count }));

const MANY_NODES: readonly GraphNode[] = Array.from({ length: 1_200 }, (_, at) => ({
  id: `e${at}`,
  type: ENTITY_TYPES[at % ENTITY_TYPES.length]!,
  label: `made-up ${at}`,
  count: (at * 37) % 500,
  host: `h${at % 4}`,
  ...(at % 40 === 0 ? { severity: 'high' as const } : {}),
}));
const MANY_EDGES: readonly GraphEdge[] = MANY_NODES.slice(1).map(({ id }, at) => ({
  from: `e${Math.floor(at / 6)}`,
  to: id,
  kind: 'touched',
  count: 1 + (at % 9),
}));

export function GraphPart(): ReactNode {
  const [selected, setSelected] = useState<string | null>('ps');
  const [many, setMany] = useState<string | null>(null);
  const [pinned, setPinned] = useState<Readonly<Record<string, GraphPoint>>>({});
  const [said, setSaid] = useState('');
  function pin(id: string, point: GraphPoint | null): void {
    const { [id]: _, ...others } = pinned;
    setPinned(point === null ? others : { ...others, [id]: point });
  }
  return (
    <>
      <Example title="A case" heightPx={440}>
        <EntityGraph
          label="Entities"
          nodes={NODES}
          edges={EDGES}
          selected={selected}
          onSelect={setSelected}
          pinned={pinned}
          onPin={pin}
          onOpen={({ id }) => setSaid(`opened ${id}`)}
          actionsOf={({ id }) => [{ id: 'entity.pivot', title: 'Pivot on it', run: () => setSaid(`pivoted on ${id}`) }]}
        />
      </Example>
      <p className={classes['said']} data-testid="graph-said">
        {selected ?? 'nothing'} pinned {Object.keys(pinned).length} {said}
      </p>
      <Example title="1,200 entities" heightPx={520}>
        <EntityGraph label="Many entities" nodes={MANY_NODES} edges={MANY_EDGES} selected={many} onSelect={setMany} />
      </Example>
      <Example title="None">
        <EntityGraph label="No entities" nodes={[]} edges={[]} selected={null} onSelect={() => undefined} />
      </Example>
    </>
  );
}
