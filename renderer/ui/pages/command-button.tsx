/** A command as a button. One that cannot be done now stays in reach, and says why not when it is pointed at or focused. */
import type { ReactNode } from 'react';
import { Focusable } from 'react-aria-components';
import { keysOf } from '../../app/commands/command.ts';
import button from '../button.module.css';
import { Icon } from '../icon.tsx';
import { Tip } from '../tip.tsx';
import classes from './pages.module.css';
import type { CommandButtonProps } from './types.ts';

export function CommandButton({ command, icon, kind = 'plain', isIconOnly = false }: CommandButtonProps): ReactNode {
  const { id, title, whyNot = null, run } = command;
  const [keys] = keysOf({ id, ...(command.keys === undefined ? {} : { keys: command.keys }) });
  const isOff = whyNot !== null;
  const look = isIconOnly ? 'icon' : kind;
  return (
    <Tip text={isOff ? `${title}: ${whyNot}` : title} keys={keys}>
      <Focusable>
        <button
          type="button"
          className={`${button['button']} ${button[look] ?? ''} ${classes['command']}`}
          aria-label={isIconOnly ? title : undefined}
          aria-disabled={isOff}
          data-disabled={isOff || undefined}
          onClick={() => !isOff && run()}
        >
          {icon !== undefined && <Icon of={icon} />}
          {!isIconOnly && title}
        </button>
      </Focusable>
    </Tip>
  );
}
