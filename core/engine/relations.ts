/** What an event says about how its entities relate; the store sums these into the entity graph. */
import type { EntityMention, EntityRole, EntityType } from '../model/entity.ts';
import type { NormalisedEvent } from '../model/event.ts';
import type { Relation, RelationKind } from '../store/relations.ts';

type End = readonly [EntityType, EntityRole];

const STATEMENTS: readonly { readonly from: End; readonly kind: RelationKind; readonly to: End }[] = [
  { from: ['process', 'parent'], kind: 'started', to: ['process', 'actor'] },
  { from: ['process', 'parent'], kind: 'started', to: ['process', 'target'] },
  { from: ['user', 'actor'], kind: 'active_on', to: ['host', 'device'] },
  { from: ['user', 'target'], kind: 'active_on', to: ['host', 'device'] },
  { from: ['ip', 'source'], kind: 'connected_to', to: ['ip', 'destination'] },
  { from: ['ip', 'source'], kind: 'connected_to', to: ['host', 'device'] },
];

export function relationsOf(event: NormalisedEvent): Relation[] {
  const relations: Relation[] = [];
  for (const { from, kind, to } of STATEMENTS) {
    const source = mentionOf(event, from);
    const target = source === null ? null : mentionOf(event, to);
    if (source !== null && target !== null) relations.push({ from: source, kind, to: target, timeUs: event.timeUs });
  }
  return relations;
}

function mentionOf(event: NormalisedEvent, [type, role]: End): EntityMention | null {
  return event.entities.find((mention) => mention.type === type && mention.role === role) ?? null;
}
