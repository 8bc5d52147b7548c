/**
 * What a rule asks of an event, as plain data: no closures, no regular expression objects, nothing that could not be
 * written to a file and read back. Parsing makes it, planning maps and orders it, matching compiles it; an index can
 * read from it which text an event must hold before a rule is worth a look.
 */

import type { TimePart } from './values/time-part.ts';

/** `?`: exactly one character (code point). */
export const ANY_ONE = 1;
/** `*`: any run of characters, none included. Two never stand next to each other. */
export const ANY_RUN = 2;

export type PatternPart = string | typeof ANY_ONE | typeof ANY_RUN;
/** A Sigma string with its escapes resolved: literal pieces and wildcards. Empty for the empty string. */
export type Pattern = readonly PatternPart[];

/** How text is compared; literals in a test are already folded this way. */
export interface TextFolding {
  /** True where upper and lower case differ (`cased`). */
  readonly cased: boolean;
  /** True where all of `- / – — ―` count as the same character (`windash`). */
  readonly dashes: boolean;
}

export type TextPlacement = 'equals' | 'startswith' | 'endswith' | 'contains';
export type Comparison = 'lt' | 'lte' | 'gt' | 'gte';

/** One question to one value of a field. */
export type ValueTest =
  | ({ readonly kind: 'text'; readonly placement: TextPlacement; readonly text: string } & TextFolding)
  | ({ readonly kind: 'wildcard'; readonly pattern: Pattern } & TextFolding)
  | { readonly kind: 'number'; readonly value: number; readonly text: string }
  | { readonly kind: 'compare'; readonly operator: Comparison; readonly value: number }
  | { readonly kind: 'timepart'; readonly part: TimePart; readonly operator: Comparison | 'eq'; readonly value: number }
  | { readonly kind: 'regex'; readonly source: string; readonly flags: string }
  | { readonly kind: 'cidr'; readonly range: string }
  | { readonly kind: 'fieldref'; readonly field: string; readonly placement: TextPlacement; readonly cased: boolean }
  | { readonly kind: 'null' }
  | { readonly kind: 'exists'; readonly expected: boolean };

/** True where any value of the field satisfies any of the tests. */
export interface FieldPredicate {
  readonly kind: 'field';
  readonly field: string;
  readonly tests: readonly ValueTest[];
}

/** True where any value of any field of the event satisfies any of the tests. */
export interface KeywordPredicate {
  readonly kind: 'keyword';
  readonly tests: readonly ValueTest[];
}

/** A named part of the rule; hits say which selections held. */
export interface SelectionPredicate {
  readonly kind: 'selection';
  readonly name: string;
  readonly child: Predicate;
}

export type Predicate =
  | FieldPredicate
  | KeywordPredicate
  | SelectionPredicate
  | { readonly kind: 'and' | 'or'; readonly children: readonly Predicate[] }
  | { readonly kind: 'not'; readonly child: Predicate };

/** Joins with AND or OR; one child stands for itself. */
export function join(kind: 'and' | 'or', children: readonly Predicate[]): Predicate {
  return children.length === 1 ? children[0]! : { kind, children };
}
