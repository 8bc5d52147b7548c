/** Keys as they are now, by what they are about. */
import type { ReactNode } from 'react';
import { COMMAND_GROUPS } from '../../app/commands/command.ts';
import { KeyLines } from '../../app/commands/key-lines.tsx';
import type { KnownCommand } from '../../app/commands/known-commands.ts';
import { goScreen } from '../../app/router.ts';
import { Button } from '../../ui/button.tsx';
import { Body, Section } from '../../ui/screen.tsx';
import { Keys } from '../../ui/tip.tsx';
import classes from './help.module.css';

export function KeyHelp({ commands }: { readonly commands: readonly KnownCommand[] }): ReactNode {
  const groups = COMMAND_GROUPS.map((group) => [group, commands.filter((one) => one.group === group)] as const).filter(
    ([, some]) => some.length > 0,
  );
  return (
    <Body>
      <Section
        title="How keys work"
        actions={
          <Button kind="quiet" onPress={() => goScreen('settings', { tab: 'keys' })}>
            Change keys
          </Button>
        }
      >
        <p className={classes['prose']}>
          Keys do nothing while you type. Two keys after each other, as in <Keys keys="g h" />, are pressed one after
          the other within a second. <Keys keys="Mod+k" /> finds every command by its name, those without a key as well;
          a screen adds its own commands to this list once it was opened.
        </p>
      </Section>
      {groups.map(([group, some]) => (
        <Section key={group} title={group}>
          <dl className={classes['keys']}>
            <KeyLines commands={some} />
          </dl>
        </Section>
      ))}
      {commands.length === 0 && <p className={classes['none']}>No command has these words.</p>}
    </Body>
  );
}
