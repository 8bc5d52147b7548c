/** The list of alerts, by time of first sighting. */
import { useState, type ReactNode } from 'react';
import { useCommands } from '../../app/commands/use-commands.ts';
import type { Command } from '../../app/commands/command.ts';
import { useAskPages } from '../../app/engine/queries.tsx';
import { goScreen, setParams, usePlace } from '../../app/router.ts';
import { count, counted, useZone } from '../../lib/format.ts';
import { Notice } from '../../ui/states.tsx';
import { ScreenHead } from '../../ui/screen.tsx';
import { Split } from '../../ui/split.tsx';
import { TableFoot } from '../../ui/table/table-foot.tsx';
import { Table } from '../../ui/table/table.tsx';
import { Choose } from '../cases/choose.tsx';
import { useCaseWork } from '../cases/use-case-work.ts';
import { VERDICT_LIST, VERDICT_WORDS } from '../cases/words.ts';
import { alertColumns, type AlertRow } from './alert-columns.tsx';
import { AlertPreview } from './alert-preview.tsx';
import { QueueSwitch } from './queue-switch.tsx';
import { ListStates } from './list-states.tsx';
import { QueryLine } from './query-line.tsx';
import { ViewsMenu } from './views-menu.tsx';
import { useColumnFilter } from './use-column-filter.tsx';
import { useChosen, useRows } from './use-rows.ts';
import { useTotals } from './use-totals.ts';

const PAGE_ROWS = 200;

export function AlertQueue(): ReactNode {
  const { params, workspace } = usePlace();
  const zone = useZone((store) => store.zone);
  const query = params['q'] ?? '*';
  const direction = params['direction'] === 'descending' ? 'descending' : 'ascending';
  const [isJudging, setIsJudging] = useState(false);
  const work = useCaseWork();
  const pages = useAskPages(
    'alerts.listPage',
    (after: { readonly firstSeenUs: number; readonly id: string } | null) => ({
      query,
      zone,
      limit: PAGE_ROWS,
      direction,
      after,
    }),
    (page) => page.next,
  );
  const first = pages.data?.pages[0];
  const { rows, onEndNear } = useRows(pages);
  const totals = useTotals(first?.totals);
  const { current, setCurrent, isCurrentThere, checked, setChecked, chosen } = useChosen(`alerts.${workspace}`, rows);
  const matching = totals?.matching ?? rows.length;
  const incident = chosen[0]?.incident ?? null;
  const commands: readonly Command[] = [
    {
      id: 'case.verdict',
      title: 'Give a verdict',
      group: 'Incident',
      keys: ['v'],
      whyNot: chosen.length === 0 ? 'no alert is selected' : null,
      run: () => setIsJudging(true),
    },
    {
      id: 'alert.incident',
      title: 'Open its incident',
      group: 'Incident',
      keys: ['i'],
      whyNot: incident === null ? 'it is in no incident' : null,
      run: () => incident !== null && goScreen('incident', { id: incident.id, alert: chosen[0]!.id }),
    },
  ];
  useCommands('queue', [
    ...commands,
    ...(checked.size > 0 || current !== null
      ? [
          {
            id: 'app.back',
            title: 'Unselect',
            group: 'Go' as const,
            keys: ['Escape'],
            isQuiet: true,
            run: () => (checked.size > 0 ? setChecked([]) : setCurrent(null)),
          },
        ]
      : []),
  ]);
  const columnFilter = useColumnFilter<AlertRow>(query, (q) => setParams({ q }));
  const columns = alertColumns(zone);

  const list = (
    <>
      <ScreenHead
        title="Queue"
        beside={<QueueSwitch list="alerts" />}
        counts={
          totals !== null && (
            <>
              {count(matching)} of {counted(totals.alerts, 'alert')}
              {totals.suppressed > 0 ? `, ${count(totals.suppressed)} of them suppressed` : ''} ·{' '}
              {counted(totals.findings, 'finding')} in {counted(totals.events, 'event')}
            </>
          )
        }
      />
      <QueryLine subject="alerts" query={query} onQuery={(q) => setParams({ q })}>
        <ViewsMenu
          subject="alerts"
          table="alerts"
          columns={columns}
          query={query}
          sorting={{ by: 'firstSeen', direction }}
        />
      </QueryLine>
      {first?.leavesOutSuppressed === true && totals !== null && totals.suppressed > 0 && (
        <Notice>
          {counted(totals.suppressed, 'suppressed alert')} left out; ask for <code>suppressed:true</code> to see them.
        </Notice>
      )}
      <ListStates
        pages={pages}
        what="alert"
        isEmpty={rows.length === 0}
        total={totals?.alerts ?? null}
        counts={totals}
      />
      {rows.length > 0 && (
        <>
          <Table
            name="alerts"
            label="Alerts"
            columns={columns}
            rows={rows}
            total={matching}
            keyOf={({ id }) => id}
            current={current}
            onCurrent={setCurrent}
            checked={checked}
            onChecked={(next) => setChecked(next)}
            onOpen={(row) => row.incident !== null && goScreen('incident', { id: row.incident.id, alert: row.id })}
            actionsOf={() => commands}
            sorting={{ by: 'firstSeen', direction }}
            onSort={(sorting) => setParams({ direction: sorting.direction })}
            onFilterColumn={columnFilter.onFilterColumn}
            onEndNear={onEndNear}
            isFocused
          />
          <TableFoot name="alerts" columns={columns} rows={checked.size > 0 ? chosen : rows}>
            {checked.size > 0 ? `${count(checked.size)} selected · ` : ''}
            {count(rows.length)} of {count(matching)} shown
          </TableFoot>
        </>
      )}
      {columnFilter.dialog}
      {isJudging && (
        <Choose
          title={`Verdict on ${counted(chosen.length, 'alert')}`}
          options={VERDICT_LIST.map((verdict) => [verdict, VERDICT_WORDS[verdict]])}
          value={null}
          why="needed"
          action="Give verdict"
          onChoose={(verdict, why) =>
            work.judge(
              'alert',
              chosen.map(({ id }) => id),
              verdict,
              why,
            )
          }
          onClose={() => setIsJudging(false)}
        />
      )}
    </>
  );
  return (
    <Split name="alerts" main={list} side={isCurrentThere ? <AlertPreview id={current!} /> : null} sideLabel="Alert" />
  );
}
