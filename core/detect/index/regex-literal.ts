/**
 * The text that every match of a regular expression holds, as far as that is plain to see: runs of ordinary
 * characters outside groups. Anything with a meaning of its own ends a run, and what is not understood gives up; a
 * text claimed here and missing from a match would lose detections.
 */

const PUNCTUATION = /[^\w\s]/;
const REPETITION = /^\{\d+(?:,\d*)?\}/;

/** The longest such text, case-folded; empty where there is none. `flags` holds any of `i`, `m`, `s`. */
export function requiredLiteral(source: string, flags: string): string {
  // `s` also matches U+017F when case is ignored, which no folding maps to `s`.
  const ignoresCase = flags.includes('i') || source.includes('(?');
  const runs: string[] = [];
  let run = '';
  const end = (dropLast: boolean): void => {
    runs.push(dropLast ? run.slice(0, -1) : run);
    run = '';
  };
  for (let at = 0; at < source.length; at++) {
    let char = source[at]!;
    if (char === '|') return '';
    if (char === '\\') {
      char = source[++at] ?? '';
      // Classes and anchors end the run; `\x41`, `\p{L}`, `\Q` and the like have more to them than one letter.
      if (!PUNCTUATION.test(char)) {
        if (!'dDwWsSbBAz'.includes(char)) return '';
        end(false);
        continue;
      }
    } else if (char === '[' || char === '(') {
      end(false);
      at = char === '[' ? classEnd(source, at) : groupEnd(source, at);
      if (at === -1) return '';
      continue;
    } else if (char === '*' || char === '?') {
      end(true);
      continue;
    } else if (char === '{') {
      const repetition = REPETITION.exec(source.slice(at));
      if (repetition === null) return '';
      end(true);
      at += repetition[0].length - 1;
      continue;
    } else if ('+.^$)]}'.includes(char)) {
      end(false);
      continue;
    }
    if (char > '~' || (ignoresCase && (char === 's' || char === 'S'))) end(false);
    else run += char.toLowerCase();
  }
  end(false);
  return runs.reduce((best, one) => (one.length > best.length ? one : best), '');
}

/** Position of the bracket that closes a class, or -1. */
function classEnd(source: string, start: number): number {
  let at = start + 1;
  if (source[at] === '^') at++;
  if (source[at] === ']') at++;
  for (; at < source.length; at++) {
    if (source[at] === '\\') at++;
    else if (source[at] === '[') return -1; // `[[:alpha:]]`
    else if (source[at] === ']') return at;
  }
  return -1;
}

/** Position of the parenthesis that closes a group, or -1. */
function groupEnd(source: string, start: number): number {
  let depth = 0;
  for (let at = start; at < source.length; at++) {
    if (source[at] === '\\') {
      if (source[at + 1] === 'Q') return -1;
      at++;
    } else if (source[at] === '[') {
      at = classEnd(source, at);
      if (at === -1) return -1;
    } else if (source[at] === '(') depth++;
    else if (source[at] === ')' && --depth === 0) return at;
  }
  return -1;
}
