/** Over everything: that this is a demo, and that the engine cannot be reached. */
import type { ReactNode } from 'react';
import { useEngineStore } from '../engine/engine-store.ts';
import { useIsDemo } from './use-is-demo.ts';
import classes from '../app.module.css';

export function Banners(): ReactNode {
  const state = useEngineStore((store) => store.state);
  const isDemo = useIsDemo();
  return (
    <div className={classes['banner']}>
      {state.kind === 'down' && (
        <div className={classes['down']} role="alert">
          The engine cannot be reached: {state.reason}.{' '}
          {state.retryInMs === null
            ? 'It stopped at every start and is not tried again. Start Vedette anew.'
            : 'It is started again by itself; what was committed is kept.'}
        </div>
      )}
      {isDemo && (
        <div className={classes['demo']} role="status">
          DEMO: every event in this workspace is made up
        </div>
      )}
    </div>
  );
}
