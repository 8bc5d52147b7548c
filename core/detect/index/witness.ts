/**
 * What an event must hold before a rule is worth a look: a set of atoms of which at least one holds whenever the
 * rule does. Atoms are questions that an index answers for thousands of rules at once. They may hold where the rule
 * does not; never the other way round, so whatever cannot be said surely is left out, and a rule of which nothing can
 * be said has no witness and is always asked.
 */
import type { FieldPredicate, KeywordPredicate, Predicate, ValueTest } from '../predicate.ts';
import { foldCase, foldDashes } from '../values/folding.ts';
import { requiredLiteral } from './regex-literal.ts';
import { rarityOf } from './rarity.ts';

/** All texts are case-folded and compared with the case-folded text of a value. */
export type Atom =
  | { readonly kind: 'equals'; readonly field: string; readonly text: string }
  /** The value is this number, however it is written. */
  | { readonly kind: 'number'; readonly field: string; readonly value: number }
  /** The value from its last slash or backslash on. */
  | { readonly kind: 'tail'; readonly field: string; readonly text: string }
  /** Part of the value, or of any field's value where `field` is null. */
  | { readonly kind: 'part'; readonly field: string | null; readonly placement: PartPlacement; readonly text: string }
  /** The event has the field. */
  | { readonly kind: 'present'; readonly field: string };

export type PartPlacement = 'startswith' | 'endswith' | 'contains';

interface Witness {
  readonly atoms: readonly Atom[];
  /** Sum over the atoms of how often each is expected to hold. */
  readonly frequency: number;
}

/** The rarest set that is found, or null where nothing is necessary. */
export function witnessOf(predicate: Predicate): readonly Atom[] | null {
  return search(predicate)?.atoms ?? null;
}

function search(predicate: Predicate): Witness | null {
  switch (predicate.kind) {
    case 'field':
      return together(predicate.tests.map((test) => weigh(fieldAtoms(predicate, test))));
    case 'keyword':
      return together(predicate.tests.map((test) => weigh(keywordAtoms(predicate, test))));
    case 'or':
      return together(predicate.children.map(search));
    case 'and':
      return rarest(predicate.children.map(search));
    case 'selection':
      return search(predicate.child);
    default:
      return null;
  }
}

function weigh(atoms: readonly Atom[] | null): Witness | null {
  return atoms && { atoms, frequency: atoms.reduce((sum, atom) => sum + rarityOf(atom), 0) };
}

/** One of several holds: all of them are needed, and one without a witness leaves none. */
function together(witnesses: readonly (Witness | null)[]): Witness | null {
  const atoms: Atom[] = [];
  let frequency = 0;
  for (const witness of witnesses) {
    if (witness === null) return null;
    for (const atom of witness.atoms) atoms.push(atom);
    frequency += witness.frequency;
  }
  return { atoms, frequency };
}

/** All hold: any one will do. */
function rarest(witnesses: readonly (Witness | null)[]): Witness | null {
  let best: Witness | null = null;
  for (const witness of witnesses) {
    if (witness !== null && (best === null || witness.frequency < best.frequency)) best = witness;
  }
  return best;
}

function fieldAtoms({ field }: FieldPredicate, test: ValueTest): readonly Atom[] | null {
  switch (test.kind) {
    case 'text':
      if (test.dashes || !test.text.isWellFormed()) return partOf(field, literalsOf(test));
      return [textAtom(field, test.placement, foldCase(test.text))];
    case 'number':
      return [
        { kind: 'number', field, value: test.value },
        { kind: 'equals', field, text: foldCase(test.text) },
      ];
    case 'wildcard':
    case 'regex':
      return partOf(field, literalsOf(test));
    case 'null':
      return null;
    case 'exists':
      return test.expected ? [{ kind: 'present', field }] : null;
    case 'compare':
    case 'timepart':
    case 'cidr':
    case 'fieldref':
      return [{ kind: 'present', field }];
    default:
      return null;
  }
}

function textAtom(field: string, placement: PartPlacement | 'equals', text: string): Atom {
  if (placement === 'equals') return { kind: 'equals', field, text };
  if (text === '') return { kind: 'present', field };
  if (placement === 'endswith') {
    const start = tailStart(text);
    if (start !== -1 && start < text.length - 1) return { kind: 'tail', field, text: text.slice(start) };
  }
  return { kind: 'part', field, placement, text };
}

/** Where the last path element of a folded text starts, its separator included; -1 where there is no separator. */
export function tailStart(folded: string): number {
  return Math.max(folded.lastIndexOf('\\'), folded.lastIndexOf('/'));
}

function keywordAtoms(_predicate: KeywordPredicate, test: ValueTest): readonly Atom[] | null {
  const longest = longestOf(literalsOf(test));
  return longest === '' ? null : [{ kind: 'part', field: null, placement: 'contains', text: longest }];
}

function partOf(field: string, literals: readonly string[]): readonly Atom[] {
  const text = longestOf(literals);
  return [text === '' ? { kind: 'present', field } : { kind: 'part', field, placement: 'contains', text }];
}

/** Texts that a value must hold to satisfy the test, folded; each of them alone is necessary. */
function literalsOf(test: ValueTest): readonly string[] {
  switch (test.kind) {
    case 'text':
    case 'wildcard': {
      const parts = test.kind === 'text' ? [test.text] : test.pattern.filter((part) => typeof part === 'string');
      const sure = parts.filter((part) => part.isWellFormed()).map(foldCase);
      // Any dash may stand where the rule has one, so the literal ends there.
      return test.dashes ? sure.flatMap((part) => foldDashes(part).split('-')) : sure;
    }
    case 'regex':
      return [requiredLiteral(test.source, test.flags)];
    default:
      return [];
  }
}

function longestOf(texts: readonly string[]): string {
  return texts.reduce((best, text) => (text.length > best.length ? text : best), '');
}
