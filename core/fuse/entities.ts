/** What an incident is about: the entities of its alerts, the most frequent first. */
import { compareText } from '../kernel/text-order.ts';
import type { Alert } from '../model/alert.ts';
import type { EntityType } from '../model/entity.ts';
import type { IncidentEntity } from '../model/incident.ts';
import type { Sight } from './sights.ts';

/** Entities an incident lists. */
const MAX_ENTITIES = 1_000;

/** Up to here looking through a list beats a map. */
const FEW = 32;

interface Counted {
  readonly type: EntityType;
  readonly value: string;
  readonly label: string;
  alertCount: number;
  /** The last alert that counted. */
  last: number;
}

/** As each was first called. */
export function entitiesOf(sights: readonly Sight[]): IncidentEntity[] {
  if (sights.length === 1 && sights[0]!.alert.entities.length <= FEW) return entitiesOfAlert(sights[0]!.alert);
  const found: Counted[] = [];
  const lookUp = createLookUp(found);
  for (const [order, { alert }] of sights.entries()) {
    for (const { type, value, label } of alert.entities) {
      const before = lookUp(type, value);
      if (before === undefined) {
        found.push({ type, value, label: label ?? value, alertCount: 1, last: order });
      } else if (before.last !== order) {
        before.alertCount += 1;
        before.last = order;
      }
    }
  }
  return found
    .toSorted(compareEntities)
    .slice(0, MAX_ENTITIES)
    .map(({ type, value, label, alertCount }) => ({ type, value, label, alertCount }));
}

/** Finds an entity among those `found` so far: few are looked through, many go into a map. */
function createLookUp(found: readonly Counted[]): (type: EntityType, value: string) => Counted | undefined {
  const many = new Map<EntityType, Map<string, Counted>>();
  let mapped = 0;
  return (type, value) => {
    if (found.length <= FEW) {
      for (const one of found) if (one.type === type && one.value === value) return one;
      return undefined;
    }
    for (; mapped < found.length; mapped++) {
      const one = found[mapped]!;
      const ofType = many.get(one.type);
      if (ofType === undefined) many.set(one.type, new Map([[one.value, one]]));
      else ofType.set(one.value, one);
    }
    return many.get(type)?.get(value);
  };
}

/** As above, for the many incidents of one alert: its mentions come by type, role and value already. */
export function entitiesOfAlert({ entities }: Pick<Alert, 'entities'>): IncidentEntity[] {
  const found: IncidentEntity[] = [];
  for (const { type, value, label } of entities) {
    const isKnown = entities.length > 1 && found.some((other) => other.type === type && other.value === value);
    if (!isKnown) found.push({ type, value, label: label ?? value, alertCount: 1 });
  }
  return found.toSorted(compareEntities).slice(0, MAX_ENTITIES);
}

/** The entities of several such lists, about different alerts, as one. */
export function sumEntities(lists: readonly (readonly IncidentEntity[])[]): IncidentEntity[] {
  const sums = new Map<string, IncidentEntity>();
  for (const entity of lists.flat()) {
    const key = `${entity.type} ${entity.value}`;
    const known = sums.get(key);
    sums.set(key, known === undefined ? entity : { ...known, alertCount: known.alertCount + entity.alertCount });
  }
  return [...sums.values()].toSorted(compareEntities).slice(0, MAX_ENTITIES);
}

function compareEntities(a: IncidentEntity, b: IncidentEntity): number {
  return b.alertCount - a.alertCount || compareText(a.type, b.type) || compareText(a.value, b.value);
}
