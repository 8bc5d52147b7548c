/** ATT&CK as screens show it: techniques with what covers them and what was found of them. */
import type { PageOutput } from '../../../core/contract/page.ts';

export type Coverage = PageOutput<'attack.readCoverage'>;
export type Counts = Coverage['techniques'][number]['own'];

export interface TechniqueRow {
  readonly id: string;
  readonly name: string;
  /** Null for a technique itself. */
  readonly parentId: string | null;
  /** Names of the tactics it serves; of a sub-technique those of its technique. */
  readonly tactics: readonly string[];
  /** With its parts, where it has any. */
  readonly counts: Counts;
  readonly own: Counts;
  /** False for an id that the list of ATT&CK does not have. */
  readonly isListed: boolean;
}

/** Every technique once, in the order of the matrix; ids that are not listed at the end. */
export function techniqueRows({ tactics, techniques, unknown }: Coverage): readonly TechniqueRow[] {
  const tacticsOf = new Map<string, string[]>();
  for (const { name, techniqueIds } of tactics) {
    for (const id of techniqueIds) tacticsOf.set(id, [...(tacticsOf.get(id) ?? []), name]);
  }
  return [
    ...techniques.map(({ id, name, parentId, own, withParts }) => ({
      id,
      name,
      parentId,
      tactics: tacticsOf.get(id) ?? tacticsOf.get(parentId ?? '') ?? [],
      counts: withParts,
      own,
      isListed: true,
    })),
    ...unknown.map(({ id, own }) => ({
      id,
      name: 'not in the list of ATT&CK',
      parentId: null,
      tactics: [],
      counts: own,
      own,
      isListed: false,
    })),
  ];
}

/** In one word, how well a technique would be seen here. */
export function sightOf({ counts }: Pick<TechniqueRow, 'counts'>): string {
  if (counts.findings > 0) return 'found';
  if (counts.rulesWithData > 0) return 'covered';
  if (counts.enabledRules > 0) return 'rules without data';
  return counts.rules > 0 ? 'rules disabled' : 'no rule';
}

export const SIGHTS: readonly string[] = ['found', 'covered', 'rules without data', 'rules disabled', 'no rule'];
