/** The pieces that panes of details are made of. */
import type { ReactNode } from 'react';
import classes from './pane.module.css';

interface PaneBodyProps {
  readonly label: string;
  readonly children: ReactNode;
}

/** What scrolls in a pane; it takes the focus, so that the arrows scroll it. */
export function PaneBody({ label, children }: PaneBodyProps): ReactNode {
  return (
    // A region that scrolls has to be reached by keys.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes['body']} role="region" aria-label={label} tabIndex={0} data-incident-pane>
      {children}
    </div>
  );
}

interface SectionProps {
  readonly title: string;
  /** How many of how many. */
  readonly note?: string;
  readonly children: ReactNode;
}

export function Section({ title, note, children }: SectionProps): ReactNode {
  return (
    <section className={classes['section']}>
      <h3 className={classes['heading']}>
        {title}
        {note !== undefined && <span className={classes['count']}>{note}</span>}
      </h3>
      {children}
    </section>
  );
}

export interface Fact {
  readonly name: string;
  readonly value: ReactNode;
}

export function Facts({ facts }: { readonly facts: readonly Fact[] }): ReactNode {
  return (
    <dl className={classes['facts']}>
      {facts.map(({ name, value }) => (
        <div key={name} className={classes['fact']}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
