/**
 * The condition language (Sigma 2.1.0, "Condition"): `or` binds weakest, then `and`, then `not`, then `1 of` and
 * `all of`, then parentheses. Names are resolved here, so that a condition over something that does not exist is a
 * refused rule and never a rule that cannot fire.
 */
import { ANY_RUN, join, type PatternPart, type Predicate, type SelectionPredicate } from './predicate.ts';
import { invalid, unsupported } from './refusal.ts';
import { compilePattern } from './values/wildcard.ts';

const TOKEN = /\s*([()|]|[^\s()|]+)/y;
const MAX_TOKENS = 2_000;
const MAX_DEPTH = 100;

/** Throws a `Refusal` where the condition is not one or names an unknown selection. */
export function parseCondition(text: string, selections: ReadonlyMap<string, SelectionPredicate>): Predicate {
  return new Parser(tokenise(text), selections).parse();
}

function tokenise(text: string): string[] {
  const tokens: string[] = [];
  const source = text.trim();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const match = TOKEN.exec(source);
    if (match === null) break;
    tokens.push(match[1]!);
    if (tokens.length > MAX_TOKENS) throw invalid(`the condition has more than ${MAX_TOKENS} words`);
  }
  return tokens;
}

class Parser {
  readonly #tokens: readonly string[];
  readonly #selections: ReadonlyMap<string, SelectionPredicate>;
  #position = 0;
  #depth = 0;

  constructor(tokens: readonly string[], selections: ReadonlyMap<string, SelectionPredicate>) {
    this.#tokens = tokens;
    this.#selections = selections;
  }

  parse(): Predicate {
    const condition = this.#or();
    const rest = this.#peek();
    if (rest === '|') throw unsupported('aggregations after `|` were replaced by correlation rules');
    if (rest !== null) throw invalid(`\`${rest}\` is not expected here`);
    return condition;
  }

  #or(): Predicate {
    const children = [this.#and()];
    while (this.#takeWord('or')) children.push(this.#and());
    return join('or', children);
  }

  #and(): Predicate {
    const children = [this.#not()];
    while (this.#takeWord('and')) children.push(this.#not());
    return join('and', children);
  }

  #not(): Predicate {
    if (!this.#takeWord('not')) return this.#primary();
    if (++this.#depth > MAX_DEPTH) throw invalid(`nested more than ${MAX_DEPTH} levels deep`);
    const child = this.#not();
    this.#depth--;
    return { kind: 'not', child };
  }

  #primary(): Predicate {
    const token = this.#next();
    if (token === '(') {
      if (++this.#depth > MAX_DEPTH) throw invalid(`nested more than ${MAX_DEPTH} levels deep`);
      const inner = this.#or();
      if (this.#next() !== ')') throw invalid('a closing parenthesis is missing');
      this.#depth--;
      return inner;
    }
    if (this.#peekWord('of')) return this.#quantified(token);
    const selection = this.#selections.get(token);
    if (selection !== undefined) return selection;
    throw invalid(isName(token) ? `there is no selection named \`${token}\`` : `\`${token}\` is not expected here`);
  }

  #quantified(quantifier: string): Predicate {
    this.#next();
    const pattern = this.#next();
    const kind = QUANTIFIERS.get(quantifier.toLowerCase());
    if (kind === undefined)
      throw unsupported(`\`${quantifier} of\` is not known; Sigma has \`1 of\`, \`any of\`, \`all of\``);
    const chosen = this.#matching(pattern);
    if (chosen.length === 0) throw invalid(`no selection matches \`${quantifier} of ${pattern}\``);
    return join(kind, chosen);
  }

  /** Selections whose name starts with an underscore take part only where the pattern starts with one too. */
  #matching(pattern: string): SelectionPredicate[] {
    const matches = pattern.toLowerCase() === 'them' ? (): boolean => true : namePattern(pattern);
    return [...this.#selections.values()].filter(
      ({ name }) => matches(name) && (!name.startsWith('_') || pattern.startsWith('_')),
    );
  }

  #peek(): string | null {
    return this.#tokens[this.#position] ?? null;
  }

  #next(): string {
    const token = this.#tokens[this.#position++];
    if (token === undefined) throw invalid('the condition ends too early');
    return token;
  }

  #peekWord(word: string): boolean {
    const token = this.#peek();
    return token !== null && !this.#selections.has(token) && token.toLowerCase() === word;
  }

  #takeWord(word: string): boolean {
    const isNext = this.#peekWord(word);
    if (isNext) this.#position++;
    return isNext;
  }
}

const QUANTIFIERS = new Map<string, 'and' | 'or'>([
  ['1', 'or'],
  ['any', 'or'],
  ['all', 'and'],
]);

function isName(token: string): boolean {
  return !['(', ')', '|', 'and', 'or', 'not'].includes(token.toLowerCase());
}

/** Selection names by a pattern in which `*` is any run of characters; nothing else is special. */
function namePattern(pattern: string): (name: string) => boolean {
  const parts: PatternPart[] = [];
  for (const piece of pattern.split(/(\*+)/)) {
    if (piece !== '') parts.push(piece.startsWith('*') ? ANY_RUN : piece);
  }
  return compilePattern(parts);
}
