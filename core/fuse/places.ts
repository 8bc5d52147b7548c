/** Where an alert happened: the place whose routine it is measured against, and on which routine is gathered. */
import type { EntityMention, EntityType } from '../model/entity.ts';

const PLACE_TYPES: readonly EntityType[] = [
  'host',
  'cloud_principal',
  'user',
  'ip',
  'domain',
  'mail',
  'cloud_resource',
];
const RANKS = new Map(PLACE_TYPES.map((type, rank) => [type, rank]));

/** A place as the entity it is: host ws-12. */
export interface Place {
  readonly type: EntityType;
  readonly value: string;
}

/** The first kind of place that is named, in the order of `PLACE_TYPES`; null where there is none. */
export function placeTypeOf(entities: readonly EntityMention[]): EntityType | null {
  let best = PLACE_TYPES.length;
  for (const { type } of entities) {
    const rank = type === 'host' ? 0 : (RANKS.get(type) ?? best);
    if (rank < best) best = rank;
    if (best === 0) break;
  }
  return PLACE_TYPES[best] ?? null;
}
