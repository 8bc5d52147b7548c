/**
 * How far a search for long literals may jump (Wu and Manber, 1994): where the last three characters of a window as
 * long as the shortest literal stand in no literal's window, none can start until the window has moved past them.
 */
import type { ByClass } from './literal-classes.ts';

/** Below this a jump saves nothing. */
const MIN_LENGTH = 5;
/** With more literals too few windows can be jumped over. */
const MAX_LITERALS = 256;
const SIZE = 8_192;

export interface SkipTable {
  /** Length of the shortest literal: the window. */
  readonly window: number;
  /** By `skipHash` of the window's last three columns: how far it may move; 0 where a literal may start. */
  readonly jumps: Uint8Array;
}

/** Null where jumping is not worth it. */
export function skipTableOf(literals: readonly ByClass[]): SkipTable | null {
  const window = literals.reduce((least, { classes }) => Math.min(least, classes.length), 64);
  if (window < MIN_LENGTH || literals.length > MAX_LITERALS) return null;
  const jumps = new Uint8Array(SIZE).fill(window - 2);
  for (const { classes } of literals) {
    for (let end = 2; end < window; end++) {
      const hash = skipHash(classes.charCodeAt(end - 2), classes.charCodeAt(end - 1), classes.charCodeAt(end));
      jumps[hash] = Math.min(jumps[hash]!, window - 1 - end);
    }
  }
  return { window, jumps };
}

export function skipHash(first: number, second: number, third: number): number {
  return ((first << 8) ^ (second << 4) ^ third) & (SIZE - 1);
}
