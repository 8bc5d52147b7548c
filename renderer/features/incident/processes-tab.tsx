/** The processes that alerts name, under those that started them. */
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { useAsk } from '../../app/engine/queries.tsx';
import { say } from '../../app/toasts.ts';
import type { MenuAction } from '../../ui/menu.tsx';
import { ProcessTree } from '../../ui/process-tree/process-tree.tsx';
import type { ProcessNode } from '../../ui/process-tree/types.ts';
import { copyText, Empty, Failed, Skeleton } from '../../ui/states.tsx';
import { count, counted, useZone } from '../../lib/format.ts';
import { focusList } from './focus.ts';
import { useIncident } from './incident-context.ts';
import type { Process, Processes } from './types.ts';
import classes from './incident.module.css';

const SHOWN = 300;

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
  const { read, select, openEvent } = useIncident();
  const [selected, setSelected] = useState<string | null>(null);
  const zone = useZone((store) => store.zone);
  const byId = useMemo(() => new Map(processes.map((process) => [process.id, process])), [processes]);
  const nodes = useMemo(() => processes.map(nodeOf), [processes]);
  const named = processes.filter(({ alertIds }) => alertIds.length > 0);
  // Several logs may tell of one start, each by a name of its own.
  const names = named.reduce((sum, { otherIds }) => sum + 1 + otherIds.length, 0);
  useEffect(focusList, []);

  function open({ alertIds, eventId }: Process): void {
    const [first] = alertIds;
    if (first !== undefined) select(first);
    if (eventId !== null) openEvent(eventId, true);
    else if (first === undefined) say('Only its children tell of it; no event of its own is stored');
  }

  function actionsOf(process: Process): readonly MenuAction[] {
    const { alertIds, commandLine } = process;
    return [
      { id: 'list.open', title: 'Open its event', keys: ['Enter'], run: () => open(process) },
      ...alertIds.map((alertId, at) => ({
        id: `incident.process.${at}`,
        title: `Show alert ${at + 1} of ${alertIds.length}`,
        run: () => select(alertId),
      })),
      {
        id: 'incident.copyCommandLine',
        title: 'Copy the command line',
        whyNot: commandLine === null ? 'no event tells it' : null,
        run: () => copyText(commandLine ?? ''),
      },
    ];
  }

  return (
    <>
      <ProcessTree
        name={`incident.${read.incident.id}`}
        label="Processes of the incident"
        processes={nodes}
        zone={zone}
        selected={selected}
        onSelect={setSelected}
        onOpen={({ id }) => open(byId.get(id)!)}
        actionsOf={({ id }) => actionsOf(byId.get(id)!)}
      />
      <p className={classes['foot']}>
        {counted(named.length, 'process', 'processes')} by {count(names)} of the {counted(ofProcesses, 'name')} that
        alerts use, {count(processes.length - named.length)} above them
      </p>
    </>
  );
}

function nodeOf({ id, parentId, image, commandLine, user, host, startedUs, alertIds, severity }: Process): ProcessNode {
  return {
    id,
    parentId,
    image,
    commandLine: commandLine ?? '',
    user: user ?? '',
    host: host ?? '',
    startUs: startedUs ?? 0,
    alerts: alertIds.length,
    ...(severity === null ? {} : { severity }),
  };
}
