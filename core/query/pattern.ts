/**
 * Text with wildcards: `*` is any run of characters, `?` is one. A backslash makes a following `*`, `?` or backslash
 * plain and is itself plain before anything else, as in Sigma, so that Windows paths need no doubling.
 *
 * Letters are compared without case. An ASCII pattern folds A to Z only, because that is what the database can do by
 * itself; a pattern with other letters folds by Unicode. Matching never backtracks over more than the last `*`.
 */
export const ANY_RUN = 0;
export const ANY_ONE = 1;

export type PatternPart = string | typeof ANY_RUN | typeof ANY_ONE;

/** Literal texts are not empty and not next to each other; runs are not next to each other. Empty is the empty text. */
export type Pattern = readonly PatternPart[];

/** Reads the escapes and wildcards of `source`; `quote` is a further character that a backslash makes plain. */
export function readPattern(source: string, quote = ''): Pattern {
  const parts: PatternPart[] = [];
  for (let index = 0; index < source.length; index++) {
    const char = source[index]!;
    const next = source[index + 1];
    if (char === '\\' && next !== undefined && (next === '\\' || next === '*' || next === '?' || next === quote)) {
      append(parts, next);
      index++;
    } else append(parts, char === '*' ? ANY_RUN : char === '?' ? ANY_ONE : char);
  }
  return parts;
}

function append(parts: PatternPart[], part: PatternPart): void {
  const last = parts.at(-1);
  if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part;
  else if (part !== ANY_RUN || last !== ANY_RUN) parts.push(part);
}

/** The pattern as text that `readPattern` reads back, within quotes where `quote` is given. */
export function writePattern(pattern: Pattern, quote = ''): string {
  const units = unitsOf(pattern, (text) => [...text]);
  let text = '';
  units.forEach((unit, index) => {
    if (unit === ANY_RUN) text += '*';
    else if (unit === ANY_ONE) text += '?';
    else if (unit === '*' || unit === '?' || (unit === quote && quote !== '')) text += `\\${unit}`;
    else if (unit === '\\') text += isSpecial(units[index + 1], quote) ? '\\\\' : '\\';
    else text += unit;
  });
  return text;
}

function isSpecial(next: Unit | undefined, quote: string): boolean {
  if (next === undefined) return quote !== '';
  return typeof next === 'number' || next === '\\' || next === '*' || next === '?' || (next === quote && quote !== '');
}

/** The text a pattern without wildcards stands for; null where it has any. */
export function literalOf(pattern: Pattern): string | null {
  if (pattern.length === 0) return '';
  return pattern.length === 1 && typeof pattern[0] === 'string' ? pattern[0] : null;
}

export function isAnything(pattern: Pattern): boolean {
  return pattern.length === 1 && pattern[0] === ANY_RUN;
}

/** The longest literal piece; empty where there is none. What matches the pattern holds it. */
export function longestLiteral(pattern: Pattern): string {
  return pattern.reduce<string>(
    (longest, part) => (typeof part === 'string' && part.length > longest.length ? part : longest),
    '',
  );
}

const BEYOND_ASCII = /\P{ASCII}/u;

export function isAscii(text: string): boolean {
  return !BEYOND_ASCII.test(text);
}

export function isAsciiPattern(pattern: Pattern): boolean {
  return pattern.every((part) => typeof part !== 'string' || isAscii(part));
}

/** Lower case for A to Z only: what the database's own `lower` does. */
export function asciiLower(text: string): string {
  return isAscii(text) ? text.toLowerCase() : text.replaceAll(/[A-Z]+/g, (run) => run.toLowerCase());
}

/** How texts are folded before they are compared with `pattern`. */
export function foldFor(pattern: Pattern): (text: string) => string {
  return isAsciiPattern(pattern) ? asciiLower : (text) => text.toLowerCase();
}

export function foldPattern(pattern: Pattern): Pattern {
  const fold = foldFor(pattern);
  return pattern.map((part) => (typeof part === 'string' ? fold(part) : part));
}

/** A test whether the whole of a text matches. */
export function compilePattern(pattern: Pattern): (text: string) => boolean {
  const fold = foldFor(pattern);
  const folded = foldPattern(pattern);
  const literal = literalOf(folded);
  if (literal !== null) return (text) => fold(text) === literal;
  const units = unitsOf(folded, (text) => text.split(''));
  const points = unitsOf(folded, (text) => [...text]);
  const countsCharacters = folded.includes(ANY_ONE);
  return (text) => {
    const value = fold(text);
    return countsCharacters && hasSurrogate(value) ? runMatches(points, [...value]) : runMatches(units, value);
  };
}

type Unit = string | typeof ANY_RUN | typeof ANY_ONE;

function unitsOf(pattern: Pattern, split: (text: string) => readonly string[]): Unit[] {
  return pattern.flatMap((part): readonly Unit[] => (typeof part === 'string' ? split(part) : [part]));
}

function hasSurrogate(text: string): boolean {
  return /[\ud800-\udfff]/.test(text);
}

/** Both sides unit by unit; after a mismatch only the last run is made one unit longer. */
function runMatches(units: readonly Unit[], value: ArrayLike<string>): boolean {
  let unit = 0;
  let at = 0;
  let runUnit = -1;
  let runAt = 0;
  while (at < value.length) {
    const wanted = units[unit];
    if (wanted === ANY_RUN) {
      runUnit = unit++;
      runAt = at;
    } else if (wanted === ANY_ONE || (wanted !== undefined && wanted === value[at])) {
      unit++;
      at++;
    } else if (runUnit !== -1) {
      unit = runUnit + 1;
      at = ++runAt;
    } else return false;
  }
  while (units[unit] === ANY_RUN) unit++;
  return unit === units.length;
}
