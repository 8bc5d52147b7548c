/**
 * Reads the pieces of a query's text: words, quoted texts, regular expressions, names, operators. It knows where it is
 * and what is wrong; what the pieces mean is the parser's.
 */
import { shortestAddress } from './networks.ts';
import type { QueryProblem, Span } from './ast.ts';

/** Enough to correct a query by; after so many the rest is noise. */
const MAX_PROBLEMS = 20;

const SPACE = /\s*/y;
const NAME = /[\p{L}_@][\p{L}\p{N}_.@$-]*/uy;
const OPERATOR = /:|\s*(?:!=|>=|<=|=|>|<)/y;
const IN_LIST = /\s+(not\s+)?in\s*(?=\()/iy;
const KEYWORD = /[A-Za-z]+(?![^\s()"|])/y;
const BARE = /[^\s()"|]+/y;
const BARE_IN_LIST = /[^\s()"|,]+/y;
const BARE_IN_RANGE = /[^\s()"|\]]+/y;
/** What may follow a regular expression; anything else makes the text a path. */
const AFTER_REGEX = /[\s)|,]|$/y;

export type Place = 'query' | 'list' | 'range';

export interface Piece extends Span {
  /** Without the quotes, escapes as written. */
  readonly source: string;
  readonly isQuoted: boolean;
}

export class Scanner {
  readonly text: string;
  readonly problems: QueryProblem[] = [];
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  problem(start: number, end: number, message: string): void {
    if (this.problems.length < MAX_PROBLEMS) this.problems.push({ start, end: Math.max(end, start), message });
  }

  skipSpace(): void {
    this.match(SPACE);
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  peek(): string {
    return this.text[this.at] ?? '';
  }

  take(char: string): boolean {
    const isNext = this.peek() === char;
    if (isNext) this.at++;
    return isNext;
  }

  /** To after the next `char`; stays where there is none. */
  skipPast(char: string): void {
    this.at = Math.max(this.at, this.text.indexOf(char, this.at - 1) + 1);
  }

  stop(): void {
    this.at = this.text.length;
  }

  peekKeyword(): string {
    KEYWORD.lastIndex = this.at;
    return KEYWORD.exec(this.text)?.[0].toLowerCase() ?? '';
  }

  takeKeyword(keyword: string): boolean {
    const isNext = this.peekKeyword() === keyword;
    if (isNext) this.at += keyword.length;
    return isNext;
  }

  /** The name of a field with what comes between it and its test; null where no field starts here. */
  takeFieldName(): (Span & { readonly name: string; readonly operator: string }) | null {
    const start = this.at;
    const name = this.peek() === '"' ? this.quotedName() : this.bareName();
    if (name !== null) {
      const end = this.at;
      const list = this.match(IN_LIST);
      if (list !== null) return { name, operator: /not/i.test(list) ? 'not in' : 'in', start, end };
      const operator = this.match(OPERATOR)?.trim();
      if (operator !== undefined && operator !== '') return { name, operator, start, end };
    }
    this.at = start;
    return null;
  }

  private bareName(): string | null {
    BARE.lastIndex = this.at;
    const word = BARE.exec(this.text)?.[0] ?? '';
    return isPlainWord(word) ? null : this.match(NAME);
  }

  private quotedName(): string | null {
    const end = this.endOfQuoted();
    if (end === -1) return null;
    const name = this.text.slice(this.at + 1, end).replaceAll(/\\(["\\*?])/g, '$1');
    this.at = end + 1;
    return name;
  }

  takeOperator(): string | null {
    return this.match(OPERATOR)?.trim() ?? null;
  }

  /** A word or a quoted text; null where neither starts here. */
  takePiece(place: Place): Piece | null {
    const start = this.at;
    if (this.peek() === '"') return this.takeQuoted();
    const source = this.match(place === 'list' ? BARE_IN_LIST : place === 'range' ? BARE_IN_RANGE : BARE);
    return source === null ? null : { source, isQuoted: false, start, end: this.at };
  }

  private takeQuoted(): Piece {
    const start = this.at;
    const end = this.endOfQuoted();
    const isClosed = end !== -1;
    this.at = isClosed ? end + 1 : this.text.length;
    const source = this.text.slice(start + 1, isClosed ? end : this.text.length);
    if (!isClosed) {
      const isEscaped = source.endsWith('\\"');
      this.problem(
        start,
        this.text.length,
        isEscaped
          ? 'The closing quote is missing: `\\"` is a plain quote; write `\\\\"` where the text ends with a backslash'
          : 'The closing quote is missing',
      );
    }
    return { source, isQuoted: true, start, end: this.at };
  }

  private endOfQuoted(): number {
    for (let index = this.at + 1; index < this.text.length; index++) {
      const char = this.text[index];
      if (char === '"') return index;
      if (char === '\\' && /["\\*?]/.test(this.text[index + 1] ?? '')) index++;
    }
    return -1;
  }

  /** `/…/` with `\/` for a slash inside; null where what starts here is a path. */
  takeRegex(): Piece | null {
    const start = this.at;
    if (this.peek() !== '/') return null;
    for (let index = start + 1; index < this.text.length; index++) {
      const char = this.text[index];
      if (char === '\\') index++;
      else if (char === '/') {
        AFTER_REGEX.lastIndex = index + 1;
        if (index === start + 1 || !AFTER_REGEX.test(this.text)) return null;
        this.at = index + 1;
        return { source: this.text.slice(start + 1, index), isQuoted: false, start, end: this.at };
      }
    }
    return null;
  }

  private match(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined) return null;
    this.at += found.length;
    return found;
  }
}

/** Words with a colon in them that name no field: drives, addresses of both kinds, web addresses. */
function isPlainWord(word: string): boolean {
  return (
    /^[A-Za-z]:\\/.test(word) ||
    /^[A-Za-z][A-Za-z0-9+.-]*:\/\//.test(word) ||
    /^(?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}$/.test(word) ||
    shortestAddress(word) !== null
  );
}
