/**
 * What a query means, as plain data. The tree is always normalised: `and` and `or` have at least two parts and never
 * one of their own kind inside, so that two ways to write the same thing give the same tree. Spans are offsets into the
 * text in UTF-16 units; they are for messages and completion, never for meaning.
 */
import type { Pattern } from './pattern.ts';

export interface Span {
  readonly start: number;
  readonly end: number;
}

export type Comparison = '<' | '<=' | '>' | '>=';

/** What a field is compared with by `:` or `in`. */
export type Value =
  | { readonly kind: 'pattern'; readonly pattern: Pattern }
  /** `10.0.0.0/8`, unquoted and valid. */
  | { readonly kind: 'network'; readonly network: string };

export type Test =
  | { readonly kind: 'is'; readonly value: Value }
  | { readonly kind: 'in'; readonly values: readonly Value[] }
  | { readonly kind: 'compare'; readonly comparison: Comparison; readonly operand: string }
  /** Both ends belong to it; null is open. */
  | { readonly kind: 'range'; readonly from: string | null; readonly to: string | null }
  | { readonly kind: 'regex'; readonly source: string }
  | { readonly kind: 'exists' }
  /** A field whose test is not written yet, or wrong; always beside an error. */
  | { readonly kind: 'missing' };

export type Expression =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Expression[]; readonly span: Span }
  | { readonly kind: 'not'; readonly part: Expression; readonly span: Span }
  /** Words without a field: looked for in what people read. */
  | { readonly kind: 'words'; readonly test: Test; readonly span: Span }
  | { readonly kind: 'field'; readonly field: string; readonly test: Test; readonly span: Span };

/** What follows `|`. Times are as written; they are resolved when the query runs, because `now` moves. */
export type TimeStage =
  | { readonly kind: 'last'; readonly duration: string; readonly span: Span }
  | { readonly kind: 'on'; readonly at: string; readonly zone: string | null; readonly span: Span }
  | {
      readonly kind: 'between';
      readonly from: string | null;
      readonly to: string | null;
      readonly zone: string | null;
      readonly span: Span;
    };

export interface Query {
  /** Null where the query asks for everything. */
  readonly where: Expression | null;
  readonly time: TimeStage | null;
}

/** A place in the text that is wrong, and what to do about it. */
export interface QueryProblem extends Span {
  readonly message: string;
}

/** `and` or `or` over parts, flattened; the only part where there is just one, null where there is none. */
export function joined(kind: 'and' | 'or', parts: readonly Expression[], span: Span): Expression | null {
  const flat = parts.flatMap((part) => (part.kind === kind ? part.parts : [part]));
  return flat.length > 1 ? { kind, parts: flat, span } : (flat[0] ?? null);
}
