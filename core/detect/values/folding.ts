/**
 * When two texts count as the same. Folding both sides beforehand keeps matching to plain substring search, and it
 * says `windash` exactly: interchangeable characters, not a list of permutations that grows with every dash.
 */
import type { TextFolding } from '../predicate.ts';

/** What Windows command lines take for the start of an option. */
export const WINDOWS_DASHES: readonly string[] = ['-', '/', '–', '—', '―'];

const DASHES = /[/–—―]/g;

export function isDash(char: string): boolean {
  return WINDOWS_DASHES.includes(char);
}

/**
 * Lower case by Unicode's default mapping, the same in every locale. The final sigma is folded too, since lower-casing
 * alone would write one letter in two ways, depending on what follows it.
 */
export function foldCase(text: string): string {
  const lower = text.toLowerCase();
  return lower.includes('ς') ? lower.replaceAll('ς', 'σ') : lower;
}

/** Writes every dash that Windows command lines accept, and `/`, as `-`. */
export function foldDashes(text: string): string {
  return text.replace(DASHES, '-');
}

export function foldText(text: string, folding: TextFolding): string {
  const cased = folding.cased ? text : foldCase(text);
  return folding.dashes ? foldDashes(cased) : cased;
}
