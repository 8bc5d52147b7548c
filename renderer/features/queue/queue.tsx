/** What to look at first: incidents by risk, and behind a switch the alerts they are made of. */
import type { ReactNode } from 'react';
import { usePlace } from '../../app/router.ts';
import { AlertQueue } from './alert-queue.tsx';
import { IncidentQueue } from './incident-queue.tsx';

export function Queue(): ReactNode {
  const { params } = usePlace();
  return params['list'] === 'alerts' ? <AlertQueue /> : <IncidentQueue />;
}
