/** One incident: what happened, why it is thought to be one story, and all work on it. */
import { useState, type ReactNode } from 'react';
import { useAppQuery } from '../../app/engine/queries.tsx';
import type { Command } from '../../app/commands/command.ts';
import { useCommands } from '../../app/commands/use-commands.ts';
import { useMemory } from '../../app/memory.ts';
import { goScreen, setParams, usePlace } from '../../app/router.ts';
import { Button } from '../../ui/button.tsx';
import { Split } from '../../ui/split.tsx';
import { Empty, Failed, reportOf, Skeleton } from '../../ui/states.tsx';
import { AskedWindow } from './asked.tsx';
import { actionsOf, alertActionsOf, waysOf } from './commands.ts';
import { useDecide } from './decide.ts';
import { Head } from './head.tsx';
import { IncidentContext, type Asked, type IncidentScope } from './incident-context.ts';
import { IncidentTabs } from './incident-tabs.tsx';
import { useQueuePlace } from './queue-place.ts';
import { useRead } from './questions.ts';
import { focusEvent, focusList, focusWriting } from './focus.ts';
import { Side } from './side.tsx';
import type { IncidentRead } from './types.ts';
import { useWork } from './work.ts';
import classes from './incident.module.css';

export function IncidentScreen(): ReactNode {
  const { params } = usePlace();
  const id = params['id'] ?? '';
  if (id === '') {
    return (
      <Empty title="No incident is chosen" text="Open one from the queue, by Enter on its row.">
        <Button onPress={() => goScreen('queue')}>Go to the queue</Button>
      </Empty>
    );
  }
  return <Loading key={id} id={id} />;
}

function Loading({ id }: { readonly id: string }): ReactNode {
  const { data, error, refetch } = useRead(id);
  // What is there is shown, also while a later question for the same fails.
  if (data !== undefined) return <Loaded read={data} />;
  if (error === null) return <Skeleton />;
  if (reportOf(error).code !== 'E_NOT_FOUND') return <Failed error={error} retry={() => void refetch()} />;
  return (
    <Empty
      title="This incident is not here"
      text="Its alerts may be part of another one by now: incidents that are merged, or fused anew, go on under one id. They are all in the queue."
    >
      <Button onPress={() => goScreen('queue')}>Go to the queue</Button>
    </Empty>
  );
}

const ROOMY_PX = 900;

interface OpenWindow {
  readonly asked: Asked;
  readonly anchor: Element;
}

function Loaded({ read }: { readonly read: IncidentRead }): ReactNode {
  const { params } = usePlace();
  const { id } = read.incident;
  const { data: app } = useAppQuery('app.describe', {});
  const operator = app?.operator ?? '';
  const [open, setOpen] = useState<OpenWindow | null>(null);
  const place = useQueuePlace(id);
  const work = useWork(id);
  const decide = useDecide(id, operator);
  // Where there is little room, the list comes first; a step that is selected shows its details all the same.
  const [isOverview, setIsOverview] = useMemory('incident.overview', window.innerWidth >= ROOMY_PX);
  const eventNumber = Number(params['event'] ?? '');

  const scope: IncidentScope = {
    read,
    operator,
    work,
    decide,
    tab: params['tab'] ?? 'story',
    alertId: params['alert'] ?? null,
    eventId: Number.isSafeInteger(eventNumber) && eventNumber > 0 ? eventNumber : null,
    select: (alertId) => setParams({ alert: alertId ?? '', event: '' }, true),
    openEvent: (eventId, isFocused = false) => {
      setParams({ event: eventId === null ? '' : String(eventId) }, true);
      if (isFocused) focusEvent();
    },
    openTab: (tab) => {
      setParams({ tab: tab === 'story' ? '' : tab }, true);
    },
    ask: (asked) => setOpen({ asked, anchor: anchorOf(asked) }),
  };

  /** One step out: from the event to its alert, to the incident, to the queue. */
  function escape(): void {
    if (scope.eventId !== null) scope.openEvent(null);
    else if (scope.alertId !== null) scope.select(null);
    else return place.back();
    focusList();
  }

  function write(tab: 'notes' | 'tasks'): void {
    scope.openTab(tab);
    focusWriting();
  }

  const hasSide = isOverview || scope.alertId !== null || scope.eventId !== null;
  const overview: Command = {
    id: 'incident.overview',
    title: isOverview ? 'Hide the summary' : 'Show the summary',
    group: 'Incident',
    keys: ['Shift+d'],
    run: () => setIsOverview(!isOverview),
  };
  const actions = actionsOf(scope, { addNote: () => write('notes'), addTask: () => write('tasks') });
  const alertActions = alertActionsOf(scope);
  useCommands('incident', [...actions, ...alertActions, overview, ...waysOf(scope, place, escape)]);

  return (
    <IncidentContext value={scope}>
      <div className={classes['screen']}>
        <Head place={place} commands={[...actions, overview]} />
        <Split
          name="incident"
          sideLabel="details"
          main={<IncidentTabs />}
          side={hasSide ? <Side alertActions={alertActions} /> : null}
        />
      </div>
      {open !== null && <AskedWindow asked={open.asked} anchor={open.anchor} onClose={() => setOpen(null)} />}
    </IncidentContext>
  );
}

/** The button that says what is asked for, where there is one; else what has the focus. */
function anchorOf(asked: Asked): Element {
  const name = asked.kind === 'verdict' && asked.alertIds !== null ? 'alert-verdict' : asked.kind;
  return (
    document.querySelector(`[data-asks="${name}"]`) ?? document.querySelector('[data-asks="status"]') ?? document.body
  );
}
