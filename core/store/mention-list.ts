/**
 * An event's mentions in a few bytes of its row: entity and role in one number each, seven bits a byte. The index over
 * `event_entity` leads from an entity to its events, this leads back.
 */
import { ENTITY_ROLES, type EntityRole } from '../model/entity.ts';

/** Stands for any role where mentions are counted. */
export const ANY_ROLE = 7;
const ROLE_SPAN = 8;

export function roleRank(role: EntityRole): number {
  return ENTITY_ROLES.indexOf(role);
}

export interface StoredMention {
  readonly entityId: number;
  readonly role: EntityRole;
}

export function packMentions(mentions: readonly StoredMention[]): Buffer {
  const bytes: number[] = [];
  for (const { entityId, role } of mentions) {
    let rest = entityId * ROLE_SPAN + roleRank(role);
    for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
    bytes.push(rest);
  }
  return Buffer.from(bytes);
}

export function unpackMentions(bytes: Uint8Array): StoredMention[] {
  const mentions: StoredMention[] = [];
  forEachMention(bytes, (entityId, role) => void mentions.push({ entityId, role: ENTITY_ROLES[role]! }));
  return mentions;
}

/** Calls `visit` with entity and rank of role, without making objects; stops where it returns true. */
export function forEachMention(bytes: Uint8Array, visit: (entityId: number, role: number) => boolean | void): void {
  let number = 0;
  let scale = 1;
  for (const byte of bytes) {
    number += (byte & 127) * scale;
    scale *= 128;
    if (byte > 127) continue;
    if (visit(Math.floor(number / ROLE_SPAN), number % ROLE_SPAN) === true) return;
    number = 0;
    scale = 1;
  }
}
