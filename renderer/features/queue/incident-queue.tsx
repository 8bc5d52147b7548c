/** The queue of incidents: decide on one and go on with the next, or on many at once. */
import type { ReactNode } from 'react';
import type { PageInput } from '../../../core/contract/page.ts';
import { useCommands } from '../../app/commands/use-commands.ts';
import { useAskPages } from '../../app/engine/queries.tsx';
import { goScreen, setParams, usePlace } from '../../app/router.ts';
import { count, counted, useZone } from '../../lib/format.ts';
import { ScreenHead } from '../../ui/screen.tsx';
import { Split } from '../../ui/split.tsx';
import type { Sorting } from '../../ui/table/column.ts';
import { TableFoot } from '../../ui/table/table-foot.tsx';
import { Table } from '../../ui/table/table.tsx';
import { useKeptQueueOrder } from '../cases/queue-order.ts';
import { useCaseCommands } from '../cases/use-case-commands.tsx';
import { incidentColumns, type IncidentRow } from './incident-columns.tsx';
import { IncidentPreview } from './incident-preview.tsx';
import { QueueSwitch } from './queue-switch.tsx';
import { ListStates } from './list-states.tsx';
import { QueryLine } from './query-line.tsx';
import { ViewsMenu } from './views-menu.tsx';
import { useColumnFilter } from './use-column-filter.tsx';
import { useChosen, useRows } from './use-rows.ts';
import { useTotals } from './use-totals.ts';

/** What is asked where nobody asked for anything else; shown as a chip like any other filter. */
const OPEN = 'not status:closed';
const PAGE_ROWS = 200;

type Order = PageInput<'incidents.listPage'>['order'];

export function IncidentQueue(): ReactNode {
  const { params, workspace } = usePlace();
  const zone = useZone((store) => store.zone);
  const query = params['q'] ?? OPEN;
  const sorting: Sorting = {
    by: params['sort'] ?? 'rank',
    direction:
      params['direction'] === 'descending' || (params['sort'] !== undefined && params['direction'] !== 'ascending')
        ? 'descending'
        : 'ascending',
  };
  const pages = useAskPages(
    'incidents.listPage',
    (after: { readonly value: number; readonly id: string } | null) => ({
      query,
      zone,
      limit: PAGE_ROWS,
      order: sorting.by as NonNullable<Order>,
      direction: sorting.direction,
      after,
    }),
    (page) => page.next,
  );
  const { rows, onEndNear } = useRows(pages);
  const totals = useTotals(pages.data?.pages[0]?.totals);
  const { current, setCurrent, isCurrentThere, checked, setChecked, chosen } = useChosen(`queue.${workspace}`, rows);

  /** The row after what was decided on is the one that stays when those are gone. */
  function goOn(): void {
    const decided = new Set(chosen.map(({ id }) => id));
    const from = rows.findIndex(({ id }) => decided.has(id));
    const next =
      rows.slice(from + 1).find(({ id }) => !decided.has(id)) ??
      rows.slice(0, Math.max(0, from)).findLast(({ id }) => !decided.has(id));
    setChecked([]);
    setCurrent(next?.id ?? null);
  }

  const open = (row: IncidentRow): void => goScreen('incident', { id: row.id });
  const { commands, dialog } = useCaseCommands(chosen, goOn);
  useCommands('queue', [
    ...commands,
    ...(current !== null && checked.size === 0
      ? [
          {
            id: 'app.back',
            title: 'Close the side pane',
            group: 'Go' as const,
            keys: ['Escape'],
            isQuiet: true,
            run: () => setCurrent(null),
          },
        ]
      : []),
    ...(checked.size > 0
      ? [
          {
            id: 'app.back',
            title: 'Unselect all',
            group: 'Go' as const,
            keys: ['Escape'],
            isQuiet: true,
            run: () => setChecked([]),
          },
        ]
      : []),
  ]);
  const columnFilter = useColumnFilter<IncidentRow>(query, (q) => setParams({ q }));
  const columns = incidentColumns(zone);
  const matching = totals?.matching ?? rows.length;
  useKeptQueueOrder(workspace ?? '', { ids: rows.map(({ id }) => id), total: matching, params });

  const list = (
    <>
      <ScreenHead
        title="Queue"
        beside={<QueueSwitch list="incidents" />}
        counts={
          totals !== null && (
            <>
              {count(matching)} of {counted(totals.incidents, 'incident')} · {counted(totals.alerts, 'alert')} from{' '}
              {counted(totals.findings, 'finding')} in {counted(totals.events, 'event')}
            </>
          )
        }
      />
      <QueryLine subject="incidents" query={query} onQuery={(q) => setParams({ q })}>
        <ViewsMenu subject="incidents" table="queue" columns={columns} query={query} sorting={sorting} />
      </QueryLine>
      <ListStates
        pages={pages}
        what="incident"
        isEmpty={rows.length === 0}
        total={totals?.incidents ?? null}
        counts={totals}
      />
      {rows.length > 0 && (
        <>
          <Table
            name="queue"
            label="Incidents"
            columns={columns}
            rows={rows}
            total={matching}
            keyOf={({ id }) => id}
            current={current}
            onCurrent={setCurrent}
            checked={checked}
            onChecked={(next) => setChecked(next)}
            onOpen={open}
            actionsOf={() => commands}
            sorting={sorting}
            onSort={({ by, direction }) => setParams({ sort: by, direction })}
            onFilterColumn={columnFilter.onFilterColumn}
            onEndNear={onEndNear}
            isFocused
          />
          <TableFoot name="queue" columns={columns} rows={checked.size > 0 ? chosen : rows}>
            {checked.size > 0 ? `${count(checked.size)} selected · ` : ''}
            {count(rows.length)} of {count(matching)} shown
          </TableFoot>
        </>
      )}
      {dialog}
      {columnFilter.dialog}
    </>
  );
  return (
    <Split
      name="queue"
      main={list}
      side={isCurrentThere ? <IncidentPreview id={current!} /> : null}
      sideLabel="Incident"
    />
  );
}
