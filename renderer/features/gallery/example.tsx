/** One component in one state, with the state's name. */
import type { ReactNode } from 'react';
import classes from './gallery.module.css';

interface ExampleProps {
  readonly title: string;
  readonly children: ReactNode;
  /** For what fills a pane. */
  readonly heightPx?: number;
}

export function Example({ title, children, heightPx }: ExampleProps): ReactNode {
  return (
    <section className={classes['example']}>
      <h2 className={classes['name']}>{title}</h2>
      <div className={classes['frame']} style={heightPx === undefined ? undefined : { height: heightPx }}>
        {children}
      </div>
    </section>
  );
}
