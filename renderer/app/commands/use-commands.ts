/** Commands of a screen, in reach while it is shown. */
import { useEffect } from 'react';
import { provide, withdraw, type Command } from './command.ts';

/**
 * `commands` may be made anew each time: the latest ones count. A scope keeps its place from when it was first shown, so
 * that one which is merely drawn again does not come before those that were opened after it.
 */
export function useCommands(scope: string, commands: readonly Command[]): void {
  useEffect(() => provide(scope, commands));
  useEffect(() => () => withdraw(scope), [scope]);
}
