/**
 * From text to tree. Never throws and never gives up: every problem has its place, and what could be understood is in
 * the tree, because completion works on text that is not finished. `or` binds weakest, then `and` (also between two
 * tests with nothing in between), then `not`. Length, depth and number of tests are bounded.
 */
import { joined, type Expression, type Query, type QueryProblem, type Span, type Test, type Value } from './ast.ts';
import { compileNetwork } from './networks.ts';
import { isAnything, literalOf, readPattern } from './pattern.ts';
import { Scanner, type Piece } from './scanner.ts';
import { parseTimeStage } from './time-stage.ts';

export const MAX_QUERY_CHARS = 8_192;
const MAX_DEPTH = 40;
const MAX_TESTS = 500;

/** What stands at the end of the text: what completion would replace or add. */
export interface Site {
  readonly kind: 'term' | 'after' | 'value' | 'stage';
  readonly start: number;
  /** The field a value belongs to. */
  readonly field: string | null;
}

export interface ParseResult {
  readonly query: Query;
  /** Empty where the query can be run. */
  readonly problems: readonly QueryProblem[];
  readonly site: Site;
}

export interface ParseOptions {
  /** Why a regular expression cannot be used; null where it can. */
  readonly checkRegex?: (source: string) => string | null;
}

export function parse(text: string, options: ParseOptions = {}): ParseResult {
  return new Parser(text.slice(0, MAX_QUERY_CHARS), options).parse(text.length);
}

class Parser {
  readonly #scanner: Scanner;
  readonly #options: ParseOptions;
  #depth = 0;
  #tests = 0;
  #hasGivenUp = false;
  #site: Site = { kind: 'term', start: 0, field: null };

  constructor(text: string, options: ParseOptions) {
    this.#scanner = new Scanner(text);
    this.#options = options;
  }

  parse(length: number): ParseResult {
    const scanner = this.#scanner;
    const parts: Expression[] = [];
    let time: Query['time'] = null;
    while (!scanner.isAtEnd) {
      const part = this.#or();
      if (part !== null) parts.push(part);
      if (scanner.take(')')) scanner.problem(scanner.at - 1, scanner.at, 'This parenthesis closes nothing');
      else if (scanner.take('|')) {
        this.#site = { kind: 'stage', start: scanner.at, field: null };
        time = parseTimeStage(scanner);
        break;
      }
    }
    if (length > MAX_QUERY_CHARS) {
      scanner.problem(MAX_QUERY_CHARS, length, `A query has at most ${MAX_QUERY_CHARS} characters`);
    }
    const span = { start: 0, end: scanner.text.length };
    return { query: { where: joined('and', parts, span), time }, problems: scanner.problems, site: this.#site };
  }

  #or(): Expression | null {
    const scanner = this.#scanner;
    scanner.skipSpace();
    const start = scanner.at;
    const parts: Expression[] = [];
    for (;;) {
      const part = this.#and();
      if (part !== null) parts.push(part);
      const at = scanner.at;
      if (!scanner.takeKeyword('or')) return joined('or', parts, { start, end: scanner.at });
      if (part === null) scanner.problem(at, scanner.at, 'There is nothing before `or`');
      else this.#expectOperand('or', at);
    }
  }

  #and(): Expression | null {
    const scanner = this.#scanner;
    const parts: Expression[] = [];
    let isExpected = true;
    scanner.skipSpace();
    const start = scanner.at;
    let end = start;
    for (;;) {
      scanner.skipSpace();
      const isApart = isExpected || scanner.at > end;
      if (scanner.isAtEnd && isApart)
        this.#site = { kind: isExpected ? 'term' : 'after', start: scanner.at, field: null };
      const keyword = scanner.peekKeyword();
      if (scanner.isAtEnd || keyword === 'or' || scanner.peek() === ')' || scanner.peek() === '|') break;
      if (keyword === 'and') {
        const at = scanner.at;
        this.#site = { kind: 'after', start: at, field: null };
        scanner.takeKeyword('and');
        if (isExpected) scanner.problem(at, scanner.at, 'There is nothing before `and`');
        else this.#expectOperand('and', at);
        isExpected = true;
        continue;
      }
      const part = this.#not();
      if (part !== null) parts.push(part);
      isExpected = false;
      end = scanner.at;
    }
    return joined('and', parts, { start, end });
  }

  #expectOperand(keyword: string, at: number): void {
    const scanner = this.#scanner;
    scanner.skipSpace();
    const next = scanner.peekKeyword();
    if (scanner.isAtEnd || scanner.peek() === ')' || scanner.peek() === '|' || next === 'or' || next === 'and') {
      scanner.problem(at, at + keyword.length, `Something is missing after \`${keyword}\``);
    }
  }

  #not(): Expression | null {
    const scanner = this.#scanner;
    const start = scanner.at;
    this.#site = { kind: 'term', start, field: null };
    if (scanner.peekKeyword() !== 'not') return this.#primary();
    scanner.takeKeyword('not');
    this.#expectOperand('not', start);
    if (!this.#enter(start)) return null;
    scanner.skipSpace();
    const isMissing = scanner.isAtEnd || scanner.peek() === ')' || scanner.peek() === '|';
    if (scanner.isAtEnd) this.#site = { kind: 'term', start: scanner.at, field: null };
    const keyword = scanner.peekKeyword();
    const part = isMissing || keyword === 'or' || keyword === 'and' ? null : this.#not();
    this.#depth--;
    return part === null ? null : { kind: 'not', part, span: { start, end: scanner.at } };
  }

  #primary(): Expression | null {
    const scanner = this.#scanner;
    const start = scanner.at;
    if (!scanner.take('(')) return this.#term();
    if (!this.#enter(start)) return null;
    const inner = this.#or();
    this.#depth--;
    if (!scanner.take(')')) {
      if (!this.#hasGivenUp) scanner.problem(start, start + 1, 'This parenthesis is not closed');
    } else if (inner === null) scanner.problem(start, scanner.at, 'There is nothing between the parentheses');
    return inner;
  }

  /** False where the query is nested too deeply; the rest is then left out. */
  #enter(start: number): boolean {
    if (++this.#depth <= MAX_DEPTH) return true;
    this.#depth--;
    return this.#giveUp(start, `A query is nested at most ${MAX_DEPTH} levels deep`);
  }

  #giveUp(start: number, message: string): false {
    this.#scanner.problem(start, this.#scanner.text.length, message);
    this.#scanner.stop();
    this.#hasGivenUp = true;
    return false;
  }

  #term(): Expression | null {
    const scanner = this.#scanner;
    const start = scanner.at;
    if (++this.#tests > MAX_TESTS) {
      this.#giveUp(start, `A query has at most ${MAX_TESTS} tests; use \`in (…)\` for many values`);
      return null;
    }
    const regex = scanner.takeRegex();
    if (regex !== null) return { kind: 'words', test: this.#regexTest(regex), span: regex };
    const field = scanner.takeFieldName();
    if (field !== null) {
      const isNegated = field.operator === '!=' || field.operator === 'not in';
      const test = this.#fieldTest(field.name, field.operator, field);
      const span = { start, end: scanner.at };
      const expression: Expression = { kind: 'field', field: field.name, test, span };
      return isNegated ? { kind: 'not', part: expression, span } : expression;
    }
    const piece = scanner.takePiece('query');
    if (piece === null) return null;
    const value: Value = { kind: 'pattern', pattern: readPattern(piece.source, piece.isQuoted ? '"' : '') };
    return { kind: 'words', test: { kind: 'is', value }, span: { start, end: piece.end } };
  }

  #fieldTest(field: string, operator: string, name: Span): Test {
    const scanner = this.#scanner;
    if (operator === 'in' || operator === 'not in') return this.#list(field);
    const isColon = operator === ':' || operator === '=' || operator === '!=';
    if (isColon) this.#skipSpaceBeforeValue();
    this.#site = { kind: 'value', start: scanner.at, field };
    if (!isColon) return this.#comparison(operator, name);
    const char = scanner.peek();
    if (operator === ':' && (char === '>' || char === '<')) return this.#comparison(scanner.takeOperator()!, name);
    if (char === '(') return this.#list(field);
    if (char === '[') return this.#range(name);
    const regex = scanner.takeRegex();
    if (regex !== null) return this.#regexTest(regex);
    if (scanner.peekKeyword() === 'in' && /^in\s*\(/i.test(scanner.text.slice(scanner.at, scanner.at + 100))) {
      scanner.takeKeyword('in');
      scanner.skipSpace();
      return this.#list(field);
    }
    const piece = scanner.takePiece('query');
    if (piece === null) {
      scanner.problem(name.start, scanner.at, `A value is missing after \`${field}${operator}\``);
      return { kind: 'missing' };
    }
    const value = valueOf(piece);
    return value.kind === 'pattern' && isAnything(value.pattern) ? { kind: 'exists' } : { kind: 'is', value };
  }

  /** `host: WS-12` is fine; `host: and …` lacks its value. */
  #skipSpaceBeforeValue(): void {
    const scanner = this.#scanner;
    const at = scanner.at;
    scanner.skipSpace();
    if (scanner.at === at) return;
    const keyword = scanner.peekKeyword();
    if (keyword === 'and' || keyword === 'or' || keyword === 'not' || scanner.isAtEnd) scanner.at = at;
  }

  #comparison(operator: string, name: Span): Test {
    const scanner = this.#scanner;
    scanner.skipSpace();
    const piece = scanner.takePiece('query');
    const operand = piece === null ? null : this.#operand(piece);
    if (piece === null) scanner.problem(name.start, scanner.at, `A value is missing after \`${operator}\``);
    if (operand === null) return { kind: 'missing' };
    return { kind: 'compare', comparison: operator as '<' | '<=' | '>' | '>=', operand };
  }

  /** What is compared by size has no wildcards. */
  #operand(piece: Piece): string | null {
    const literal = literalOf(readPattern(piece.source, piece.isQuoted ? '"' : ''));
    if (literal === null) {
      this.#scanner.problem(piece.start, piece.end, 'Wildcards have no size; they go with `:` and `in`');
    }
    return literal;
  }

  #range(name: Span): Test {
    const scanner = this.#scanner;
    const start = scanner.at++;
    const from = this.#bound();
    scanner.skipSpace();
    const hasTo = scanner.takeKeyword('to');
    const to = hasTo ? this.#bound() : undefined;
    scanner.skipSpace();
    const isClosed = scanner.take(']');
    if (from === undefined || to === undefined || !isClosed) {
      scanner.skipPast(']');
      scanner.problem(start, scanner.at, 'A range reads `[5 to 10]`, with `*` for an open end');
      return { kind: 'missing' };
    }
    if (from === null && to === null) {
      scanner.problem(name.start, scanner.at, 'A range needs at least one end; `field:*` asks for any value');
      return { kind: 'missing' };
    }
    return { kind: 'range', from, to };
  }

  /** Null is open; undefined is missing or wrong. */
  #bound(): string | null | undefined {
    const scanner = this.#scanner;
    scanner.skipSpace();
    const piece = scanner.takePiece('range');
    if (piece === null) return undefined;
    return piece.source === '*' && !piece.isQuoted ? null : (this.#operand(piece) ?? undefined);
  }

  #list(field: string): Test {
    const scanner = this.#scanner;
    const start = scanner.at++;
    const values: Value[] = [];
    for (;;) {
      const end = scanner.at;
      scanner.skipSpace();
      while (scanner.take(',') || scanner.takeKeyword('or')) scanner.skipSpace();
      if (scanner.at > end || values.length === 0) this.#site = { kind: 'value', start: scanner.at, field };
      if (scanner.take(')')) break;
      const piece = scanner.takePiece('list');
      if (piece === null) {
        scanner.problem(start, scanner.at, 'A list reads `in (one, "two words", thr*)`; it is not closed');
        break;
      }
      if (values.length < MAX_TESTS) values.push(valueOf(piece));
      else this.#giveUp(piece.start, `A list has at most ${MAX_TESTS} values`);
    }
    if (values.length > 0) return { kind: 'in', values };
    scanner.problem(start, scanner.at, 'A list needs at least one value');
    return { kind: 'missing' };
  }

  #regexTest(piece: Piece): Test {
    const source = piece.source.replaceAll('\\/', '/');
    const refusal = this.#options.checkRegex?.(source) ?? null;
    if (refusal !== null) this.#scanner.problem(piece.start, piece.end, refusal);
    return { kind: 'regex', source };
  }
}

function valueOf(piece: Piece): Value {
  if (!piece.isQuoted && compileNetwork(piece.source) !== null) return { kind: 'network', network: piece.source };
  return { kind: 'pattern', pattern: readPattern(piece.source, piece.isQuoted ? '"' : '') };
}
