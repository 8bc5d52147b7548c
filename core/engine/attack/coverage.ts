/** What rules cover of ATT&CK and what was found of it, technique by technique. */
import type { TechniqueList } from '../../store/technique-lists.ts';
import { parentOf, type AttackList } from './attack-list.ts';

export type Counted = 'rules' | 'enabledRules' | 'rulesWithData' | 'findings' | 'alerts' | 'incidents';
export type Counts = Readonly<Record<Counted, number>>;

export interface CoveringRule {
  readonly techniques: readonly string[];
  readonly isEnabled: boolean;
  readonly hasData: boolean;
}

/** Everything that names techniques. */
export interface Named {
  readonly rules: readonly CoveringRule[];
  readonly findings: readonly TechniqueList[];
  readonly alerts: readonly TechniqueList[];
  readonly incidents: readonly TechniqueList[];
}

export interface CoveredTechnique {
  readonly id: string;
  readonly name: string;
  readonly parentId: string | null;
  readonly own: Counts;
  readonly withParts: Counts;
}

export interface Coverage {
  readonly version: string;
  readonly notice: string;
  readonly tactics: readonly {
    readonly id: string;
    readonly slug: string;
    readonly name: string;
    readonly techniqueIds: readonly string[];
    readonly listed: number;
    readonly covered: number;
  }[];
  readonly techniques: readonly CoveredTechnique[];
  readonly unknown: readonly { readonly id: string; readonly own: Counts }[];
  readonly rulesWithoutTechnique: number;
}

export function coverageOf(list: AttackList, named: Named): Coverage {
  const own = new Tally();
  const withParts = new Tally();
  for (const { techniques, counted, count } of namings(named)) {
    const ids = new Set(techniques);
    for (const id of ids) own.add(id, counted, count);
    for (const id of new Set([...ids, ...[...ids].map(parentOf)])) if (id !== null) withParts.add(id, counted, count);
  }
  const known = [...list.techniques.values()].filter(({ id }) => withParts.has(id));
  return {
    version: list.version,
    notice: list.notice,
    tactics: list.tactics.map((tactic) => {
      const listed = [...list.techniques.values()].filter(
        ({ id, tactics }) => parentOf(id) === null && tactics.includes(tactic.slug),
      );
      return {
        ...tactic,
        techniqueIds: known.filter(({ tactics }) => tactics.includes(tactic.slug)).map(({ id }) => id),
        listed: listed.length,
        covered: listed.filter(({ id }) => withParts.of(id).enabledRules > 0).length,
      };
    }),
    techniques: known.map(({ id, name }) => ({
      id,
      name,
      parentId: parentOf(id),
      own: own.of(id),
      withParts: withParts.of(id),
    })),
    unknown: own.ids
      .filter((id) => !list.techniques.has(id))
      .toSorted()
      .map((id) => ({ id, own: own.of(id) })),
    rulesWithoutTechnique: named.rules.filter(({ techniques }) => techniques.length === 0).length,
  };
}

interface Naming {
  readonly techniques: readonly string[];
  readonly counted: Counted;
  readonly count: number;
}

function namings({ rules, findings, alerts, incidents }: Named): Naming[] {
  const of = (counted: Counted, lists: readonly TechniqueList[]): Naming[] =>
    lists.map(({ techniques, count }) => ({ techniques, counted, count }));
  const one = (chosen: readonly CoveringRule[]): TechniqueList[] => chosen.map((rule) => ({ ...rule, count: 1 }));
  const enabled = rules.filter(({ isEnabled }) => isEnabled);
  return [
    ...of('rules', one(rules)),
    ...of('enabledRules', one(enabled)),
    ...of('rulesWithData', one(enabled.filter(({ hasData }) => hasData))),
    ...of('findings', findings),
    ...of('alerts', alerts),
    ...of('incidents', incidents),
  ];
}

class Tally {
  readonly #counts = new Map<string, Record<Counted, number>>();

  get ids(): string[] {
    return [...this.#counts.keys()];
  }

  has(id: string): boolean {
    return this.#counts.has(id);
  }

  of(id: string): Counts {
    return this.#counts.get(id) ?? nothing();
  }

  add(id: string, counted: Counted, count: number): void {
    let counts = this.#counts.get(id);
    if (counts === undefined) this.#counts.set(id, (counts = nothing()));
    counts[counted] += count;
  }
}

function nothing(): Record<Counted, number> {
  return { rules: 0, enabledRules: 0, rulesWithData: 0, findings: 0, alerts: 0, incidents: 0 };
}
