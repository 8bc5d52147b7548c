/** Commands with their keys, a line each. */
import type { ReactNode } from 'react';
import { Keys } from '../../ui/tip.tsx';
import { keysOf, type Command } from './command.ts';
import classes from './key-lines.module.css';

export function KeyLines({
  commands,
}: {
  readonly commands: readonly Pick<Command, 'id' | 'title' | 'keys'>[];
}): ReactNode {
  return commands.map((command) => (
    <div key={command.id} className={classes['line']}>
      <dt>{command.title}</dt>
      <dd>
        {keysOf(command).map((keys) => (
          <Keys key={keys} keys={keys} />
        ))}
      </dd>
    </div>
  ));
}
