/** All events of the workspace: asked by query, narrowed by time, read one by one. */
import { useCallback, useState, type ReactNode } from 'react';
import type { CallStep } from '../../../core/contract/wire.ts';
import { useCommands } from '../../app/commands/use-commands.ts';
import { useAsk, useAskPages } from '../../app/engine/queries.tsx';
import { useMemory } from '../../app/memory.ts';
import { setParams, usePlace } from '../../app/router.ts';
import { count, counted, useZone } from '../../lib/format.ts';
import { Empty, Failed, Notice, Skeleton } from '../../ui/states.tsx';
import { Split } from '../../ui/split.tsx';
import { TableFoot } from '../../ui/table/table-foot.tsx';
import { Table } from '../../ui/table/table.tsx';
import { QueueEmpty } from '../queue/queue-empty.tsx';
import { QueryLine } from '../queue/query-line.tsx';
import { useColumnFilter } from '../queue/use-column-filter.tsx';
import { ViewsMenu } from '../queue/views-menu.tsx';
import { eventColumns, type EventRow } from './event-columns.tsx';
import { EventDetail } from './event-detail.tsx';
import { EventHistogram } from './event-histogram.tsx';
import { withTerm } from '../../lib/query-terms.ts';
import { useEventCommands } from './use-event-commands.tsx';
import classes from './explore.module.css';

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
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  const total = matching.data?.count;
  const isWorking = pages.isFetching && step !== null;

  const select = (id: string): void => {
    setCurrent(id);
    if (params['event'] !== undefined) setParams({ event: '' }, true);
  };
  const filter = (field: string, value: string, isOut: boolean): void =>
    setParams({ q: withTerm(query, field, value, isOut) });
  const onEndNear = useCallback(() => {
    if (pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage();
  }, [pages]);
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
      <header className={classes['head']}>
        <h1 className={classes['name']}>Explore</h1>
        {counts !== undefined && (
          <span className={classes['counts']}>
            {total === undefined ? 'counting' : count(total)} of {counted(counts.events, 'event')}
            {counts.eventsRemoved > 0 ? `, ${count(counts.eventsRemoved)} more removed by retention` : ''}
          </span>
        )}
      </header>
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
      {pages.error !== null && <Failed error={pages.error} retry={() => void pages.refetch()} />}
      {pages.isPending && <Skeleton />}
      {pages.isSuccess &&
        rows.length === 0 &&
        counts !== undefined &&
        (counts.events === 0 ? (
          <QueueEmpty counts={counts} />
        ) : (
          <Empty
            title="No event matches"
            text={`None of the ${counted(counts.events, 'event')} is asked for by this query. Take a filter away to see more.`}
          />
        ))}
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
