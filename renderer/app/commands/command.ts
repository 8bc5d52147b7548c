/**
 * Everything a person can do is a command: the palette, menus, tooltips, the sheet of keys and the help page are made of the
 * same objects, so none of them can promise what another does not do.
 */
import { create } from 'zustand';
import { remember } from './known-commands.ts';

export interface Command {
  /** `area.verb`; stable, because keys are kept under it. */
  readonly id: string;
  readonly title: string;
  readonly group: CommandGroup;
  /** As `g q`, `Mod+k`, `Shift+f`; the first is shown. Mod is Cmd on a Mac and Ctrl elsewhere. */
  readonly keys?: readonly string[];
  /** Why it cannot be done now; null where it can. */
  readonly whyNot?: string | null;
  /** Shown in the palette only while it is searched for. */
  readonly isQuiet?: boolean;
  run(): void;
}

/** In the order in which keys are listed. */
export const COMMAND_GROUPS = ['Go', 'List', 'Incident', 'Events', 'Rules', 'Workspace', 'View', 'Help'] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

interface Scope {
  readonly name: string;
  readonly commands: readonly Command[];
}

interface CommandStore {
  readonly scopes: readonly Scope[];
  /** Keys that the operator chose, by command. */
  readonly keys: Readonly<Record<string, readonly string[]>>;
}

export const useCommandStore = create<CommandStore>(() => ({ scopes: [], keys: {} }));

/** Puts commands in reach, those of the latest scope before all others; a scope that is there already gets new ones. */
export function provide(name: string, commands: readonly Command[]): void {
  const scope: Scope = { name, commands };
  remember(name, commands);
  useCommandStore.setState(({ scopes }) => {
    const at = scopes.findIndex((one) => one.name === name);
    return { scopes: at < 0 ? [...scopes, scope] : scopes.with(at, scope) };
  });
}

export function withdraw(name: string): void {
  useCommandStore.setState(({ scopes }) => ({ scopes: scopes.filter((one) => one.name !== name) }));
}

/** All commands in reach, the nearest first; of two with one id the nearest. */
export function commandsInReach(): readonly Command[] {
  const { scopes } = useCommandStore.getState();
  const seen = new Map<string, Command>();
  for (const { commands } of scopes.toReversed()) {
    for (const command of commands) if (!seen.has(command.id)) seen.set(command.id, command);
  }
  return [...seen.values()];
}

/** The keys of a command as they are now. */
export function keysOf({ id, keys = [] }: Pick<Command, 'id' | 'keys'>): readonly string[] {
  return useCommandStore.getState().keys[id] ?? keys;
}

export function runCommand(id: string): void {
  const command = commandsInReach().find((one) => one.id === id);
  if (command !== undefined && command.whyNot == null) command.run();
}
