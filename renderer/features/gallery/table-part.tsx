/** The table, and panes beside each other. */
import { useState, type ReactNode } from 'react';
import { SEVERITIES, type Severity } from '../../../core/model/severity.ts';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { SeverityMark } from '../../ui/severity.tsx';
import { Split } from '../../ui/split.tsx';
import type { Column, Sorting } from '../../ui/table/column.ts';
import { TableFoot } from '../../ui/table/table-foot.tsx';
import { Table } from '../../ui/table/table.tsx';
import { count } from '../../lib/format.ts';
import { Example } from './example.tsx';
import { HOSTILE } from './hostile.ts';

interface Row {
  readonly id: string;
  readonly severity: Severity;
  readonly text: string;
  readonly count: number;
}

const TEXTS = [...Object.values(HOSTILE), 'A made-up title', '=cmd|calc', 'Another one'];
const ROWS: readonly Row[] = Array.from({ length: 2_000 }, (_, at) => ({
  id: `r${at}`,
  severity: SEVERITIES[at % 5]!,
  text: TEXTS[at % TEXTS.length]!,
  count: (at * 7_919) % 100_000,
}));

const COLUMNS: readonly Column<Row>[] = [
  {
    id: 'severity',
    title: 'Severity',
    widthPx: 120,
    sort: 'severity',
    cell: ({ severity }) => <SeverityMark severity={severity} />,
    text: ({ severity }) => severity,
  },
  {
    id: 'text',
    title: 'Title',
    widthPx: 240,
    isFlexible: true,
    cell: ({ text }) => <EvidenceText isLine>{text}</EvidenceText>,
    text: ({ text }) => text.slice(0, 400),
  },
  {
    id: 'count',
    title: 'Events',
    widthPx: 88,
    align: 'right',
    sort: 'count',
    cell: (row) => count(row.count),
    text: (row) => String(row.count),
  },
];

export function TablePart(): ReactNode {
  const [current, setCurrent] = useState<string | null>('r1');
  const [checked, setChecked] = useState<ReadonlySet<string>>(new Set(['r2']));
  const [sorting, setSorting] = useState<Sorting>({ by: 'count', direction: 'descending' });
  const chosen = ROWS.find(({ id }) => id === current);
  return (
    <Example title="A table of 2,000 rows with a pane beside it" heightPx={560}>
      <Split
        name="gallery"
        sideLabel="Row"
        main={
          <>
            <Table
              name="gallery"
              label="Rows"
              columns={COLUMNS}
              rows={ROWS}
              keyOf={({ id }) => id}
              current={current}
              onCurrent={setCurrent}
              checked={checked}
              onChecked={setChecked}
              sorting={sorting}
              onSort={setSorting}
              actionsOf={({ id }) => [{ id: 'row.pin', title: `Pin ${id}`, run: () => undefined }]}
            />
            <TableFoot name="gallery" columns={COLUMNS} rows={ROWS.filter(({ id }) => checked.has(id))}>
              {count(checked.size)} of {count(ROWS.length)} rows
            </TableFoot>
          </>
        }
        side={chosen === undefined ? null : <EvidenceText>{chosen.text.slice(0, 2_000)}</EvidenceText>}
      />
    </Example>
  );
}
