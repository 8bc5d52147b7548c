/** The tests of a query that must all hold, each with its place: what a filter bar shows and takes away. */
import { joined, type Expression, type Query, type Span } from './ast.ts';
import { format } from './format.ts';

export interface Term extends Span {
  readonly kind: 'field' | 'words' | 'group' | 'time';
  /** As it was written; parentheses around it included. */
  readonly text: string;
  /** Null for all but a test of one field. */
  readonly field: string | null;
  readonly isNegated: boolean;
  /** The whole query without it, in one spelling. */
  readonly without: string;
}

/** In the order of the text; the time is the last. */
export function termsOf(text: string, query: Query): Term[] {
  const { where, time } = query;
  const parts = where === null ? [] : where.kind === 'and' ? where.parts : [where];
  const terms = parts.map((part, index): Term => {
    const rest = joined(
      'and',
      parts.filter((_, other) => other !== index),
      part.span,
    );
    return { ...whatIs(part), ...placed(text, part.span), without: format({ where: rest, time }) };
  });
  if (time === null) return terms;
  const without = format({ where, time: null });
  return [...terms, { kind: 'time', field: null, isNegated: false, ...placed(text, time.span), without }];
}

function whatIs(part: Expression): Pick<Term, 'kind' | 'field' | 'isNegated'> {
  if (part.kind === 'not') return { ...whatIs(part.part), isNegated: true };
  if (part.kind === 'field') return { kind: 'field', field: part.field, isNegated: false };
  return { kind: part.kind === 'words' ? 'words' : 'group', field: null, isNegated: false };
}

/** Parentheses around all of it belong to it. */
function placed(text: string, span: Span): Span & Pick<Term, 'text'> {
  let { start, end } = span;
  while (start < end && isSpace(text[end - 1])) end--;
  while (start < end && isSpace(text[start])) start++;
  for (;;) {
    let [before, after] = [start - 1, end];
    while (isSpace(text[before])) before--;
    while (isSpace(text[after])) after++;
    if (text[before] !== '(' || text[after] !== ')') break;
    [start, end] = [before, after + 1];
  }
  return { start, end, text: text.slice(start, end) };
}

function isSpace(character: string | undefined): boolean {
  return character !== undefined && /\s/.test(character);
}

/** A problem's sentence in what is wrong and what to do about it; the latter null where it says nothing of that. */
export function adviceIn(message: string): { readonly message: string; readonly hint: string | null } {
  const [whole, wrong, advice] = /^((?:`[^`]*`|[^`;]|;(?! ))*); (.*)$/s.exec(message) ?? [message, message, null];
  return advice === null ? { message: whole, hint: null } : { message: wrong!, hint: advice! };
}
