/** Who did what to whom, summed over all events: the edges of the entity graph. */
import type { TimeUs } from '../kernel/time.ts';
import type { EntityMention } from '../model/entity.ts';
import type { WritableDb } from './database.ts';
import type { EntityIndex } from './entity-index.ts';

export type RelationKind = 'started' | 'active_on' | 'connected_to';

export interface Relation {
  readonly from: EntityMention;
  readonly kind: RelationKind;
  readonly to: EntityMention;
  readonly timeUs: TimeUs;
}

export interface RelationWriter {
  add(relations: readonly Relation[]): void;
  /** Writes what was added since the last flush; call inside the batch's transaction. */
  flush(): void;
  /** Drops what was added since; for after a rollback. */
  forget(): void;
}

/** Sums relations within a batch before writing: a busy host repeats the same few thousands of times. */
export function createRelationWriter(db: WritableDb, entities: EntityIndex): RelationWriter {
  const pending = new Map<
    string,
    { fromId: number; kind: RelationKind; toId: number; firstUs: number; lastUs: number; count: number }
  >();
  const upsert = db.prepare(
    `INSERT INTO relation (from_id, kind, to_id, first_us, last_us, count)
     VALUES (@fromId, @kind, @toId, @firstUs, @lastUs, @count)
     ON CONFLICT DO UPDATE SET first_us = min(first_us, excluded.first_us), last_us = max(last_us, excluded.last_us),
       count = count + excluded.count`,
  );
  return {
    add: (relations) => {
      for (const { from, kind, to, timeUs } of relations) {
        const fromId = entities.idOf(from);
        const toId = entities.idOf(to);
        const key = `${fromId} ${kind} ${toId}`;
        const seen = pending.get(key);
        if (seen === undefined) {
          pending.set(key, { fromId, kind, toId, firstUs: timeUs, lastUs: timeUs, count: 1 });
        } else {
          seen.firstUs = Math.min(seen.firstUs, timeUs);
          seen.lastUs = Math.max(seen.lastUs, timeUs);
          seen.count++;
        }
      }
    },
    flush: () => {
      for (const relation of pending.values()) upsert.run(relation);
      pending.clear();
    },
    forget: () => pending.clear(),
  };
}
