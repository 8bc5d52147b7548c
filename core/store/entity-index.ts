/** Entity ids by type and value, kept in memory for the busy ones because a case has few hosts and many mentions. */
import { shortName, type StoredType } from '../query/facets.ts';
import type { WritableDb } from './database.ts';

/** About 30 MB at typical lengths; past it the cache starts anew, which costs look-ups, never correctness. */
const CACHE_ENTRIES = 200_000;

interface NamedEntity {
  readonly type: StoredType;
  readonly value: string;
  readonly label?: string | undefined;
}

export interface EntityIndex {
  idOf(named: NamedEntity): number;
  /** Drops what is cached; for after a rollback. */
  forget(): void;
}

/** A subquery for the id of the entity that two named parameters say; by the index over values. */
export function entityIdSql(type: string, value: string): string {
  return `(SELECT id FROM entity WHERE lower(value) = lower(@${value}) AND type = @${type} AND value = @${value})`;
}

export function createEntityIndex(db: WritableDb): EntityIndex {
  // By type first, so that no key has to be put together for each mention.
  const cache = new Map<StoredType, Map<string, number>>();
  let cached = 0;
  // By numbers, because an object for each new name would be a good part of looking it up.
  const find = db.prepare(`SELECT id FROM entity WHERE lower(value) = lower(?) AND type = ? AND value = ?`).pluck();
  const insert = db.prepare('INSERT INTO entity (type, value, label, short) VALUES (?, ?, ?, ?)');
  return {
    idOf: ({ type, value, label }) => {
      let ofType = cache.get(type);
      if (ofType === undefined) cache.set(type, (ofType = new Map()));
      const known = ofType.get(value);
      if (known !== undefined) return known;
      const found = find.get(value, type, value) as number | undefined;
      const id =
        found ??
        Number(insert.run(type, value, label ?? value, shortName(type, value, label ?? value)).lastInsertRowid);
      if (cached >= CACHE_ENTRIES) {
        for (const ids of cache.values()) ids.clear();
        cached = 0;
      }
      cached++;
      ofType.set(value, id);
      return id;
    },
    forget: () => {
      cache.clear();
      cached = 0;
    },
  };
}
