/** Counting events by the entities they mention. */
import { ENTITY_TYPES } from '../model/entity.ts';
import { facetOf, type StoredType } from '../query/facets.ts';
import type { MentionGrouping } from '../query/group.ts';
import { roleMask } from '../query/probe.ts';
import { asciiLower } from '../query/pattern.ts';
import type { ReadableDb } from './database.ts';
import { chapterOf } from './chapters.ts';
import { ANY_ROLE, forEachMention, roleRank } from './mention-list.ts';
import { countInChapter } from './registers.ts';
import { allSegments } from './segments.ts';
import { statement } from './statements.ts';
import { isCounted } from './tallies.ts';

/** Past it the cache starts anew. */
const CACHED_ENTITIES = 200_000;

interface EntityRow {
  readonly type: StoredType;
  readonly value: string;
  readonly label: string;
}

/** Takes one event's packed mentions after the other and calls `add` once for each value that it has. */
export function createMentionCounter(
  db: ReadableDb,
  grouping: MentionGrouping,
  add: (value: string, count: number) => void,
): (bytes: Uint8Array) => void {
  const { roles } = grouping;
  const wanted = countedTypes(grouping);
  const mask = roleMask(roles);
  const find = statement(db, 'SELECT type, value, label FROM entity WHERE id = ?');
  const cache = new Map<number, string | null>();
  const valueOf = (entityId: number): string | null => {
    let value = cache.get(entityId);
    if (value === undefined) {
      const entity = find.get(entityId) as EntityRow;
      value = wanted(entity.type) ? shownValue(entity, grouping.shown) : null;
      if (cache.size >= CACHED_ENTITIES) cache.clear();
      cache.set(entityId, value);
    }
    return value;
  };
  return (bytes) => {
    const values: string[] = [];
    forEachMention(bytes, (entityId, role) => {
      if (((mask >> role) & 1) === 0) return;
      const value = valueOf(entityId);
      if (value !== null && !values.includes(value)) values.push(value);
    });
    for (const value of values) add(value, 1);
  };
}

/** A program is counted by its image, which it has whatever process it runs in. */
function countedTypes({ types, shown }: MentionGrouping): (type: StoredType) => boolean {
  if (types === null) return (type) => type !== 'image';
  const wanted = types.map((type): StoredType => (type === 'process' && shown !== 'value' ? 'image' : type));
  return (type) => wanted.includes(type);
}

/** Names of files are counted without regard to case, because systems write them either way. */
function shownValue(entity: EntityRow, facet: MentionGrouping['shown']): string | null {
  const value = facetOf(facet, entity);
  return facet === 'fileName' && value !== null ? asciiLower(value) : value;
}

/** So many entities are counted one after the other. */
const COUNTED_SINGLY = 50_000;

/** The same over all events, from the registers of mentions; null where there are too many entities for that. */
export function countEachMention(db: ReadableDb, grouping: MentionGrouping): [string, number][] | null {
  const wanted = countedTypes(grouping);
  const types = [...ENTITY_TYPES, 'image' as const].filter(wanted);
  const entities = statement(
    db,
    `SELECT id, type, value, label FROM entity WHERE type IN (SELECT value FROM json_each(?)) LIMIT ?`,
  ).all(JSON.stringify(types), COUNTED_SINGLY + 1) as (EntityRow & { readonly id: number })[];
  if (entities.length > COUNTED_SINGLY) return null;
  const values = new Map<string, number>();
  const groupOf = new Map<number, number>();
  for (const entity of entities) {
    const value = shownValue(entity, grouping.shown);
    if (value === null) continue;
    if (!values.has(value)) values.set(value, values.size);
    groupOf.set(entity.id, values.get(value)!);
  }
  const counts = Array.from(values, () => 0);
  for (const { fromId, toId } of allSegments(db)) {
    for (let chapter = chapterOf(fromId); chapter <= chapterOf(toId); chapter++) {
      for (const [group, events] of countInChapter(db, chapter, groupOf, roleMask(grouping.roles)))
        counts[group]! += events;
    }
  }
  return [...values].flatMap(([value, group]): [string, number][] =>
    counts[group] === 0 ? [] : [[value, counts[group]!]],
  );
}

/**
 * The same over all events, from counts kept as they come in: where a value is one entity, which is so for one type by
 * its canonical value, and one role or any. Null where it is not. At least the `limit` most frequent, all for -1.
 */
export function countAllMentions(
  db: ReadableDb,
  { types, roles, shown }: MentionGrouping,
  limit: number,
): [string, number][] | null {
  if (shown !== 'value' || types?.length !== 1 || !isCounted(types[0]!)) return null;
  if (roles !== null && roles.length !== 1) return null;
  const role = roles === null ? ANY_ROLE : roleRank(roles[0]!);
  const least =
    limit < 1
      ? null
      : (statement(
          db,
          'SELECT events FROM mention_count WHERE type = ? AND role = ? ORDER BY events DESC LIMIT 1 OFFSET ?',
          'pluck',
        ).get(types[0], role, limit - 1) as number | undefined);
  return statement(
    db,
    `SELECT entity.value, events FROM mention_count JOIN entity ON entity.id = entity_id
     WHERE mention_count.type = ? AND role = ? AND events >= ?`,
    'raw',
  ).all(types[0], role, least ?? 1) as [string, number][];
}
