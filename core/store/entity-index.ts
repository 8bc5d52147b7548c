/** Entity ids by type and value, kept in memory for the busy ones because a case has few hosts and many mentions. */
import type { EntityMention } from '../model/entity.ts';
import { shortName, type StoredType } from '../query/facets.ts';
import type { WritableDb } from './database.ts';

/** About 30 MB at typical lengths; past it the cache starts anew, which costs look-ups, never correctness. */
const CACHE_ENTRIES = 200_000;

type NamedEntity = Pick<EntityMention, 'value' | 'label'> & { readonly type: StoredType };

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
  const cache = new Map<string, number>();
  const find = db.prepare(`SELECT ${entityIdSql('type', 'value')}`).pluck();
  const insert = db.prepare('INSERT INTO entity (type, value, label, short) VALUES (?, ?, ?, ?)');
  return {
    idOf: ({ type, value, label }) => {
      const key = `${type}\0${value}`;
      const cached = cache.get(key);
      if (cached !== undefined) return cached;
      const found = find.get({ type, value }) as number | null;
      const id =
        found ??
        Number(insert.run(type, value, label ?? value, shortName(type, value, label ?? value)).lastInsertRowid);
      if (cache.size >= CACHE_ENTRIES) cache.clear();
      cache.set(key, id);
      return id;
    },
    forget: () => cache.clear(),
  };
}
