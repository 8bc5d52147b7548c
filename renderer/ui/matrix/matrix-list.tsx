/** The techniques of a matrix as rows. */
import { useMemo, type ReactNode } from 'react';
import { count } from '../../lib/format.ts';
import type { Column } from '../table/column.ts';
import { Table } from '../table/table.tsx';
import { parentOf, passes } from './arrange.ts';
import type { AttackMatrixProps, MatrixTechnique } from './types.ts';

interface Row extends MatrixTechnique {
  readonly tacticNames: string;
}

const COLUMNS: readonly Column<Row>[] = [
  {
    id: 'id',
    title: 'Technique',
    widthPx: 104,
    cell: ({ id }) => <span className="mono">{id}</span>,
    text: ({ id }) => id,
  },
  { id: 'name', title: 'Name', widthPx: 240, isFlexible: true, cell: ({ name }) => name, text: ({ name }) => name },
  {
    id: 'tactics',
    title: 'Tactics',
    widthPx: 280,
    cell: ({ tacticNames }) => tacticNames,
    text: ({ tacticNames }) => tacticNames,
  },
  {
    id: 'rules',
    title: 'Rules',
    widthPx: 72,
    align: 'right',
    cell: ({ rules }) => count(rules),
    text: ({ rules }) => String(rules),
  },
  {
    id: 'hits',
    title: 'Hits',
    widthPx: 88,
    align: 'right',
    cell: ({ hits }) => count(hits),
    text: ({ hits }) => String(hits),
  },
];

export function MatrixList({
  label,
  tactics,
  techniques,
  filter,
  selected,
  onSelect,
  onOpen,
}: AttackMatrixProps): ReactNode {
  const rows = useMemo(() => {
    const byId = new Map(techniques.map((one) => [one.id, one]));
    return techniques
      .filter((one) => passes(one, filter))
      .map((one): Row => {
        const its = byId.get(parentOf(one.id) ?? '')?.tactics ?? one.tactics;
        const names = tactics.filter(({ id }) => its.includes(id)).map(({ name }) => name);
        return { ...one, tacticNames: names.join(', ') };
      })
      .toSorted((a, b) => a.id.localeCompare(b.id, 'en'));
  }, [tactics, techniques, filter]);
  return (
    <Table
      name="matrix.list"
      label={`${label} as a list`}
      columns={COLUMNS}
      rows={rows}
      keyOf={({ id }) => id}
      current={selected}
      onCurrent={onSelect}
      {...(onOpen === undefined ? {} : { onOpen })}
      isFocused
    />
  );
}
