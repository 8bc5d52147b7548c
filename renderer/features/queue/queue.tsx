/** What to look at first: incidents by risk, and behind a switch the alerts they are made of. */
import type { ReactNode } from 'react';
import { setParams, usePlace } from '../../app/router.ts';
import { AlertQueue } from './alert-queue.tsx';
import { IncidentQueue } from './incident-queue.tsx';
import classes from './queue.module.css';

export function Queue(): ReactNode {
  const { params } = usePlace();
  return params['list'] === 'alerts' ? <AlertQueue /> : <IncidentQueue />;
}

export function QueueSwitch({ list }: { readonly list: 'incidents' | 'alerts' }): ReactNode {
  return (
    <div className={classes['switch']} role="group" aria-label="What is listed">
      <button type="button" aria-pressed={list === 'incidents'} onClick={() => setParams({ list: '', q: '' })}>
        Incidents
      </button>
      <button type="button" aria-pressed={list === 'alerts'} onClick={() => setParams({ list: 'alerts', q: '' })}>
        Alerts
      </button>
    </div>
  );
}
