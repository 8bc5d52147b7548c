/** One event that an alert rests on: fields, record, what is around it, findings, and its place in the evidence. */
import { BookmarkPlus, Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { goScreen } from '../../app/router.ts';
import { Button } from '../../ui/button.tsx';
import { EventDetail } from '../explore/event-detail.tsx';
import { withTerm } from '../../lib/query-terms.ts';
import { useIncident } from './incident-context.ts';
import classes from './pane.module.css';

export function EventPane({ id }: { readonly id: number }): ReactNode {
  const { work, openEvent } = useIncident();
  return (
    <>
      <div className={classes['bar']}>
        <Button kind="quiet" icon={BookmarkPlus} onPress={() => work.pin({ kind: 'event', eventId: id }, '')}>
          Pin as evidence
        </Button>
        <Button kind="quiet" icon={Search} onPress={() => goScreen('explore', { q: `id:e${id}` })}>
          Show among all events
        </Button>
      </div>
      <EventDetail
        id={id}
        onFilter={(field, value, isOut) => goScreen('explore', { q: withTerm('', field, value, isOut) })}
        onEvent={(event) => openEvent(Number(event))}
      />
    </>
  );
}
