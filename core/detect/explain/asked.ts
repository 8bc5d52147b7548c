/** What a rule asks, told in words without an event: which field of which selection has to be what. */
import type { Predicate } from '../predicate.ts';
import { wordingOf } from './wording.ts';

export interface AskedField {
  readonly selection: string;
  /** Empty for keywords, which are looked for in all fields. */
  readonly field: string;
  /** It holds where any of these does: `ends with "\cmd.exe"`. */
  readonly wanted: readonly string[];
  /** True where the selection stands under a `not`. */
  readonly isExcluded: boolean;
}

/** In the order of the rule. */
export function askedFields(predicate: Predicate, selection = '', isExcluded = false): AskedField[] {
  switch (predicate.kind) {
    case 'field':
      return [{ selection, field: predicate.field, wanted: predicate.tests.map(wordingOf), isExcluded }];
    case 'keyword':
      return [{ selection, field: '', wanted: predicate.tests.map(wordingOf), isExcluded }];
    case 'selection':
      return askedFields(predicate.child, predicate.name, isExcluded);
    case 'not':
      return askedFields(predicate.child, selection, !isExcluded);
    case 'and':
    case 'or':
      return predicate.children.flatMap((child) => askedFields(child, selection, isExcluded));
  }
}
