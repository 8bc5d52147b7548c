/** What belongs together: the entities of the incident and what alerts and events say connects them. */
import { useMemo, useState, type ReactNode } from 'react';
import { useAsk } from '../../app/engine/queries.tsx';
import { useMemory } from '../../app/memory.ts';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { Checkbox } from '../../ui/field.tsx';
import { EntityGraph } from '../../ui/graph/graph.tsx';
import type { GraphPoint } from '../../ui/graph/types.ts';
import { Failed, Skeleton } from '../../ui/states.tsx';
import { count, counted } from '../../lib/format.ts';
import { connectedNodes, edgeText, mainEdges, neighboursOf, shortLabel, type Neighbour } from './graph.ts';
import { useIncident } from './incident-context.ts';
import type { Graph } from './types.ts';
import { typeText } from './words.ts';
import incident from './incident.module.css';
import classes from './graph-tab.module.css';

/** More than these make a picture nobody reads; the rest are a node a type. */
const NODES = 60;
const NOWHERE: Readonly<Record<string, GraphPoint>> = {};

export function GraphTab(): ReactNode {
  const { read } = useIncident();
  const { data, error, refetch } = useAsk('incidents.readGraph', { id: read.incident.id, limit: NODES });
  if (error !== null && data === undefined) return <Failed error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Skeleton />;
  return <Entities graph={data} />;
}

function Entities({ graph }: { readonly graph: Graph }): ReactNode {
  const { read } = useIncident();
  const { nodes, edges, ofEntities, ofEdges, alertsRead, ofAlerts } = graph;
  const [selected, setSelected] = useState<string | null>(null);
  const [pinned, setPinned] = useMemory(`incident.graph.${read.incident.id}`, NOWHERE);
  const connected = useMemo(() => connectedNodes(graph), [graph]);
  const apart = nodes.length - connected.length;
  const shownNodes = useMemo(
    () =>
      connected.map(({ id, type, label, severity, alertCount }) => ({
        id,
        type,
        label: shortLabel(type, label),
        severity,
        count: alertCount,
      })),
    [connected],
  );
  const [isAll, setIsAll] = useMemory('incident.graph.isAll', false);
  const main = useMemo(() => mainEdges(edges), [edges]);
  const drawn = isAll ? edges : main;
  const shownEdges = useMemo(
    () =>
      drawn.map(({ fromId, toId, kind, count: number }) => ({
        from: fromId,
        to: toId,
        kind: edgeText({ edge: { kind }, isFrom: true }),
        count: number,
      })),
    [drawn],
  );
  return (
    <>
      <div className={incident['bar']}>
        <Checkbox isSelected={isAll} onChange={setIsAll}>
          Also what alerts only name together: {count(edges.length - main.length)} more
        </Checkbox>
      </div>
      <EntityGraph
        label="Entities of the incident"
        nodes={shownNodes}
        edges={shownEdges}
        selected={selected}
        onSelect={setSelected}
        pinned={pinned}
        onPin={(id, point) => {
          const { [id]: _, ...rest } = pinned;
          setPinned(point === null ? rest : { ...rest, [id]: point });
        }}
      />
      {selected !== null && <Neighbours id={selected} graph={graph} onGo={setSelected} />}
      <p className={incident['foot']}>
        {count(nodes.filter(({ kind }) => kind === 'entity').length)} of {counted(ofEntities, 'entity', 'entities')} by
        themselves, {count(edges.length)} of {counted(ofEdges, 'connection')}, from {count(alertsRead)} of{' '}
        {counted(ofAlerts, 'alert')}
        {apart > 0 && `; ${count(apart)} without a connection are not drawn`}
      </p>
    </>
  );
}

interface NeighboursProps {
  readonly id: string;
  readonly graph: Graph;
  readonly onGo: (id: string) => void;
}

function Neighbours({ id, graph, onGo }: NeighboursProps): ReactNode {
  const node = graph.nodes.find((one) => one.id === id);
  const found = neighboursOf(graph, id);
  if (node === undefined) return null;
  return (
    <section className={classes['neighbours']} aria-label="Connections">
      <h2 className={classes['heading']}>
        <EvidenceText isLine>{node.label}</EvidenceText>
        <span className={classes['number']}>{counted(found.length, 'connection')}</span>
      </h2>
      {/* A list that scrolls has to be reached by keys. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <ul className={classes['list']} tabIndex={0} aria-label="What it is connected with">
        {found.map((neighbour) => {
          const { edge } = neighbour;
          return <Line key={`${edge.kind} ${edge.fromId} ${edge.toId}`} neighbour={neighbour} onGo={onGo} />;
        })}
      </ul>
    </section>
  );
}

function Line({ neighbour, onGo }: { readonly neighbour: Neighbour; readonly onGo: (id: string) => void }): ReactNode {
  const { other, edge } = neighbour;
  return (
    <li className={classes['line']}>
      <span className={classes['words']}>{edgeText(neighbour)}</span>
      <span className={classes['type']}>{typeText(other.type)}</span>
      <button type="button" className={classes['other']} onClick={() => onGo(other.id)}>
        <EvidenceText isLine>{other.label}</EvidenceText>
      </button>
      <span className={classes['number']}>
        {edge.kind === 'together' ? counted(edge.count, 'alert') : counted(edge.count, 'event')}
      </span>
    </li>
  );
}
