/** How far something is. Where nobody knows how much there is, it says so and shows no share. */
import type { ReactNode } from 'react';
import classes from './pages.module.css';
import type { MeterProps } from './types.ts';

export function Meter({ label, value, most, text }: MeterProps): ReactNode {
  const share = most === null || most <= 0 ? null : Math.max(0, Math.min(1, value / most));
  return (
    <div className={classes['meter']}>
      <div
        className={classes['track']}
        role="progressbar"
        aria-label={label}
        aria-valuetext={text}
        data-unknown={share === null}
        {...(share === null ? {} : { 'aria-valuenow': Math.round(share * 100) })}
      >
        <div className={classes['done']} style={{ width: share === null ? '100%' : `${share * 100}%` }} />
      </div>
      {text !== undefined && <span className={classes['figures']}>{text}</span>}
    </div>
  );
}
