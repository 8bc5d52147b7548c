/** The alerts of the incident, each with why it is here; some of them can be split off, judged or pinned together. */
import { useMemo, type ReactNode } from 'react';
import { Bookmark, Gavel, Split as SplitIcon, Unlink } from 'lucide-react';
import { useMemory } from '../../app/memory.ts';
import { useCommands } from '../../app/commands/use-commands.ts';
import { Button } from '../../ui/button.tsx';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { SeverityMark } from '../../ui/severity.tsx';
import { Failed, Skeleton } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/column.ts';
import { TableFoot } from '../../ui/table/table-foot.tsx';
import { Table } from '../../ui/table/table.tsx';
import { count, counted, time, useZone } from '../../lib/format.ts';
import { useOpenAlert } from './alert-actions.ts';
import { useIncident } from './incident-context.ts';
import { useMemberAlerts } from './questions.ts';
import type { MemberAlert } from './types.ts';
import { useTimeTitle, When } from './when.tsx';
import { VERDICT_WORDS } from '../cases/words.ts';
import classes from './incident.module.css';

const NONE: ReadonlySet<string> = new Set();

export function AlertsTab(): ReactNode {
  const { read, alertId, select } = useIncident();
  const { id } = read.incident;
  const { rows, total, error, isPending, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } =
    useMemberAlerts(id);
  const [checked, setChecked] = useMemory<ReadonlySet<string>>(`incident.checked.${id}`, NONE);
  const { openFirst, actionsOf } = useOpenAlert();
  const columns = useAlertColumns();
  const chosen = rows.filter(({ alert }) => checked.has(alert.id)).map(({ alert }) => alert.id);

  if (isPending) return <Skeleton />;
  if (error !== null && rows.length === 0) return <Failed error={error} retry={() => void refetch()} />;
  return (
    <>
      <ChosenBar chosen={chosen} onDone={() => setChecked(NONE)} />
      <Table
        name="incident.alerts"
        label="Alerts of the incident"
        columns={columns}
        rows={rows}
        keyOf={({ alert }) => alert.id}
        total={total}
        current={alertId}
        onCurrent={select}
        checked={checked}
        onChecked={setChecked}
        onOpen={({ alert }) => openFirst(alert.id)}
        actionsOf={({ alert }) => actionsOf(alert.id)}
        onEndNear={() => {
          if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
        }}
        isFocused
      />
      <TableFoot
        name="incident.alerts"
        columns={columns}
        rows={chosen.length === 0 ? rows : rows.filter(({ alert }) => checked.has(alert.id))}
      >
        <span>
          {count(rows.length)} of {counted(total, 'alert')}
          {chosen.length > 0 && `, ${count(chosen.length)} chosen`}
        </span>
      </TableFoot>
    </>
  );
}

/** What can be done with the chosen alerts together. */
function ChosenBar({ chosen, onDone }: { readonly chosen: readonly string[]; readonly onDone: () => void }): ReactNode {
  const { read, decide, work, ask } = useIncident();
  const isNone = chosen.length === 0;
  const whyNone = isNone ? 'choose alerts first, with x' : null;
  const whyAll = chosen.length === read.incident.alertCount ? 'they are all alerts of the incident' : null;
  const split = (): void => {
    decide.split(chosen, '');
    onDone();
  };
  useCommands('incident.chosen', [
    {
      id: 'incident.splitChosen',
      title: 'Split the chosen alerts off',
      group: 'Incident',
      whyNot: whyNone ?? whyAll,
      run: split,
    },
  ]);
  return (
    <div className={classes['bar']} role="toolbar" aria-label="Chosen alerts">
      <span>{isNone ? 'Choose alerts with x, or Shift and the arrows' : counted(chosen.length, 'chosen alert')}</span>
      <span className={classes['grow']} />
      <Button kind="quiet" icon={SplitIcon} isDisabled={isNone || whyAll !== null} onPress={split}>
        Split off
      </Button>
      <Button
        kind="quiet"
        icon={Unlink}
        isDisabled={chosen.length !== 1 || whyAll !== null}
        onPress={() => {
          decide.detach(chosen[0]!, '');
          onDone();
        }}
      >
        Detach
      </Button>
      <Button
        kind="quiet"
        icon={Bookmark}
        isDisabled={isNone}
        onPress={() => {
          for (const alertId of chosen) work.pin({ kind: 'alert', alertId }, '');
        }}
      >
        Pin as evidence
      </Button>
      <span data-asks="alert-verdict">
        <Button
          kind="quiet"
          icon={Gavel}
          isDisabled={isNone}
          onPress={() => ask({ kind: 'verdict', alertIds: chosen })}
        >
          Give a verdict
        </Button>
      </span>
    </div>
  );
}

function useAlertColumns(): readonly Column<MemberAlert>[] {
  const zone = useZone((store) => store.zone);
  const title = useTimeTitle('First seen');
  return useMemo(
    () => [
      {
        id: 'time',
        title,
        widthPx: 160,
        cell: ({ alert }) => <When timeUs={alert.firstSeenUs} />,
        text: ({ alert }) => time(alert.firstSeenUs, zone),
      },
      {
        id: 'severity',
        title: 'Severity',
        widthPx: 92,
        cell: ({ alert }) => <SeverityMark severity={alert.severity} />,
        text: ({ alert }) => alert.severity,
      },
      {
        id: 'title',
        title: 'Alert',
        widthPx: 200,
        isFlexible: true,
        cell: ({ alert }) => (
          <EvidenceText isLine isProse>
            {alert.title}
          </EvidenceText>
        ),
        text: ({ alert }) => alert.title,
      },
      {
        id: 'why',
        title: 'Why here',
        widthPx: 220,
        cell: ({ link }) => (
          <EvidenceText isLine isProse>
            {link.text}
          </EvidenceText>
        ),
        text: ({ link }) => link.text,
      },
      {
        id: 'message',
        title: 'First event',
        widthPx: 320,
        isHiddenAtFirst: true,
        cell: ({ message }) => (
          <EvidenceText isLine isProse>
            {message ?? ''}
          </EvidenceText>
        ),
        text: ({ message }) => message ?? '',
      },
      {
        id: 'techniques',
        title: 'Techniques',
        widthPx: 140,
        isHiddenAtFirst: true,
        cell: ({ alert }) => alert.techniques.join(' '),
        text: ({ alert }) => alert.techniques.join(' '),
      },
      {
        id: 'verdict',
        title: 'Verdict',
        widthPx: 130,
        cell: ({ alert }) => (alert.verdict === null ? '' : VERDICT_WORDS[alert.verdict.verdict]),
        text: ({ alert }) => (alert.verdict === null ? '' : VERDICT_WORDS[alert.verdict.verdict]),
      },
      {
        id: 'count',
        title: 'Findings',
        widthPx: 66,
        align: 'right',
        cell: ({ alert }) => count(alert.count),
        text: ({ alert }) => String(alert.count),
      },
    ],
    [zone, title],
  );
}
