/** Options shared by the commands, and how they are read. */
import { InvalidArgumentError, Option } from 'commander';
import { STARTER_RULES } from '../../engine/rule-pack.ts';
import { ownLists } from '../../engine/rules-in-use.ts';

/** Collects a repeatable option. */
export function append(value: string, previous: readonly string[]): readonly string[] {
  return [...previous, value];
}

export function positiveInteger(value: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < 1) throw new InvalidArgumentError('It must be a whole number from 1.');
  return number;
}

/** `--lists`, for every command that loads rules. */
export function listsOption(): Option {
  const help = 'YAML file of the lists that placeholders in rules stand for; may be repeated';
  return new Option('--lists <file>', help).argParser(append).default([], 'WORKSPACE.lists.yml where it exists');
}

/** A workspace's own lists, which lie beside it, before the ones that were named. */
export function listFiles(workspace: string, named: readonly string[]): readonly string[] {
  return [...ownLists(workspace), ...named];
}

/** The rules that were named, or our own. */
export function ruleSources(named: readonly string[]): readonly string[] {
  return named.length > 0 ? named : [STARTER_RULES];
}
