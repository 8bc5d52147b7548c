/** Texts that many rows share, such as the kind of event, by number. */
import type { WritableDb } from './database.ts';

/** Past it the cache starts anew, which costs look-ups, never correctness. */
const CACHE_ENTRIES = 50_000;

export interface LabelIndex {
  idOf(text: string): number;
  /** Drops what is cached; for after a rollback. */
  forget(): void;
}

export function createLabelIndex(db: WritableDb): LabelIndex {
  const cache = new Map<string, number>();
  const find = db.prepare('SELECT id FROM label WHERE text = ?').pluck();
  const insert = db.prepare('INSERT INTO label (text) VALUES (?)');
  return {
    idOf: (text) => {
      let id = cache.get(text);
      if (id === undefined) {
        id = (find.get(text) as number | undefined) ?? Number(insert.run(text).lastInsertRowid);
        if (cache.size >= CACHE_ENTRIES) cache.clear();
        cache.set(text, id);
      }
      return id;
    },
    forget: () => cache.clear(),
  };
}
