/**
 * Pipelines: what other products call what Sigma's rules ask for, as data. A pipeline says which events it is about,
 * what kind of log they are, and where each of Sigma's fields is found in them; the rules stay as they are.
 *
 * A field that the event has under Sigma's name already is never overwritten, except that a number may be given in
 * both of its spellings.
 */
import type { Logsource } from '../../model/event.ts';

/** Where a field's value comes from. */
export type Expression =
  | { readonly kind: 'field'; readonly field: string }
  | { readonly kind: 'text'; readonly text: string }
  /** The first that gives anything. */
  | { readonly kind: 'first'; readonly of: readonly Expression[] }
  /** Those that give anything, in one text; nothing where one of `needs` gives nothing. */
  | {
      readonly kind: 'join';
      readonly of: readonly Expression[];
      readonly separator: string;
      readonly needs: readonly string[];
    }
  /** By table, keys in lower case; what is not in it gives `otherwise`, or nothing. `keeps` adds the value itself. */
  | {
      readonly kind: 'map';
      readonly of: Expression;
      readonly table: Readonly<Record<string, string>>;
      readonly otherwise: 'nothing' | 'same';
      readonly keeps: boolean;
    }
  /** With the longest of these starts replaced, compared without case. */
  | { readonly kind: 'prefixes'; readonly of: Expression; readonly prefixes: readonly (readonly [string, string])[] }
  /** In a text: `{}` is the value, `{hex8}` the number in eight hexadecimal digits. */
  | { readonly kind: 'format'; readonly of: Expression; readonly format: string }
  /** Only for events of which this is true too. */
  | { readonly kind: 'when'; readonly of: Expression; readonly when: Conditions };

/** Fields with the texts one of which they must hold, in lower case; null for any value at all. */
export type Conditions = readonly { readonly field: string; readonly values: readonly string[] | null }[];

export interface Pipeline {
  readonly id: string;
  readonly title: string;
  /** At least one. */
  readonly when: Conditions;
  /** Gives the event's label what it lacks. */
  readonly logsource: Readonly<Partial<Record<keyof Logsource, Expression>>>;
  readonly fields: readonly { readonly field: string; readonly value: Expression }[];
  /** Fields whose numbers are given in decimal and in hexadecimal. */
  readonly spellings: readonly string[];
  readonly path: string;
  readonly line: number;
}
