/** Between the two lists of the queue. */
import type { ReactNode } from 'react';
import { setParams } from '../../app/router.ts';
import classes from './queue.module.css';

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
