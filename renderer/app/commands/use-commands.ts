/** Commands of a screen, in reach while it is shown. */
import { useEffect } from 'react';
import { provide, type Command } from './command.ts';

/** `commands` may be made anew each time: the latest ones count. */
export function useCommands(scope: string, commands: readonly Command[]): void {
  useEffect(() => provide(scope, commands));
}
