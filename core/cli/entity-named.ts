/** The entity that a person means by `TYPE:NAME`. */
import { VedetteError } from '../kernel/errors.ts';
import { ENTITY_TYPES, type EntityType } from '../model/entity.ts';
import type { ReadableDb } from '../store/database.ts';
import { entitiesNamed, type KnownEntity } from '../store/entity-profile.ts';

export interface Resolved {
  readonly entity: KnownEntity;
  /** Other entities that are called so too: a machine by its short and by its full name. */
  readonly alike: readonly KnownEntity[];
}

/** Throws `E_USAGE` for what is no such text and `E_NOT_FOUND` where nothing or more than one thing is meant. */
export function resolveEntity(db: ReadableDb, text: string): Resolved {
  const colon = text.indexOf(':');
  const type = text.slice(0, colon).toLowerCase() as EntityType;
  const name = text.slice(colon + 1).trim();
  if (colon < 1 || name === '' || !ENTITY_TYPES.includes(type)) {
    throw new VedetteError(
      'E_USAGE',
      `${JSON.stringify(text)} names no entity: it reads TYPE:NAME, such as host:ws-12, and TYPE is one of ${ENTITY_TYPES.join(', ')}`,
    );
  }
  const { meant, alike } = entitiesNamed(db, type, name);
  if (meant.length === 0) {
    const near = alike.length === 0 ? '' : `; there are ${namesOf(alike)}`;
    throw new VedetteError('E_NOT_FOUND', `No event and no alert names ${type} ${name}${near}`);
  }
  if (meant.length > 1)
    throw new VedetteError('E_NOT_FOUND', `${text} could be ${namesOf(meant)}; give the whole name`);
  return { entity: meant[0]!, alike };
}

/** `host:ws-12, host:ws-12.corp.example`. */
export function namesOf(entities: readonly KnownEntity[]): string {
  return entities.map(({ type, value }) => `${type}:${value}`).join(', ');
}
