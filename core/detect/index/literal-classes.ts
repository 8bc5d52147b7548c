/** Literals as the automaton's columns: sorted, with those that share all columns put together. */
import { foldCase } from '../values/folding.ts';

export interface ByClass {
  /** One character U+0000 to U+00FF for each code unit of the literal. */
  readonly classes: string;
  /** Positions of the literals that read so. */
  readonly members: readonly number[];
}

/** Sorted by `classes`, which are unique. */
export function classesOf(literals: readonly string[]): ByClass[] {
  const groups = new Map<string, number[]>();
  for (const [position, literal] of literals.entries()) {
    const classes = toClasses(literal);
    const members = groups.get(classes);
    if (members === undefined) groups.set(classes, [position]);
    else members.push(position);
  }
  return [...groups]
    .map(([classes, members]) => ({ classes, members }))
    .toSorted((a, b) => (a.classes < b.classes ? -1 : 1));
}

function toClasses(literal: string): string {
  let classes = '';
  for (let index = 0; index < literal.length; index++) {
    classes += String.fromCharCode(CLASS_OF[literal.charCodeAt(index)]!);
  }
  return classes;
}

/**
 * The column of each code unit: ASCII its own, upper case that of lower case, everything else one of 128 that it
 * shares. Characters that fold to each other share a column, so that texts need not be folded before; the one
 * exception is U+0130, which folds to two characters. Halves of a pair are told apart from all else only, as what they
 * fold to depends on the other half.
 */
export const CLASS_OF: Uint8Array = buildClasses();

function buildClasses(): Uint8Array {
  const classes = new Uint8Array(0x1_0000);
  for (let code = 0; code < classes.length; code++) {
    const isHalf = code >= 0xd800 && code <= 0xdfff;
    const folded = isHalf ? 0xffff : foldCase(String.fromCharCode(code)).charCodeAt(0);
    classes[code] = folded < 128 ? folded : 128 | (folded & 127);
  }
  return classes;
}
