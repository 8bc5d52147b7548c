/**
 * Every command that was in reach since the window was opened, for the pages that list keys: a screen brings its commands
 * when it is shown, and they are remembered when it is left.
 */
import type { Command } from './command.ts';

export interface KnownCommand extends Pick<Command, 'id' | 'title' | 'group'> {
  /** As the program has them, before anybody changed them. */
  readonly keys: readonly string[];
  readonly scope: string;
}

const known = new Map<string, KnownCommand>();

export function remember(scope: string, commands: readonly Command[]): void {
  for (const { id, title, group, keys = [] } of commands) {
    const before = known.get(id);
    // One that a screen lends to what lies nearer (as Esc) stays as it was first told.
    if (before === undefined || before.scope === scope) known.set(id, { id, title, group, keys, scope });
  }
}

export function knownCommands(): readonly KnownCommand[] {
  return [...known.values()];
}

/** Scopes that are there together with those of a screen. */
function isShared(scope: string): boolean {
  return ['global', 'search', 'facets', 'pane'].includes(scope) || scope.startsWith('table.');
}

/** Whether the two could be meant by the same press. */
function meet(a: KnownCommand, b: KnownCommand): boolean {
  return a.id !== b.id && (a.scope === b.scope || isShared(a.scope) || isShared(b.scope));
}

/** The same keys, or one that would wait for the rest of the other. */
function clash(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other} `) || other.startsWith(`${one} `);
}

/** Commands that these keys would be taken from, or that would take them. */
export function conflictsWith(
  command: KnownCommand,
  keys: string,
  all: readonly KnownCommand[],
  keysOf: (command: KnownCommand) => readonly string[],
): readonly KnownCommand[] {
  return all.filter((other) => meet(command, other) && keysOf(other).some((one) => clash(one, keys)));
}
