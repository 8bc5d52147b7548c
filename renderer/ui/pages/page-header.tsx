/** The head of a screen, the same on each: what it is, how much of how much is shown, what can be done. */
import type { ReactNode } from 'react';
import { count, counted } from '../../lib/format.ts';
import classes from './pages.module.css';
import type { PageHeaderProps } from './types.ts';

export function PageHeader({ title, shown, total, what, many, note, children }: PageHeaderProps): ReactNode {
  return (
    <header className={classes['header']}>
      <h1 className={classes['title']}>{title}</h1>
      <p className={classes['counts']} role="status">
        {sayCounts(shown, total, what, many)}
        {note !== undefined && <span className={classes['note']}>{note}</span>}
      </p>
      <div className={classes['actions']}>{children}</div>
    </header>
  );
}

/** `48 of 1,204 alerts`; all of them are `1,204 alerts`. */
function sayCounts(shown?: number, total?: number, what = '', many?: string): string {
  if (total === undefined) return shown === undefined ? '' : counted(shown, what, many);
  const all = counted(total, what, many);
  return shown === undefined || shown === total ? all : `${count(shown)} of ${all}`;
}
