/** A matrix' columns as they are shown: techniques below their tactics, sub-techniques below theirs where unfolded. */
import type { MatrixFilter, MatrixTactic, MatrixTechnique } from './types.ts';

export interface MatrixCell {
  readonly technique: MatrixTechnique;
  /** With those of its sub-techniques, as long as they are folded into it. */
  readonly rules: number;
  readonly hits: number;
  /** How many are folded into it or stand below it; those that the filter lets through. */
  readonly subs: number;
  readonly isSub: boolean;
  readonly isOpen: boolean;
}

export interface MatrixColumn {
  readonly tactic: MatrixTactic;
  readonly cells: readonly MatrixCell[];
  /** Techniques without their sub-techniques, that the filter lets through. */
  readonly techniques: number;
}

export function passes({ rules, hits }: MatrixTechnique, filter: MatrixFilter): boolean {
  if (filter === 'hits') return hits > 0;
  if (filter === 'rules') return rules > 0;
  return filter === 'all' || (rules === 0 && hits === 0);
}

export function parentOf(id: string): string | null {
  const dot = id.indexOf('.');
  return dot < 0 ? null : id.slice(0, dot);
}

interface Family {
  readonly technique: MatrixTechnique;
  readonly subs: readonly MatrixTechnique[];
  readonly passing: readonly MatrixTechnique[];
}

/** A technique that does not pass itself stays for those of its sub-techniques that do. */
function familiesOf(techniques: readonly MatrixTechnique[], filter: MatrixFilter): readonly Family[] {
  const ids = new Set(techniques.map(({ id }) => id));
  const subs = Map.groupBy(techniques, ({ id }) => parentOf(id));
  return techniques.flatMap((technique) => {
    const parent = parentOf(technique.id);
    if (parent !== null && ids.has(parent)) return [];
    const its = (parent === null && subs.get(technique.id)) || [];
    const passing = its.filter((sub) => passes(sub, filter));
    return passing.length > 0 || passes(technique, filter) ? [{ technique, subs: its, passing }] : [];
  });
}

export function columnsOf(
  tactics: readonly MatrixTactic[],
  techniques: readonly MatrixTechnique[],
  filter: MatrixFilter,
  unfolded: ReadonlySet<string>,
): readonly MatrixColumn[] {
  const families = familiesOf(techniques, filter);
  return tactics.map((tactic) => {
    const its = families.filter(({ technique }) => technique.tactics.includes(tactic.id));
    const cells = its
      .toSorted((a, b) => a.technique.name.localeCompare(b.technique.name, 'en'))
      .flatMap((family) => cellsOf(family, unfolded.has(family.technique.id)));
    return { tactic, cells, techniques: its.length };
  });
}

function cellsOf({ technique, subs, passing }: Family, isUnfolded: boolean): readonly MatrixCell[] {
  const isOpen = isUnfolded && passing.length > 0;
  const counted = isOpen ? [technique] : [technique, ...subs];
  const sum = (of: (one: MatrixTechnique) => number): number => counted.reduce((total, one) => total + of(one), 0);
  const own = { technique, rules: sum(({ rules }) => rules), hits: sum(({ hits }) => hits) };
  const below = isOpen ? passing.map((sub) => ({ technique: sub, rules: sub.rules, hits: sub.hits })) : [];
  return [
    { ...own, subs: passing.length, isSub: false, isOpen },
    ...below.map((sub) => ({ ...sub, subs: 0, isSub: true, isOpen: false })),
  ];
}

/** How many pass each filter, sub-techniques counted as themselves. */
export function filterCounts(techniques: readonly MatrixTechnique[]): Readonly<Record<MatrixFilter, number>> {
  const of = (filter: MatrixFilter): number => techniques.filter((one) => passes(one, filter)).length;
  return { all: of('all'), hits: of('hits'), rules: of('rules'), gaps: of('gaps') };
}

/** A tone from 0 to 4: without hits, then by orders of magnitude, because a few techniques have nearly all hits. */
export function toneOf(hits: number): number {
  return hits === 0 ? 0 : Math.min(4, 1 + Math.floor(Math.log10(hits)));
}
