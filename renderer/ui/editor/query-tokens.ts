/**
 * The pieces of a query for colouring, while it is typed and mostly unfinished. It follows the engine's scanner
 * (`core/query/scanner.ts`) but never fails: what it cannot place is a word. What is wrong is said by the engine.
 */
export type TokenKind =
  | 'field'
  | 'operator'
  | 'keyword'
  | 'word'
  | 'string'
  | 'number'
  | 'wildcard'
  | 'regex'
  | 'bracket'
  | 'time';

export interface Token {
  readonly from: number;
  readonly to: number;
  readonly kind: TokenKind;
}

const NAME = /[\p{L}_@][\p{L}\p{N}_.@$-]*/uy;
const OPERATOR = /:|\s*(?:!=|>=|<=|=|>|<)/y;
const IN_LIST = /\s+(?:not\s+)?in(?=\s*\()/iy;
const KEYWORD = /(?:and|or|not|to)(?![^\s()"|[\]])/iy;
const STAGE_WORD = /(?:last|on|from|to|since|until|zone)(?![^\s|])/iy;
const STAGE_TEXT = /[^\s|]+/y;
const BARE = /[^\s()"|[\],]+/y;
const BARE_WORD = /[^\s()"|]+/y;
const NUMBER = /^-?(?:0x[\da-f]+|\d+(?:\.\d+)?)$/i;
/** Drives, web addresses, addresses of machines and of cards: a colon in them names no field. */
const PLAIN_WORD = /^(?:[a-z]:\\|[a-z][a-z\d+.-]*:\/\/|(?:[\da-f]{2}:){5}[\da-f]{2}$|[\da-f]*:[\da-f:.]*:)/i;

export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let isInStage = false;
  /** Whether a test's value stands here, rather than the next test. */
  let isValue = false;
  /** Open brackets that hold values: lists and ranges. */
  let lists = 0;

  const push = (to: number, kind: TokenKind): void => {
    if (to > at) tokens.push({ from: at, to, kind });
    at = Math.max(to, at + 1);
  };
  const ends = (pattern: RegExp): number => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    return found === null ? -1 : at + found[0].length;
  };

  while (at < text.length) {
    const char = text[at]!;
    if (/\s/.test(char)) at++;
    else if (char === '|') {
      push(at + 1, 'operator');
      isInStage = true;
    } else if (isInStage) {
      const word = ends(STAGE_WORD);
      push(word > 0 ? word : ends(STAGE_TEXT), word > 0 ? 'keyword' : 'time');
    } else if (char === '(' || (char === '[' && isValue)) {
      if (isValue || lists > 0) lists++;
      push(at + 1, 'bracket');
    } else if (char === ')' || (char === ']' && lists > 0)) {
      lists = Math.max(0, lists - 1);
      isValue = false;
      push(at + 1, 'bracket');
    } else if (char === ',') push(at + 1, 'bracket');
    else if (char === '"') {
      const end = endOfQuoted(text, at);
      push(end, !isValue && lists === 0 && startsOperator(text, end) ? 'field' : 'string');
      isValue = takeOperator();
    } else if (char === '/' && endOfRegex(text, at) > 0) {
      push(endOfRegex(text, at), 'regex');
      isValue = false;
    } else if (!isValue && ends(KEYWORD) > 0) push(ends(KEYWORD), 'keyword');
    else if (!isValue && lists === 0 && !PLAIN_WORD.test(text.slice(at)) && startsOperator(text, ends(NAME))) {
      push(ends(NAME), 'field');
      isValue = takeOperator();
    } else {
      pushWord(lists > 0 ? ends(BARE) : ends(BARE_WORD));
      isValue = false;
    }
  }
  return tokens;

  /** The operator that stands here, with `in` among them; false where none does. */
  function takeOperator(): boolean {
    const list = ends(IN_LIST);
    const end = list > 0 ? list : ends(OPERATOR);
    if (end <= at) return false;
    at += /^\s*/.exec(text.slice(at))![0].length;
    push(end, list > 0 ? 'keyword' : 'operator');
    return true;
  }

  /** A word, with its wildcards apart. */
  function pushWord(end: number): void {
    const to = Math.max(end, at + 1);
    if (NUMBER.test(text.slice(at, to))) return push(to, 'number');
    let index = at;
    while (index < to) {
      const isEscaped = text[index] === '\\' && /[*?\\]/.test(text[index + 1] ?? '');
      if (!isEscaped && /[*?]/.test(text[index]!)) {
        if (index > at) push(index, 'word');
        push(index + 1, 'wildcard');
      }
      index += isEscaped ? 2 : 1;
    }
    if (at < to) push(to, 'word');
  }
}

function startsOperator(text: string, at: number): boolean {
  if (at < 0) return false;
  for (const pattern of [OPERATOR, IN_LIST]) {
    pattern.lastIndex = at;
    if (pattern.test(text)) return true;
  }
  return false;
}

function endOfQuoted(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index++) {
    if (text[index] === '"') return index + 1;
    if (text[index] === '\\' && /["\\*?]/.test(text[index + 1] ?? '')) index++;
  }
  return text.length;
}

/** 0 where what starts here is a path. */
function endOfRegex(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index++) {
    if (text[index] === '\\') index++;
    else if (text[index] === '/')
      return index > start + 1 && /^(?:[\s)|,]|$)/.test(text.slice(index + 1)) ? index + 1 : 0;
  }
  return 0;
}
