/** What belongs together: the entities of the incident and what alerts and events say connects them. */
import { useMemo, useState, type ReactNode } from 'react';
import { useAsk } from '../../app/engine/queries.tsx';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { SeverityMark } from '../../ui/severity.tsx';
import { Empty, Failed, Skeleton } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/column.ts';
import { TableFoot } from '../../ui/table/table-foot.tsx';
import { Table } from '../../ui/table/table.tsx';
import { count, counted } from '../../lib/format.ts';
import { edgeText, neighboursOf, type Neighbour } from './graph.ts';
import { useIncident } from './incident-context.ts';
import type { Graph } from './types.ts';
import { typeText } from './words.ts';
import classes from './graph-tab.module.css';

const NODES = 120;

export function GraphTab(): ReactNode {
  const { read } = useIncident();
  const { data, error, refetch } = useAsk('incidents.readGraph', { id: read.incident.id, limit: NODES });
  if (error !== null && data === undefined) return <Failed error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Skeleton />;
  if (data.nodes.length === 0) {
    return (
      <Empty
        title="Its alerts name no entities"
        text="Hosts, accounts, addresses and files show up here once alerts name them."
      />
    );
  }
  return <Entities graph={data} />;
}

type Node = Graph['nodes'][number];

function Entities({ graph }: { readonly graph: Graph }): ReactNode {
  const { nodes, edges, ofEntities, ofEdges, alertsRead, ofAlerts } = graph;
  const [selected, setSelected] = useState<string | null>(null);
  const columns = useMemo((): readonly Column<Node>[] => nodeColumns(graph), [graph]);
  return (
    <>
      <Table
        name="incident.graph"
        label="Entities of the incident"
        columns={columns}
        rows={nodes}
        keyOf={({ id }) => id}
        total={nodes.length}
        current={selected}
        onCurrent={setSelected}
        isFocused
      />
      {selected !== null && <Neighbours id={selected} graph={graph} onGo={setSelected} />}
      <TableFoot name="incident.graph" columns={columns} rows={nodes}>
        <span>
          {count(nodes.filter(({ kind }) => kind === 'entity').length)} of {counted(ofEntities, 'entity', 'entities')}{' '}
          by themselves, {count(edges.length)} of {counted(ofEdges, 'connection')}, from {count(alertsRead)} of{' '}
          {counted(ofAlerts, 'alert')}
        </span>
      </TableFoot>
    </>
  );
}

function nodeColumns(graph: Graph): readonly Column<Node>[] {
  const connections = new Map<string, number>();
  for (const { fromId, toId } of graph.edges) {
    connections.set(fromId, (connections.get(fromId) ?? 0) + 1);
    connections.set(toId, (connections.get(toId) ?? 0) + 1);
  }
  return [
    {
      id: 'severity',
      title: 'Severity',
      widthPx: 100,
      cell: ({ severity }) => <SeverityMark severity={severity} />,
      text: ({ severity }) => severity,
    },
    { id: 'type', title: 'Kind', widthPx: 120, cell: ({ type }) => typeText(type), text: ({ type }) => typeText(type) },
    {
      id: 'label',
      title: 'Name',
      widthPx: 200,
      isFlexible: true,
      cell: ({ label }) => <EvidenceText isLine>{label}</EvidenceText>,
      text: ({ label }) => label,
    },
    {
      id: 'alerts',
      title: 'Alerts',
      widthPx: 70,
      align: 'right',
      cell: ({ alertCount }) => count(alertCount),
      text: ({ alertCount }) => String(alertCount),
    },
    {
      id: 'edges',
      title: 'Connections',
      widthPx: 90,
      align: 'right',
      cell: ({ id }) => count(connections.get(id) ?? 0),
      text: ({ id }) => String(connections.get(id) ?? 0),
    },
  ];
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
      <h3 className={classes['heading']}>
        <EvidenceText isLine>{node.label}</EvidenceText>
        <span className={classes['number']}>{counted(found.length, 'connection')}</span>
      </h3>
      {/* A region that scrolls has to be reached by keys. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <ul className={classes['list']} tabIndex={0} aria-label="What it is connected with">
        {found.map((neighbour) => (
          <Line
            key={`${neighbour.edge.kind} ${neighbour.edge.fromId} ${neighbour.edge.toId}`}
            neighbour={neighbour}
            onGo={onGo}
          />
        ))}
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
