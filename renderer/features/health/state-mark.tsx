/** How a part is, by shape and word; colours are kept for severity. */
import type { ReactNode } from 'react';
import classes from './health.module.css';

export type HealthState = 'ok' | 'degraded' | 'down' | 'disabled';

/** On a grid of 12: full, half, crossed, empty. */
const SHAPES: Readonly<Record<HealthState, ReactNode>> = {
  ok: <circle cx="6" cy="6" r="5" fill="currentColor" />,
  degraded: (
    <>
      <circle cx="6" cy="6" r="4.5" fill="none" stroke="currentColor" />
      <path d="M6 1.5a4.5 4.5 0 0 1 0 9z" fill="currentColor" />
    </>
  ),
  down: <path d="M2 2l8 8M10 2l-8 8" fill="none" stroke="currentColor" strokeWidth="2.5" />,
  disabled: <circle cx="6" cy="6" r="4.5" fill="none" stroke="currentColor" strokeDasharray="2 2" />,
};

export function StateMark({ state }: { readonly state: HealthState }): ReactNode {
  return (
    <span className={classes['state']} data-state={state}>
      <svg className={classes['shape']} viewBox="0 0 12 12" aria-hidden="true">
        {SHAPES[state]}
      </svg>
      {state}
    </span>
  );
}
