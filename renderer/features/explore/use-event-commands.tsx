/** What can be done with the event on screen and with the query that found it. */
import { useState, type ReactNode } from 'react';
import type { Command } from '../../app/commands/command.ts';
import { useAsk, useChange } from '../../app/engine/queries.tsx';
import { setParams } from '../../app/router.ts';
import { sayDone, sayFailed } from '../../app/toasts.ts';
import { useZone } from '../../lib/format.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { copyText } from '../../ui/states.tsx';
import { Choose } from '../cases/choose.tsx';
import classes from './explore.module.css';

const OFFERED_INCIDENTS = 100;

interface EventCommands {
  readonly commands: readonly Command[];
  readonly dialog: ReactNode;
}

export function useEventCommands(query: string, eventId: number | null): EventCommands {
  const [asking, setAsking] = useState<'pin' | 'sql' | null>(null);
  const zone = useZone((store) => store.zone);
  const { data: incidents } = useAsk('incidents.listPage', asking === 'pin' ? { limit: OFFERED_INCIDENTS } : null);
  const { data: checked } = useAsk('query.check', asking === 'sql' ? { subject: 'events', text: query, zone } : null);
  const pinning = useChange('cases.pin');
  const unpinning = useChange('cases.unpin');

  function pin(incidentId: string, comment: string): void {
    if (eventId === null) return;
    pinning.mutate(
      { incidentId, pinned: { kind: 'event', eventId }, comment },
      {
        onError: (error) => sayFailed('The event was not pinned', error),
        onSuccess: ({ pin: made, commentBefore }) =>
          sayDone(`Event e${eventId} is evidence of the incident`, () => {
            if (commentBefore === null) unpinning.mutate({ pinId: made.id });
            else pinning.mutate({ incidentId, pinned: { kind: 'event', eventId }, comment: commentBefore });
          }),
      },
    );
  }

  const group = 'Events' as const;
  const whyNot = eventId === null ? 'no event is selected' : null;
  const commands: readonly Command[] = [
    {
      id: 'events.pin',
      title: 'Pin to an incident as evidence',
      group,
      keys: ['p'],
      whyNot,
      run: () => setAsking('pin'),
    },
    { id: 'events.copyId', title: 'Copy its id', group, keys: ['y'], whyNot, run: () => copyText(`e${eventId}`) },
    { id: 'events.sql', title: 'Show the query as SQL', group, run: () => setAsking('sql') },
    {
      id: 'events.everything',
      title: 'Ask for everything',
      group,
      whyNot: query === '*' ? 'it is asked for already' : null,
      run: () => setParams({ q: '' }),
    },
  ];
  return { commands, dialog: dialogOf() };

  function dialogOf(): ReactNode {
    const close = (): void => setAsking(null);
    if (asking === 'pin' && incidents !== undefined) {
      return (
        <Choose
          title={`Pin event e${eventId} to which incident?`}
          options={incidents.rows.map(({ id, rank, title }) => [id, `${rank}. ${title}`])}
          value={null}
          why="asked"
          action="Pin"
          onChoose={pin}
          onClose={close}
        />
      );
    }
    if (asking === 'sql' && checked !== undefined) {
      return (
        <Dialog title="What the store is asked" isWide onClose={close}>
          <pre className={classes['sql']}>
            {checked.sql ?? checked.problems.map(({ message }) => message).join('\n')}
          </pre>
        </Dialog>
      );
    }
    return null;
  }
}
