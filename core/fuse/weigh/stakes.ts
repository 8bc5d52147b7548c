/** What is at stake: the most critical asset or account that the alerts telling an incident name. */
import { CRITICALITIES, type Criticality, type Rating } from '../../model/criticality.ts';
import type { EntityMention, EntityType } from '../../model/entity.ts';
import type { RiskTerm } from '../../model/incident.ts';
import type { Sight } from '../sights.ts';
import { tellingness } from '../telling.ts';

const POINTS: Readonly<Record<Criticality, number>> = { low: -4, normal: 0, high: 6, critical: 12 };
/** Who and where: an incident is of little account only where all of these are. */
const MEASURED: ReadonlySet<EntityType> = new Set<EntityType>(['host', 'user', 'cloud_principal']);
const SHOWN_NAMES = 3;

export class Stakes {
  readonly #levels: ReadonlyMap<string, Criticality>;

  constructor(ratings: readonly Rating[]) {
    this.#levels = new Map(ratings.map(({ type, value, level }) => [keyOf(type, value), level]));
  }

  get isEmpty(): boolean {
    return this.#levels.size === 0;
  }

  term(telling: readonly Sight[]): RiskTerm {
    const named = new Map<Criticality, Map<string, string>>();
    let isAllLow = true;
    for (const { alert } of telling) {
      for (const mention of alert.entities) {
        const level = this.#levels.get(keyOf(mention.type, mention.value));
        if (level !== undefined) namesOf(named, level).set(keyOf(mention.type, mention.value), nameOf(mention));
        if (level !== 'low' && MEASURED.has(mention.type) && tellingness(mention, alert.entities).weight > 0) {
          isAllLow = false;
        }
      }
    }
    const most = CRITICALITIES.findLast((level) => named.has(level));
    const level = most === 'low' && !isAllLow ? 'normal' : (most ?? 'normal');
    return { name: 'criticality', points: POINTS[level], reason: reasonOf(level, named, most) };
  }
}

function namesOf(named: Map<Criticality, Map<string, string>>, level: Criticality): Map<string, string> {
  const names = named.get(level) ?? new Map<string, string>();
  named.set(level, names);
  return names;
}

function reasonOf(
  level: Criticality,
  named: ReadonlyMap<Criticality, ReadonlyMap<string, string>>,
  most: Criticality | undefined,
): string {
  if (most === undefined) return 'names nothing that was rated';
  const names = [...named.get(most)!.values()];
  const more = names.length > SHOWN_NAMES ? ` and ${names.length - SHOWN_NAMES} more` : '';
  const are = names.length === 1 ? 'is' : 'are';
  const said = `${names.slice(0, SHOWN_NAMES).join(', ')}${more} ${are} ${most}`;
  if (level === most) return most === 'low' ? `${said}, and no other host or account is named` : said;
  return `${said}, and others are not`;
}

function nameOf({ type, value, label }: EntityMention): string {
  return `${type === 'user' ? 'account' : type.replace('_', ' ')} ${label ?? value}`;
}

function keyOf(type: EntityType, value: string): string {
  return `${type} ${value}`;
}
