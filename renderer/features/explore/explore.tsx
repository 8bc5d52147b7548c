/** All events of the workspace: asked by query, narrowed by time, read one by one. */
import { useState, type ReactNode } from 'react';
import type { CallStep } from '../../../core/contract/wire.ts';
import { useCommands } from '../../app/commands/use-commands.ts';
import { useAsk, useAskPages } from '../../app/engine/queries.tsx';
import { useMemory } from '../../app/memory.ts';
import { setParams, usePlace } from '../../app/router.ts';
import { count, counted, useZone } from '../../lib/format.ts';
import { Notice } from '../../ui/states.tsx';
import { ScreenHead } from '../../ui/screen.tsx';
import { Split } from '../../ui/split.tsx';
import { TableFoot } from '../../ui/table/table-foot.tsx';
import { Table } from '../../ui/table/table.tsx';
import { ListStates } from '../queue/list-states.tsx';
import { QueryLine } from '../queue/query-line.tsx';
import { useColumnFilter } from '../queue/use-column-filter.tsx';
import { useRows } from '../queue/use-rows.ts';
import { ViewsMenu } from '../queue/views-menu.tsx';
import { eventColumns, type EventRow } from './event-columns.tsx';
import { EventDetail } from './event-detail.tsx';
import { EventHistogram } from './event-histogram.tsx';
import { withTerm } from '../../lib/query-terms.ts';
import { useEventCommands } from './use-event-commands.tsx';

const PAGE_ROWS = 500;

interface Cursor {
  readonly timeUs: number;
  readonly id: number;
}

export function Explore(): ReactNode {
  const { params, workspace } = usePlace();
  const zone = useZone((store) => store.zone);
  const query = params['q'] ?? '*';
  const [current, setCurrent] = useMemory<string | null>(`explore.${workspace}.current`, null);
  const [step, setStep] = useState<CallStep | null>(null);
  const shown = params['event'] ?? current;
  const { data: counts } = useAsk('workspace.countAll', {});
  const matching = useAsk('events.countAll', { query, zone }, { keepsPrevious: true });
  const pages = useAskPages(
    'events.listPage',
    (after: Cursor | null) => ({ query, zone, limit: PAGE_ROWS, after }),
    (page) => page.next,
    { onPartial: setStep },
  );
  const { rows, onEndNear } = useRows(pages);
  const total = matching.data?.count;
  const isWorking = pages.isFetching && step !== null;

  const select = (id: string): void => {
    setCurrent(id);
    if (params['event'] !== undefined) setParams({ event: '' }, true);
  };
  const filter = (field: string, value: string, isOut: boolean): void =>
    setParams({ q: withTerm(query, field, value, isOut) });
  const { commands, dialog } = useEventCommands(query, shown === null ? null : Number(shown));
  useCommands('explore', [
    ...(shown === null
      ? []
      : [
          {
            id: 'app.back',
            title: 'Close the side pane',
            group: 'Go' as const,
            keys: ['Escape'],
            isQuiet: true,
            run: () => {
              setCurrent(null);
              setParams({ event: '' }, true);
            },
          },
        ]),
    ...commands,
  ]);
  const columnFilter = useColumnFilter<EventRow>(query, (q) => setParams({ q }));
  const columns = eventColumns(zone);

  const list = (
    <>
      <ScreenHead
        title="Explore"
        counts={
          counts !== undefined && (
            <>
              {total === undefined ? 'counting' : count(total)} of {counted(counts.events, 'event')}
              {counts.eventsRemoved > 0 ? `, ${count(counts.eventsRemoved)} more removed by retention` : ''}
            </>
          )
        }
      />
      <QueryLine subject="events" query={query} onQuery={(q) => setParams({ q })}>
        <ViewsMenu subject="events" table="explore" columns={columns} query={query} sorting={null} />
      </QueryLine>
      <EventHistogram query={query} counts={counts ?? null} />
      {isWorking && step.totalSegments > 0 && (
        <Notice>
          Looked through {count(step.doneSegments)} of {count(step.totalSegments)} parts, {counted(step.found, 'event')}{' '}
          found so far
        </Notice>
      )}
      {pages.data?.pages[0]?.notes.map((note) => (
        <Notice key={note}>{note}</Notice>
      ))}
      <ListStates
        pages={pages}
        what="event"
        isEmpty={rows.length === 0}
        total={counts?.events ?? null}
        counts={counts ?? null}
      />
      {rows.length > 0 && (
        <>
          <Table
            name="explore"
            label="Events"
            columns={columns}
            rows={rows}
            total={total ?? rows.length}
            keyOf={({ id }) => String(id)}
            current={shown}
            onCurrent={select}
            actionsOf={() => commands}
            onFilterColumn={columnFilter.onFilterColumn}
            onEndNear={onEndNear}
            isFocused
          />
          <TableFoot name="explore" columns={columns} rows={rows}>
            {count(rows.length)} of {total === undefined ? 'counting' : count(total)} shown
            {pages.isFetchingNextPage ? ' · fetching more' : ''}
          </TableFoot>
        </>
      )}
      {dialog}
      {columnFilter.dialog}
    </>
  );
  return (
    <Split
      name="explore"
      main={list}
      side={shown === null ? null : <EventDetail id={Number(shown)} onFilter={filter} onEvent={select} />}
      sideLabel="Event"
    />
  );
}
