/** The frame of a screen: its name and counts on top, and in the pane beside the list what is said of the selected row. */
import { X } from 'lucide-react';
import { createContext, use, type ReactNode } from 'react';
import { useCommands } from '../app/commands/use-commands.ts';
import { IconButton } from './button.tsx';
import classes from './screen.module.css';

/** Below which heading a section stands: the screen's, or the pane's where it is in one. */
const SectionLevel = createContext<'h2' | 'h3'>('h2');

interface ScreenHeadProps {
  readonly title: string;
  /** Right after the title: which of two lists it is. */
  readonly beside?: ReactNode;
  /** `48 of 1,204 alerts`. */
  readonly counts?: ReactNode;
  /** Buttons, on the right. */
  readonly children?: ReactNode;
}

export function ScreenHead({ title, beside, counts, children }: ScreenHeadProps): ReactNode {
  return (
    <header className={classes['head']}>
      <h1 className={classes['name']}>{title}</h1>
      {beside}
      <span className={classes['counts']}>{counts}</span>
      <span className={classes['actions']}>{children}</span>
    </header>
  );
}

interface PaneProps {
  readonly title: ReactNode;
  readonly onClose: () => void;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

export function Pane({ title, onClose, actions, children }: PaneProps): ReactNode {
  useCommands('pane', [
    { id: 'app.back', title: 'Close the side pane', group: 'View', keys: ['Escape'], isQuiet: true, run: onClose },
  ]);
  return (
    <>
      <header className={classes['paneHead']}>
        <h2 className={classes['paneTitle']}>{title}</h2>
        {actions}
        <IconButton icon={X} label="Close the side pane" keys="Escape" onPress={onClose} />
      </header>
      <SectionLevel value="h3">{children}</SectionLevel>
    </>
  );
}

/** What scrolls in a pane or on a page of text. */
export function Body({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    // What scrolls is reached by keys, as it may hold nothing else that is.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes['body']} tabIndex={0} role="group" aria-label="Details">
      {children}
    </div>
  );
}

interface SectionProps {
  readonly title: string;
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

export function Section({ title, note, actions, children }: SectionProps): ReactNode {
  const Heading = use(SectionLevel);
  return (
    <section className={classes['section']}>
      <header className={classes['sectionHead']}>
        <Heading className={classes['sectionTitle']}>{title}</Heading>
        {note !== undefined && <span className={classes['counts']}>{note}</span>}
        {actions !== undefined && <span className={classes['actions']}>{actions}</span>}
      </header>
      {children}
    </section>
  );
}

/** What is known of a thing, each under its name; what is null is left out. */
export function Facts({ of }: { readonly of: readonly (readonly [name: string, value: ReactNode])[] }): ReactNode {
  return (
    <dl className={classes['facts']}>
      {of
        .filter(([, value]) => value !== null && value !== '')
        .map(([name, value]) => (
          <div key={name} className={classes['fact']}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
