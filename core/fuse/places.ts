/** Where an alert happened: the place whose routine it is measured against, and on which routine is gathered. */
import type { Alert } from '../model/alert.ts';
import type { EntityType } from '../model/entity.ts';

const PLACE_TYPES: readonly EntityType[] = [
  'host',
  'cloud_principal',
  'user',
  'ip',
  'domain',
  'mail',
  'cloud_resource',
];

/**
 * A function that gives the first kind of place an alert names, in the order of `PLACE_TYPES`: all of that kind,
 * sorted. Equal places are one string, because they are looked up all the time.
 */
export function createPlaces(): (alert: Alert) => readonly string[] {
  const names = new Map<EntityType, Map<string, string>>(PLACE_TYPES.map((type) => [type, new Map()]));
  return ({ entities }) => {
    for (const type of PLACE_TYPES) {
      const places: string[] = [];
      for (const mention of entities) {
        if (mention.type !== type) continue;
        const place = nameOf(names.get(type)!, type, mention.value);
        if (!places.includes(place)) places.push(place);
      }
      if (places.length > 1) return places.toSorted();
      if (places.length === 1) return places;
    }
    return [];
  };
}

function nameOf(known: Map<string, string>, type: EntityType, value: string): string {
  let name = known.get(value);
  if (name === undefined) {
    name = `${type} ${value}`;
    known.set(value, name);
  }
  return name;
}

/** A place as the entity it is: `host ws-12`. */
export function placeParts(place: string): { readonly type: EntityType; readonly value: string } {
  const space = place.indexOf(' ');
  return { type: place.slice(0, space) as EntityType, value: place.slice(space + 1) };
}
