/** All keys that do something here, by what they are about. */
import type { ReactNode } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import { showOverlay, useOverlay } from '../overlays.ts';
import { commandsInReach, COMMAND_GROUPS, keysOf, type Command } from './command.ts';
import { KeyLines } from './key-lines.tsx';
import classes from './shortcut-sheet.module.css';

export function ShortcutSheet(): ReactNode {
  const isOpen = useOverlay(({ open }) => open === 'shortcuts');
  if (!isOpen) return null;
  const commands = commandsInReach().filter((command) => keysOf(command).length > 0);
  return (
    <Dialog title="Keys" isWide onClose={() => showOverlay(null)}>
      <div className={classes['columns']}>
        {COMMAND_GROUPS.map((group) => (
          <Group key={group} title={group} commands={commands.filter((command) => command.group === group)} />
        ))}
      </div>
      <p className={classes['note']}>Keys do nothing while you type. They are changed in Settings.</p>
    </Dialog>
  );
}

function Group({ title, commands }: { readonly title: string; readonly commands: readonly Command[] }): ReactNode {
  if (commands.length === 0) return null;
  return (
    <section className={classes['group']}>
      <h3 className={classes['title']}>{title}</h3>
      <dl>
        <KeyLines commands={commands} />
      </dl>
    </section>
  );
}
