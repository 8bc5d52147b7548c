/** Rules that could not be used, each with the line and the reason. */
import type { ReactNode } from 'react';
import { setParams, usePlace } from '../../app/router.ts';
import { count } from '../../lib/format.ts';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { FacetBar } from '../../ui/list/facet-bar.tsx';
import type { Facet, Orders } from '../../ui/list/facets.ts';
import { useLocalList } from '../../ui/list/use-local-list.ts';
import { Facts, Body, Pane, Section } from '../../ui/screen.tsx';
import { Split } from '../../ui/split.tsx';
import { Empty } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/column.ts';
import { TableFoot } from '../../ui/table/table-foot.tsx';
import { Table } from '../../ui/table/table.tsx';
import type { RefusedRow, Rules } from './rule-words.ts';

interface RefusedProps {
  readonly refused: readonly RefusedRow[];
  readonly skipped: Rules['skipped'];
  readonly loaded: number;
}

interface Row {
  readonly key: string;
  readonly title: string;
  readonly place: string;
  readonly line: number | null;
  readonly code: string;
  readonly field: string;
  readonly reason: string;
  readonly ruleId: string;
}

const COLUMNS: readonly Column<Row>[] = [
  {
    id: 'title',
    title: 'Rule',
    widthPx: 300,
    sort: 'title',
    cell: ({ title }) => (
      <EvidenceText isLine isProse>
        {title}
      </EvidenceText>
    ),
    text: ({ title }) => title,
  },
  {
    id: 'line',
    title: 'Line',
    widthPx: 56,
    align: 'right',
    cell: ({ line }) => line ?? '',
    text: ({ line }) => String(line ?? ''),
  },
  {
    id: 'reason',
    title: 'Reason',
    widthPx: 320,
    isFlexible: true,
    sort: 'reason',
    cell: ({ reason }) => (
      <EvidenceText isLine isProse>
        {reason}
      </EvidenceText>
    ),
    text: ({ reason }) => reason,
  },
  { id: 'code', title: 'Code', widthPx: 170, sort: 'code', cell: ({ code }) => code, text: ({ code }) => code },
  {
    id: 'place',
    title: 'File',
    widthPx: 260,
    sort: 'place',
    cell: ({ place }) => <EvidenceText isLine>{place}</EvidenceText>,
    text: ({ place }) => place,
  },
];
const FACETS: readonly Facet<Row>[] = [{ id: 'code', title: 'Code', valuesOf: ({ code }) => [code] }];
const ORDERS: Orders<Row> = {
  title: ({ title }) => title,
  reason: ({ reason }) => reason,
  code: ({ code }) => code,
  place: ({ place }) => place,
};

export function RefusedRules({ refused, skipped, loaded }: RefusedProps): ReactNode {
  const { params } = usePlace();
  const rows: readonly Row[] = [
    ...refused.map(({ path, line, title, code, field, reason, ruleId }, at) => ({
      key: String(at),
      title: title ?? 'no title',
      place: path,
      line,
      code,
      field: field ?? '',
      reason,
      ruleId: ruleId ?? '',
    })),
    ...skipped.map(({ path, code, reason }, at) => ({
      key: `s${at}`,
      title: 'a file that could not be opened',
      place: path,
      line: null,
      code,
      field: '',
      reason,
      ruleId: '',
    })),
  ];
  const sorting = { by: 'place', direction: 'ascending' } as const;
  const list = useLocalList({ name: 'refused', rows, columns: COLUMNS, facets: FACETS, orders: ORDERS, sorting });
  const selected = rows.find(({ key }) => key === params['id']) ?? null;
  if (rows.length === 0) {
    return (
      <Empty
        title="Every rule could be used"
        text={`All ${count(loaded)} rules load. One that does not shows up here with its line and the reason.`}
      />
    );
  }
  const main = (
    <>
      <FacetBar label="Search refused rules" rows={rows} facets={FACETS} {...list} />
      <Table
        name="refused"
        label="Refused rules"
        columns={COLUMNS}
        rows={list.shown}
        keyOf={({ key }) => key}
        current={params['id'] ?? null}
        onCurrent={(id) => setParams({ id }, true)}
        sorting={list.sorting}
        onSort={list.onSort}
        isFocused
      />
      <TableFoot name="refused" columns={COLUMNS} rows={list.shown}>
        {count(list.shown.length)} of {count(rows.length)} refused, beside {count(loaded)} that load
      </TableFoot>
    </>
  );
  return (
    <Split
      name="refused"
      main={main}
      side={selected === null ? null : <Refused row={selected} />}
      sideLabel="Refused rule"
    />
  );
}

function Refused({ row }: { readonly row: Row }): ReactNode {
  return (
    <Pane title={<EvidenceText isProse>{row.title}</EvidenceText>} onClose={() => setParams({ id: '' }, true)}>
      <Body>
        <Section title="Why it is not used">
          <Facts
            of={[
              [
                'Reason',
                <EvidenceText key="reason" isProse>
                  {row.reason}
                </EvidenceText>,
              ],
              ['At', row.field === '' ? null : <EvidenceText key="field">{row.field}</EvidenceText>],
              ['Line', row.line === null ? null : count(row.line)],
              ['Code', <code key="code">{row.code}</code>],
              ['File', <EvidenceText key="file">{row.place}</EvidenceText>],
              ['Rule', row.ruleId === '' ? null : <EvidenceText key="id">{row.ruleId}</EvidenceText>],
            ]}
          />
        </Section>
      </Body>
    </Pane>
  );
}
