/** The processes that alerts name, under those that started them. */
import { useMemo, useState, type ReactNode } from 'react';
import { useAsk } from '../../app/engine/queries.tsx';
import { say } from '../../app/toasts.ts';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { SeverityMark } from '../../ui/severity.tsx';
import { copyText, Empty, Failed, Skeleton } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/column.ts';
import { TableFoot } from '../../ui/table/table-foot.tsx';
import { Table } from '../../ui/table/table.tsx';
import { count, counted, fileName, time, useZone } from '../../lib/format.ts';
import { useIncident } from './incident-context.ts';
import { depthsOf } from './process-depth.ts';
import type { Process, Processes } from './types.ts';
import { useTimeTitle, When } from './when.tsx';

const SHOWN = 300;
const INDENT_PX = 16;

export function ProcessesTab(): ReactNode {
  const { read } = useIncident();
  const { data, error, refetch } = useAsk('incidents.readProcesses', { id: read.incident.id, limit: SHOWN });
  if (error !== null && data === undefined) return <Failed error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Skeleton />;
  if (data.processes.length === 0) {
    return (
      <Empty
        title="No alert of it names a process"
        text="Processes show up here where events say which process did something: Sysmon, Security 4688, EDR."
      />
    );
  }
  return <Trees found={data} />;
}

function Trees({ found: { processes, ofProcesses } }: { readonly found: Processes }): ReactNode {
  const { select, openEvent } = useIncident();
  const [selected, setSelected] = useState<string | null>(null);
  const columns = useProcessColumns(processes);
  const named = processes.filter(({ alertIds }) => alertIds.length > 0);
  // Several logs may tell of one start, each by a name of its own.
  const names = named.reduce((sum, { otherIds }) => sum + 1 + otherIds.length, 0);

  function open({ alertIds, eventId }: Process): void {
    const [first] = alertIds;
    if (first !== undefined) select(first);
    if (eventId !== null) openEvent(eventId, true);
    else if (first === undefined) say('Only its children tell of it; no event of its own is stored');
  }

  return (
    <>
      <Table
        name="incident.processes"
        label="Processes of the incident"
        columns={columns}
        rows={processes}
        keyOf={({ id }) => id}
        current={selected}
        onCurrent={setSelected}
        onOpen={open}
        actionsOf={(process) => [
          { id: 'list.open', title: 'Open its event', keys: ['Enter'], run: () => open(process) },
          ...process.alertIds.map((alertId, at) => ({
            id: `incident.process.${at}`,
            title: `Show alert ${at + 1} of ${process.alertIds.length}`,
            run: () => select(alertId),
          })),
          {
            id: 'incident.copyCommandLine',
            title: 'Copy the command line',
            whyNot: process.commandLine === null ? 'no event tells it' : null,
            run: () => copyText(process.commandLine ?? ''),
          },
        ]}
        isFocused
      />
      <TableFoot name="incident.processes" columns={columns} rows={processes}>
        <span>
          {counted(named.length, 'process', 'processes')} by {count(names)} of the {counted(ofProcesses, 'name')} that
          alerts use, {count(processes.length - named.length)} above them
        </span>
      </TableFoot>
    </>
  );
}

function useProcessColumns(processes: readonly Process[]): readonly Column<Process>[] {
  const zone = useZone((store) => store.zone);
  const title = useTimeTitle('Started');
  return useMemo(() => {
    const depths = depthsOf(processes);
    return [
      {
        id: 'image',
        title: 'Process',
        widthPx: 180,
        cell: (process) => (
          <span style={{ paddingLeft: (depths.get(process.id) ?? 0) * INDENT_PX }} title={process.image}>
            <EvidenceText isLine>{process.image === '' ? 'unknown program' : fileName(process.image)}</EvidenceText>
          </span>
        ),
        text: ({ image }) => image,
      },
      {
        id: 'severity',
        title: 'Severity',
        widthPx: 92,
        cell: ({ severity }) => (severity === null ? '' : <SeverityMark severity={severity} />),
        text: ({ severity }) => severity ?? '',
      },
      {
        id: 'command',
        title: 'Command line',
        widthPx: 150,
        isFlexible: true,
        cell: ({ commandLine }) => (
          <span className="mono">
            <EvidenceText isLine>{commandLine ?? ''}</EvidenceText>
          </span>
        ),
        text: ({ commandLine }) => commandLine ?? '',
      },
      {
        id: 'user',
        title: 'Account',
        widthPx: 104,
        cell: ({ user }) => <EvidenceText isLine>{user ?? ''}</EvidenceText>,
        text: ({ user }) => user ?? '',
      },
      {
        id: 'host',
        title: 'Host',
        widthPx: 96,
        cell: ({ host }) => <EvidenceText isLine>{host ?? ''}</EvidenceText>,
        text: ({ host }) => host ?? '',
      },
      {
        id: 'started',
        title,
        widthPx: 160,
        cell: ({ startedUs }) => (startedUs === null ? '' : <When timeUs={startedUs} />),
        text: ({ startedUs }) => (startedUs === null ? '' : time(startedUs, zone)),
      },
      {
        id: 'alerts',
        title: 'Alerts',
        widthPx: 60,
        isHiddenAtFirst: true,
        align: 'right',
        cell: ({ alertIds }) => count(alertIds.length),
        text: ({ alertIds }) => String(alertIds.length),
      },
    ];
  }, [processes, zone, title]);
}
