/** Which of all rules fired here, which could, and why the others cannot: what this workspace is blind to. */
import type { ReactNode } from 'react';
import { SEVERITIES } from '../../../core/model/severity.ts';
import { useJob } from '../../app/engine/use-job.ts';
import { goScreen, setParams, usePlace } from '../../app/router.ts';
import { JobResult } from '../../app/shell/job-result.tsx';
import { count, counted } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { FacetBar } from '../../ui/list/facet-bar.tsx';
import type { Facet, Orders } from '../../ui/list/facets.ts';
import { useLocalList } from '../../ui/list/use-local-list.ts';
import { Body, Pane } from '../../ui/screen.tsx';
import { SeverityMark } from '../../ui/severity.tsx';
import { Split } from '../../ui/split.tsx';
import { Empty } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/column.ts';
import { TableFoot } from '../../ui/table/table-foot.tsx';
import { Table } from '../../ui/table/table.tsx';
import { ReachReasons } from './rule-reach.tsx';
import { logsourceText, REACH_STATES, REACH_TITLES, reachReasons, type Reach, type ReachRow } from './rule-words.ts';

const logOf = ({ logsource }: ReachRow): string => (logsource === null ? 'correlation' : logsourceText(logsource));
const reasonOf = (row: ReachRow): string => reachReasons(row).join(' ');

const COLUMNS: readonly Column<ReachRow>[] = [
  {
    id: 'level',
    title: 'Level',
    widthPx: 112,
    sort: 'level',
    cell: ({ level }) => <SeverityMark severity={level} />,
    text: ({ level }) => level,
  },
  {
    id: 'title',
    title: 'Rule',
    widthPx: 280,
    sort: 'title',
    cell: ({ title }) => (
      <EvidenceText isLine isProse>
        {title}
      </EvidenceText>
    ),
    text: ({ title }) => title,
  },
  {
    id: 'state',
    title: 'Here',
    widthPx: 150,
    sort: 'state',
    cell: ({ state }) => REACH_TITLES[state],
    text: ({ state }) => REACH_TITLES[state],
  },
  {
    id: 'hits',
    title: 'Events',
    widthPx: 72,
    align: 'right',
    sort: 'hits',
    cell: ({ hits }) => (hits === 0 ? '' : count(hits)),
    text: ({ hits }) => String(hits),
  },
  {
    id: 'log',
    title: 'Log',
    widthPx: 190,
    sort: 'log',
    cell: (row) => (
      <EvidenceText isLine isProse>
        {logOf(row)}
      </EvidenceText>
    ),
    text: logOf,
  },
  {
    id: 'why',
    title: 'Why',
    widthPx: 240,
    isFlexible: true,
    cell: (row) => (
      <EvidenceText isLine isProse>
        {reasonOf(row)}
      </EvidenceText>
    ),
    text: reasonOf,
  },
];
const FACETS: readonly Facet<ReachRow>[] = [
  {
    id: 'reach',
    title: 'Here',
    valuesOf: ({ state }) => [state],
    order: REACH_STATES,
    labelOf: (state) => REACH_TITLES[state as ReachRow['state']],
  },
  { id: 'level', title: 'Level', valuesOf: ({ level }) => [level], order: SEVERITIES.toReversed() },
  { id: 'log', title: 'Log', valuesOf: (row) => [logOf(row)] },
];
const ORDERS: Orders<ReachRow> = {
  level: ({ level }) => SEVERITIES.indexOf(level),
  title: ({ title }) => title,
  state: ({ state }) => REACH_STATES.indexOf(state),
  hits: ({ hits }) => hits,
  log: logOf,
};

export function ReachView(): ReactNode {
  const job = useJob('rules.explainReach');
  const begin = (
    <Button kind={job.run.state === 'done' ? 'plain' : 'primary'} onPress={() => job.start({ id: null })}>
      {job.run.state === 'done' ? 'Look again' : 'Look through the events'}
    </Button>
  );
  return (
    <JobResult
      of={job}
      idle={
        <Empty
          title="Which rules can fire here?"
          text="Every rule is held against every stored event. Those that can never fire show up here with the log, field or value that is missing, so that you know what this evidence cannot show."
        >
          {begin}
        </Empty>
      }
    >
      {(report) => <List report={report} again={begin} />}
    </JobResult>
  );
}

function List({ report, again }: { readonly report: Reach; readonly again: ReactNode }): ReactNode {
  const { params } = usePlace();
  const { rules, events, counts } = report;
  const sorting = { by: 'state', direction: 'ascending' } as const;
  const list = useLocalList({ name: 'reach', rows: rules, columns: COLUMNS, facets: FACETS, orders: ORDERS, sorting });
  const selected = rules.find(({ id }) => id === params['id']);
  const main = (
    <>
      <FacetBar label="Search rules" rows={rules} facets={FACETS} {...list}>
        {again}
      </FacetBar>
      <Table
        name="reach"
        label="Rules and whether they can fire"
        columns={COLUMNS}
        rows={list.shown}
        keyOf={({ id }) => id}
        current={params['id'] ?? null}
        onCurrent={(id) => setParams({ id }, true)}
        onOpen={({ id }) => goScreen('detections', { id })}
        sorting={list.sorting}
        onSort={list.onSort}
        isFocused
      />
      <TableFoot name="reach" columns={COLUMNS} rows={list.shown}>
        {count(list.shown.length)} of {counted(rules.length, 'rule')} over {counted(events, 'event')} ·{' '}
        {REACH_STATES.filter((state) => (counts[state] ?? 0) > 0)
          .map((state) => `${count(counts[state])} ${REACH_TITLES[state]}`)
          .join(' · ')}
      </TableFoot>
    </>
  );
  const side = selected !== undefined && (
    <Pane title={<EvidenceText isProse>{selected.title}</EvidenceText>} onClose={() => setParams({ id: '' }, true)}>
      <Body>
        <ReachReasons row={selected} events={events} />
      </Body>
    </Pane>
  );
  return <Split name="reach" main={main} side={side === false ? null : side} sideLabel="Rule" />;
}
