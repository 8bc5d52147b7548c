/** The detail pane follows the selection: the incident, one of its alerts, or an event that the alert rests on. */
import type { KeyboardEvent, ReactNode } from 'react';
import type { Command } from '../../app/commands/command.ts';
import { AlertPane } from './alert-pane.tsx';
import { EventPane } from './event-pane.tsx';
import { useIncident } from './incident-context.ts';
import { OverviewPane } from './overview-pane.tsx';
import classes from './pane.module.css';

/** Keys that move the list in the main pane; here they scroll, or do what the focused button does. */
const OWN_KEYS = new Set(['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End', ' ', 'Enter']);

export function Side({ alertActions }: { readonly alertActions: readonly Command[] }): ReactNode {
  const { alertId, eventId, select, openEvent } = useIncident();

  function onKeyDown(event: KeyboardEvent): void {
    if (OWN_KEYS.has(event.key)) event.stopPropagation();
  }

  return (
    // Keys are only kept from what lies behind.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className={classes['pane']} data-incident-side onKeyDown={onKeyDown}>
      <nav className={classes['crumbs']} aria-label="What is shown here">
        <Crumb isHere={alertId === null && eventId === null} onGo={() => select(null)}>
          Incident
        </Crumb>
        {alertId !== null && (
          <Crumb isHere={eventId === null} onGo={() => openEvent(null)}>
            Alert
          </Crumb>
        )}
        {eventId !== null && <Crumb isHere>{`Event e${eventId}`}</Crumb>}
      </nav>
      {eventId !== null ? (
        <EventPane id={eventId} />
      ) : alertId !== null ? (
        <AlertPane id={alertId} actions={alertActions} />
      ) : (
        <OverviewPane />
      )}
    </div>
  );
}

interface CrumbProps {
  readonly isHere: boolean;
  readonly onGo?: () => void;
  readonly children: string;
}

function Crumb({ isHere, onGo, children }: CrumbProps): ReactNode {
  if (isHere) {
    return (
      <span className={classes['here']} aria-current="location">
        {children}
      </span>
    );
  }
  return (
    <button type="button" className={classes['crumb']} onClick={onGo}>
      {children}
    </button>
  );
}
