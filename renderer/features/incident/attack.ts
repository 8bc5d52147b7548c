/** The techniques of one incident put under the tactics that they serve. */
import type { PageOutput } from '../../../core/contract/page.ts';
import { maxSeverity, type Severity } from '../../../core/model/severity.ts';
import type { Step } from './types.ts';

export type Coverage = PageOutput<'attack.readCoverage'>;

export interface TechniqueCell {
  readonly id: string;
  /** Empty where ATT&CK does not list it. */
  readonly name: string;
  /** Alerts that show it. */
  readonly steps: number;
  /** Of the most severe of them; null where none is among the steps. */
  readonly severity: Severity | null;
}

export interface TacticColumn {
  readonly id: string;
  readonly name: string;
  readonly cells: readonly TechniqueCell[];
}

/** A technique stands under each tactic it serves; what ATT&CK does not list comes last. */
export function columnsOf(
  techniques: readonly string[],
  steps: readonly Pick<Step, 'techniques' | 'severity'>[],
  { tactics, techniques: known }: Pick<Coverage, 'tactics' | 'techniques'>,
): readonly TacticColumn[] {
  const names = new Map(known.map(({ id, name }) => [id, name]));
  const cells = new Map(techniques.map((id) => [id, cellOf(id, names.get(id) ?? '', steps)]));
  const listed = new Set(tactics.flatMap(({ techniqueIds }) => techniqueIds));
  const columns = tactics.map(({ id, name, techniqueIds }) => ({
    id,
    name,
    cells: techniqueIds.flatMap((technique) => cells.get(technique) ?? []),
  }));
  const unlisted = [...cells.values()].filter(({ id }) => !listed.has(id));
  return unlisted.length === 0 ? columns : [...columns, { id: 'none', name: 'Not in this list', cells: unlisted }];
}

function cellOf(id: string, name: string, steps: readonly Pick<Step, 'techniques' | 'severity'>[]): TechniqueCell {
  const showing = steps.filter(({ techniques }) => techniques.includes(id));
  const severity = showing.reduce<Severity | null>(
    (most, step) => (most === null ? step.severity : maxSeverity(most, step.severity)),
    null,
  );
  return { id, name, steps: showing.length, severity };
}
