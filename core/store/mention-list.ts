/**
 * An event's mentions in a few bytes of its row: entity and role in one number each, seven bits a byte. Registers lead from
 * an entity to its events, this leads back.
 */
import { ENTITY_ROLES, type EntityRole } from '../model/entity.ts';

/** Stands for any role where mentions are counted. */
export const ANY_ROLE = 7;
/** More than there are roles, so that entity and role make one number. */
export const MENTION_ROLES = 8;

export function roleRank(role: EntityRole): number {
  return ENTITY_ROLES.indexOf(role);
}

export interface StoredMention {
  readonly entityId: number;
  readonly role: EntityRole;
}

/** The same with the rank of the role. */
export interface RankedMention {
  readonly entityId: number;
  readonly role: number;
}

export function packMentions(mentions: readonly RankedMention[]): Buffer {
  // A number has 53 bits at most.
  const bytes = Buffer.allocUnsafe(8 * mentions.length);
  let at = 0;
  for (const { entityId, role } of mentions) {
    let rest = entityId * MENTION_ROLES + role;
    for (; rest > 127; rest = Math.floor(rest / 128)) bytes[at++] = (rest % 128) + 128;
    bytes[at++] = rest;
  }
  return bytes.subarray(0, at);
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
    if (visit(Math.floor(number / MENTION_ROLES), number % MENTION_ROLES) === true) return;
    number = 0;
    scale = 1;
  }
}

/** Whether an event's list has any of the entities in any of the roles (bits by rank). */
export function mentionsAny(mentions: Uint8Array, entityIds: ReadonlySet<number>, roles: number): boolean {
  let isFound = false;
  forEachMention(mentions, (entityId, role) => (isFound = ((roles >> role) & 1) === 1 && entityIds.has(entityId)));
  return isFound;
}
