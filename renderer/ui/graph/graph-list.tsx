/** The nodes of a graph as rows, each with those it has to do with. */
import { useMemo, type ReactNode } from 'react';
import { count } from '../../lib/format.ts';
import { EvidenceText } from '../evidence-text.tsx';
import { Icon } from '../icon.tsx';
import { SeverityMark } from '../severity.tsx';
import type { Column } from '../table/column.ts';
import { Table } from '../table/table.tsx';
import { ENTITY_ICONS } from './entity-icon.tsx';
import { neighboursOf, typeName, type ShownGraph, type ShownNode } from './group.ts';
import type { EntityGraphProps } from './types.ts';

interface Row {
  readonly node: ShownNode;
  readonly neighbours: string;
}

const COLUMNS: readonly Column<Row>[] = [
  {
    id: 'type',
    title: 'Type',
    widthPx: 136,
    cell: ({ node }) => (
      <>
        <Icon of={ENTITY_ICONS[node.type]} size={14} /> {typeName(node.type)}
      </>
    ),
    text: ({ node }) => node.type,
  },
  {
    id: 'label',
    title: 'Entity',
    widthPx: 240,
    cell: ({ node }) => <EvidenceText isLine>{node.label}</EvidenceText>,
    text: ({ node }) => node.label,
  },
  {
    id: 'severity',
    title: 'Severity',
    widthPx: 112,
    cell: ({ node }) => node.severity !== undefined && <SeverityMark severity={node.severity} />,
    text: ({ node }) => node.severity ?? '',
  },
  {
    id: 'count',
    title: 'Events',
    widthPx: 80,
    align: 'right',
    cell: ({ node }) => count(node.count),
    text: ({ node }) => String(node.count),
  },
  {
    id: 'neighbours',
    title: 'Has to do with',
    widthPx: 240,
    isFlexible: true,
    cell: ({ neighbours }) => <EvidenceText isLine>{neighbours}</EvidenceText>,
    text: ({ neighbours }) => neighbours,
  },
];

type GraphListProps = Pick<EntityGraphProps, 'label' | 'selected' | 'onSelect' | 'onOpen' | 'actionsOf'> & {
  readonly graph: ShownGraph;
};

export function GraphList({ label, graph, selected, onSelect, onOpen, actionsOf }: GraphListProps): ReactNode {
  const rows = useMemo(
    () => graph.nodes.map((node): Row => ({ node, neighbours: neighboursOf(node.id, graph).join('; ') })),
    [graph],
  );
  return (
    <Table
      name="graph.list"
      label={`${label} as a list`}
      columns={COLUMNS}
      rows={rows}
      keyOf={({ node }) => node.id}
      current={selected}
      onCurrent={onSelect}
      {...(onOpen === undefined ? {} : { onOpen: ({ node }: Row) => onOpen(node) })}
      {...(actionsOf === undefined ? {} : { actionsOf: ({ node }: Row) => actionsOf(node) })}
      isFocused
    />
  );
}
