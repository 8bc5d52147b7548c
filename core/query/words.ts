/**
 * Finding words in prose: a pattern stands in a text where neither of its ends cuts a word in two. `vssadmin` is found
 * in `C:\vssadmin.exe` and not in `myvssadmin`; a `*` at an end lets that end cut. A word is letters, marks and digits,
 * so an index over words can always offer the candidates.
 */
import {
  ANY_RUN,
  type ANY_ONE,
  foldFor,
  foldPattern,
  isAsciiPattern,
  type Pattern,
  type PatternPart,
} from './pattern.ts';

const WORD_CHAR = /[\p{L}\p{N}\p{M}\p{Co}]/u;

/** A test whether `pattern` stands somewhere in a text. */
export function compileWords(pattern: Pattern): (text: string) => boolean {
  const fold = foldFor(pattern);
  const folded = foldPattern(pattern);
  const pieces = piecesOf(folded);
  if (pieces.length === 0) return () => true;
  const startsFree = folded[0] === ANY_RUN;
  const endsFree = folded.at(-1) === ANY_RUN;
  return (text) => {
    const value = fold(text);
    let from = 0;
    for (let index = 0; index < pieces.length; index++) {
      const found = findPiece(value, pieces[index]!, from, {
        start: index === 0 && !startsFree,
        end: index === pieces.length - 1 && !endsFree,
      });
      if (found === -1) return false;
      from = found;
    }
    return true;
  };
}

type Piece = readonly (string | typeof ANY_ONE)[];

function piecesOf(pattern: Pattern): Piece[] {
  const pieces: PatternPart[][] = [[]];
  for (const part of pattern) {
    if (part === ANY_RUN) pieces.push([]);
    else pieces.at(-1)!.push(part);
  }
  return pieces.filter((piece) => piece.length > 0) as Piece[];
}

interface Bounds {
  readonly start: boolean;
  readonly end: boolean;
}

/** Where the first fitting occurrence from `from` on ends, or -1. */
function findPiece(text: string, piece: Piece, from: number, bounds: Bounds): number {
  const first = piece[0]!;
  for (let at = from; at <= text.length; at++) {
    if (typeof first === 'string') {
      at = text.indexOf(first, at);
      if (at === -1) return -1;
    } else if (isSecondHalf(text, at)) continue;
    if (bounds.start && cutsWord(text, at)) continue;
    const end = endOfPiece(text, piece, at);
    if (end !== -1 && !(bounds.end && cutsWord(text, end))) return end;
  }
  return -1;
}

function endOfPiece(text: string, piece: Piece, start: number): number {
  let at = start;
  for (const part of piece) {
    if (typeof part === 'string') {
      if (!text.startsWith(part, at)) return -1;
      at += part.length;
    } else {
      if (at >= text.length) return -1;
      at += text.codePointAt(at)! > 0xffff ? 2 : 1;
    }
  }
  return at;
}

function isSecondHalf(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff && at > 0;
}

function cutsWord(text: string, at: number): boolean {
  return isWordAt(text, at) && isWordAt(text, at - 1);
}

function isWordAt(text: string, at: number): boolean {
  if (at < 0 || at >= text.length) return false;
  const unit = text.charCodeAt(at);
  if (unit < 0x80)
    return (unit >= 0x30 && unit <= 0x39) || (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x61 && unit <= 0x7a);
  const start = isSecondHalf(text, at) ? at - 1 : at;
  return WORD_CHAR.test(String.fromCodePoint(text.codePointAt(start)!));
}

/**
 * The candidates in a full-text index over words (SQLite's FTS5 syntax, which words but not where): at least what
 * `compileWords` finds. Null where such an index is of no help, because every word of the pattern may be cut or the
 * letters fold in another way.
 */
export function indexQuery(pattern: Pattern): string | null {
  if (!isAsciiPattern(pattern)) return null;
  const wanted = pattern.flatMap((part, index) => {
    if (typeof part !== 'string') return [];
    const words = [...part.matchAll(/[A-Za-z0-9]+/g)];
    const isCutBefore = pattern[index - 1] !== undefined;
    const isCutAfter = pattern[index + 1] !== undefined;
    if (isCutBefore && words[0]?.index === 0) words.shift();
    const last = words.at(-1);
    const reachesEnd = last !== undefined && last.index + last[0].length === part.length;
    const isPrefix = isCutAfter && reachesEnd;
    return words.map(({ 0: word }, at) => `"${word}"${isPrefix && at === words.length - 1 ? '*' : ''}`);
  });
  return wanted.length === 0 ? null : wanted.join(' AND ');
}

/** Whether the pattern is one word, or the start of one, and nothing else: then the index's answer is the answer. */
export function isWholeWord([word, run, ...others]: Pattern): boolean {
  const isPlain = typeof word === 'string' && /^[A-Za-z0-9]+$/.test(word);
  return isPlain && others.length === 0 && (run === undefined || run === ANY_RUN);
}
