/**
 * What others list as bad and the alerts of an incident name. All its alerts count, routine too: what somebody listed is
 * no routine, however often it was seen.
 */
import type { RiskTerm } from '../../model/incident.ts';
import type { Sighting } from '../../model/indicator.ts';
import type { Sight } from '../sights.ts';

const FIRST = 14;
const FURTHER = 3;
const MAX_INTEL = 20;
const SHOWN_INDICATORS = 3;

interface Seen {
  readonly sighting: Sighting;
  readonly sources: Set<string>;
  readonly alertIds: Set<string>;
  readonly title: string;
}

export class KnownBad {
  readonly #byAlert: ReadonlyMap<string, readonly Sighting[]>;

  constructor(sightings: readonly Sighting[]) {
    this.#byAlert = Map.groupBy(sightings, ({ alertId }) => alertId);
  }

  get isEmpty(): boolean {
    return this.#byAlert.size === 0;
  }

  /** Alerts come by time, so an indicator is named with the first alert it was seen in. */
  term(all: readonly Sight[]): RiskTerm {
    const seen = new Map<string, Seen>();
    for (const { alert } of all) {
      for (const sighting of this.#byAlert.get(alert.id) ?? []) {
        const { type, value, source } = sighting.indicator;
        const known = seen.get(`${type} ${value}`);
        if (known === undefined) {
          const fresh = { sighting, sources: new Set([source]), alertIds: new Set([alert.id]), title: alert.title };
          seen.set(`${type} ${value}`, fresh);
        } else {
          known.sources.add(source);
          known.alertIds.add(alert.id);
        }
      }
    }
    const points = seen.size === 0 ? 0 : Math.min(MAX_INTEL, FIRST + FURTHER * (seen.size - 1));
    return { name: 'intel', points, reason: reasonOf([...seen.values()]) };
  }
}

function reasonOf(seen: readonly Seen[]): string {
  if (seen.length === 0) return 'names no indicator';
  const more = seen.length > SHOWN_INDICATORS ? `; and ${seen.length - SHOWN_INDICATORS} more` : '';
  return seen.slice(0, SHOWN_INDICATORS).map(wordsOf).join('; ') + more;
}

function wordsOf({ sighting, sources, alertIds, title }: Seen): string {
  const { indicator, entityType, entityValue } = sighting;
  const what = `${entityType} ${entityValue}`;
  const listed = indicator.value === entityValue ? 'listed' : `listed as ${indicator.value}`;
  const others = alertIds.size === 1 ? '' : ` and ${alertIds.size - 1} more alert${alertIds.size > 2 ? 's' : ''}`;
  return `${what}, ${listed} by ${[...sources].toSorted().join(', ')}, in ${title}${others}`;
}
