/** The line at the bottom: workspace, run mode, jobs, network, model, zone. */
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { counted, useZone, zoneText } from '../../lib/format.ts';
import { useEngineStore } from '../engine/engine-store.ts';
import { useAppQuery } from '../engine/queries.tsx';
import { showOverlay, useOverlay } from '../overlays.ts';
import { usePlace } from '../router.ts';
import { JobTray } from './job-tray.tsx';
import { useIsDemo } from './use-is-demo.ts';
import classes from './status-bar.module.css';

export function StatusBar(): ReactNode {
  const { workspace } = usePlace();
  const { data: app } = useAppQuery('app.describe', {});
  const { state, jobs } = useEngineStore();
  const zone = useZone((store) => store.zone);
  const isDemo = useIsDemo();
  const isTrayOpen = useOverlay(({ open }) => open === 'jobs');
  const name = app?.workspaces.find(({ id }) => id === workspace)?.name;
  const running = jobs.filter((job) => job.state === 'running');
  return (
    <footer className={classes['bar']}>
      <span className={classes['name']}>{name === undefined ? 'no workspace' : `${name}.vedette`}</span>
      {workspace !== null && <span>{isDemo ? 'DEMO' : 'LIVE'}</span>}
      <span>
        <Button className={classes['jobs']!} onPress={() => showOverlay(isTrayOpen ? null : 'jobs')}>
          {running.length === 0 ? 'idle' : counted(running.length, 'job')}
        </Button>
      </span>
      <span>offline</span>
      <span>no model</span>
      <span>{zoneText(zone)}</span>
      {state.kind !== 'up' && <span>{state.kind === 'down' ? 'engine down' : 'connecting'}</span>}
      {isTrayOpen && <JobTray />}
    </footer>
  );
}
