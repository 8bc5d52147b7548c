/** A yes or no before something that cannot be undone. */
import { createInterface } from 'node:readline/promises';
import { VedetteError } from '../kernel/errors.ts';

/**
 * Asks on the terminal; anything but `y` or `yes` is a no. Throws `E_USAGE` where there is no terminal to ask on, because
 * a script must say what it means: `instead` is how.
 */
export async function confirmed(question: string, instead: string): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) throw new VedetteError('E_USAGE', instead);
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(?:es)?$/i.test((await asking.question(`${question} [y/N] `)).trim());
  } finally {
    asking.close();
  }
}
