/**
 * The entities an alert keeps: those that identify it, and of the others the first of each type in the order they are
 * listed in. What is kept depends on no order of arrival, and nothing that was dropped would ever be kept later.
 */
import { compareText } from '../kernel/text-order.ts';
import type { EntityMention, EntityType } from '../model/entity.ts';

/** Kept of each entity type that does not identify the alert. */
const MAX_MENTIONS_PER_TYPE = 32;

/** These say whom and what a finding is about, in whatever role. */
export const IDENTIFYING: ReadonlySet<EntityType> = new Set<EntityType>([
  'host',
  'user',
  'ip',
  'domain',
  'mail',
  'cloud_principal',
  'cloud_resource',
]);

/**
 * `known`, as this gave it, and `added`, by type, role and value; of different labels for one mention the alphabetically
 * last. `known` itself where nothing is new.
 */
export function withMentions(
  known: readonly EntityMention[],
  added: readonly EntityMention[],
): readonly EntityMention[] {
  if (added.every((mention) => isTold(known, mention))) return known;
  const all = [...known, ...added].toSorted(compareMentions);
  const kept: EntityMention[] = [];
  let ofType = 0;
  for (const mention of all) {
    const last = kept.at(-1);
    if (last !== undefined && isSame(last, mention)) continue;
    ofType = last?.type === mention.type ? ofType + 1 : 1;
    if (ofType <= MAX_MENTIONS_PER_TYPE || IDENTIFYING.has(mention.type)) kept.push(mention);
  }
  return kept;
}

/** Whether two lists say the same in the same order. */
export function areSameMentions(a: readonly EntityMention[], b: readonly EntityMention[]): boolean {
  if (a === b) return true;
  return a.length === b.length && a.every((mention, at) => mention === b[at] || areAlike(mention, b[at]!));
}

function areAlike(a: EntityMention, b: EntityMention): boolean {
  return isSame(a, b) && a.label === b.label;
}

/** Whether `known`, sorted, holds the mention with this label or a later one, or has no room for it. */
function isTold(known: readonly EntityMention[], mention: EntityMention): boolean {
  let [low, high] = [0, known.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareMentions(known[middle]!, mention) <= 0) low = middle + 1;
    else high = middle;
  }
  // Of the same mention the one with the last label comes first, so this is where it would be.
  const before = known[low - 1];
  if (before !== undefined && isSame(before, mention)) return true;
  return known[low - MAX_MENTIONS_PER_TYPE]?.type === mention.type && !IDENTIFYING.has(mention.type);
}

function isSame(a: EntityMention, b: EntityMention): boolean {
  return a.type === b.type && a.value === b.value && a.role === b.role;
}

/** By type, role and value; of the same mention the one with the alphabetically last label first. */
function compareMentions(a: EntityMention, b: EntityMention): number {
  return (
    compareText(a.type, b.type) ||
    compareText(a.role, b.role) ||
    compareText(a.value, b.value) ||
    compareText(b.label ?? '', a.label ?? '')
  );
}
