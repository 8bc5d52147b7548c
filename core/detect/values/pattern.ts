/** Sigma strings: escapes and wildcards in, literal pieces out (Sigma 2.1.0, "Escape Character"). */
import {
  ANY_ONE,
  ANY_RUN,
  type Pattern,
  type PatternPart,
  type TextFolding,
  type TextPlacement,
  type ValueTest,
} from '../predicate.ts';
import { foldText } from './folding.ts';

/**
 * Reads from left to right: a backslash before `*`, `?` or `\` makes that character plain, any other backslash is
 * plain itself. This one rule gives every row of the specification's table.
 */
export function parsePattern(text: string): Pattern {
  const parts: PatternPart[] = [];
  let literal = '';
  const flush = (): void => {
    if (literal !== '') parts.push(literal);
    literal = '';
  };
  for (let index = 0; index < text.length; index++) {
    const char = text[index]!;
    const next = text[index + 1];
    if (char === '\\' && (next === '*' || next === '?' || next === '\\')) {
      literal += next;
      index++;
    } else if (char === '?') {
      flush();
      parts.push(ANY_ONE);
    } else if (char === '*') {
      flush();
      if (parts.at(-1) !== ANY_RUN) parts.push(ANY_RUN);
    } else {
      literal += char;
    }
  }
  flush();
  return parts;
}

export function literalPattern(text: string): Pattern {
  return text === '' ? [] : [text];
}

/** The pattern's text where it has no wildcard, else null. */
export function literalOf(pattern: Pattern): string | null {
  if (pattern.length === 0) return '';
  const [only] = pattern;
  return pattern.length === 1 && typeof only === 'string' ? only : null;
}

/** Puts `*` around the pattern as `contains`, `startswith` and `endswith` do. */
export function placePattern(pattern: Pattern, placement: TextPlacement): Pattern {
  let placed = pattern;
  if (placement === 'contains' || placement === 'endswith') {
    if (placed[0] !== ANY_RUN) placed = [ANY_RUN, ...placed];
  }
  if (placement === 'contains' || placement === 'startswith') {
    if (placed.at(-1) !== ANY_RUN) placed = [...placed, ANY_RUN];
  }
  return placed;
}

/** The cheapest test that means the same as the pattern. */
export function testOf(pattern: Pattern, folding: TextFolding): ValueTest {
  const { cased, dashes } = folding;
  const folded = pattern.map((part) => (typeof part === 'string' ? foldText(part, folding) : part));
  const text = (placement: TextPlacement, literal: string): ValueTest => ({
    kind: 'text',
    placement,
    text: literal,
    cased,
    dashes,
  });
  const [first, second, third] = folded;
  if (folded.length === 0) return text('equals', '');
  if (folded.length === 1 && typeof first === 'string') return text('equals', first);
  if (folded.length === 1 && first === ANY_RUN) return text('contains', '');
  if (folded.length === 2 && first === ANY_RUN && typeof second === 'string') return text('endswith', second);
  if (folded.length === 2 && typeof first === 'string' && second === ANY_RUN) return text('startswith', first);
  if (folded.length === 3 && first === ANY_RUN && typeof second === 'string' && third === ANY_RUN) {
    return text('contains', second);
  }
  return { kind: 'wildcard', pattern: folded, cased, dashes };
}
