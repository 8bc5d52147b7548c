/** What can be done on the command line, with every option. */
import type { ReactNode } from 'react';
import { count } from '../../lib/format.ts';
import { Body, Section } from '../../ui/screen.tsx';
import classes from './help.module.css';
import type { Reference } from './use-reference.ts';

interface CommandHelpProps {
  readonly commands: Reference['commands'];
  readonly total: number;
}

export function CommandHelp({ commands, total }: CommandHelpProps): ReactNode {
  return (
    <Body>
      <p className={classes['none']}>
        {count(commands.length)} of {count(total)} commands. The same engine answers them; a workspace may be open here
        and read there at once.
      </p>
      {commands.map(({ name, usage, about, arguments: args, options }) => (
        <Section key={name} title={name} note={about}>
          <p>
            <code>{usage}</code>
          </p>
          <dl className={classes['terms']}>
            {[...args.map(({ name: flags, about: said }) => ({ flags, about: said })), ...options].map(
              ({ flags, about: said }) => (
                <div key={flags} className={classes['term']}>
                  <dt>
                    <code>{flags}</code>
                  </dt>
                  <dd>{said}</dd>
                </div>
              ),
            )}
          </dl>
        </Section>
      ))}
    </Body>
  );
}
