/** Option parsers shared by the commands. */
import { InvalidArgumentError } from 'commander';

/** Collects a repeatable option. */
export function append(value: string, previous: readonly string[]): readonly string[] {
  return [...previous, value];
}

export function positiveInteger(value: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < 1) throw new InvalidArgumentError('It must be a whole number from 1.');
  return number;
}
