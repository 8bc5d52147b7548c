/**
 * Removes events: all that the event writer wrote for one goes, and whatever was counted of it. Entities and what they
 * had to do with each other stay.
 */
import type { TimeUs } from '../kernel/time.ts';
import type { StoredType } from '../query/facets.ts';
import { VedetteError } from '../kernel/errors.ts';
import { chapterOf } from './chapters.ts';
import type { WritableDb } from './database.ts';
import { DetailBlock } from './detail-block.ts';
import { forEachMention } from './mention-list.ts';
import { renewRegister } from './registers.ts';
import { IS_REMOVABLE } from './removable.ts';
import type { SourceId } from './sources.ts';
import { createTallyWriter, type TalliedEvent } from './tallies.ts';
import { removeWords } from './words.ts';

/** Ids, both ends included; it must begin with a block of details and end with one. */
export interface IdRange {
  readonly fromId: number;
  readonly toId: number;
}

/** What was removed of one source. */
export interface RemovedOfSource {
  readonly sourceId: SourceId;
  readonly events: number;
  readonly firstUs: TimeUs;
  readonly lastUs: TimeUs;
}

export interface EventRemover {
  /** Removes what is removable before the cutoff in a range. Call inside a transaction. */
  removeIn(range: IdRange, cutoffUs: number): RemovedOfSource[];
}

interface Row extends Omit<TalliedEvent, 'mentions'> {
  readonly sourceId: SourceId;
  readonly mentions: Buffer;
}

/** Past it the cache starts anew. */
const CACHED_ENTITIES = 200_000;

export function createEventRemover(db: WritableDb): EventRemover {
  const tallies = createTallyWriter(db);
  const find = db.prepare(
    `SELECT id, source_id AS sourceId, time_us AS timeUs, kind_id AS kindId, code_id AS codeId, class_uid AS classUid,
       activity_id AS activityId, severity, mentions FROM event NOT INDEXED
     WHERE id BETWEEN @fromId AND @toId AND ${IS_REMOVABLE} ORDER BY id`,
  );
  const remove = db.prepare('DELETE FROM event WHERE id = ?');
  const blocksIn = db
    .prepare('SELECT first_id, bytes FROM event_detail WHERE first_id BETWEEN ? AND ? ORDER BY first_id')
    .raw();
  const removeBlock = db.prepare('DELETE FROM event_detail WHERE first_id = ?');
  const insertBlock = db.prepare('INSERT INTO event_detail (first_id, bytes) VALUES (?, ?)');
  const typeOf = createTypeIndex(db);

  /** The words go too, because only the details still know them. */
  const removeDetails = ({ fromId, toId }: IdRange, ids: ReadonlySet<number>): void => {
    let found = 0;
    for (const [firstId, bytes] of blocksIn.all(fromId, toId) as [number, Buffer][]) {
      const block = new DetailBlock(firstId, bytes);
      const before = found;
      for (let id = firstId; id <= block.lastId; id++) {
        if (!ids.has(id)) continue;
        removeWords(db, id, block.message(id));
        found++;
      }
      if (found === before) continue;
      removeBlock.run(firstId);
      for (const left of block.without(ids)) insertBlock.run(left.firstId, left.bytes());
    }
    if (found === ids.size) return;
    throw new VedetteError('E_WORKSPACE_INVALID', `The details of ${ids.size - found} events are missing`);
  };

  return {
    removeIn: (range, cutoffUs) => {
      const rows = find.all({ ...range, cutoffUs }) as Row[];
      if (rows.length === 0) return [];
      removeDetails(range, new Set(rows.map(({ id }) => id)));
      const chapters = new Set<number>();
      for (const row of rows) {
        const mentions = distinctMentions(row.mentions, typeOf);
        chapters.add(chapterOf(row.id));
        tallies.take({ ...row, mentions });
        remove.run(row.id);
      }
      for (const chapter of chapters) renewRegister(db, chapter);
      tallies.flush();
      return [...Map.groupBy(rows, ({ sourceId }) => sourceId)].map(([sourceId, of]) => summed(sourceId, of));
    },
  };
}

function summed(sourceId: SourceId, rows: readonly Row[]): RemovedOfSource {
  const times = rows.map(({ timeUs }) => timeUs).toSorted((a, b) => a - b);
  return { sourceId, events: rows.length, firstUs: times[0]!, lastUs: times.at(-1)! };
}

/** A list that was packed by a migration may name the same one twice, which is counted once. */
function distinctMentions(
  bytes: Uint8Array,
  typeOf: (entityId: number) => StoredType,
): { readonly type: StoredType; readonly entityId: number; readonly role: number }[] {
  const seen = new Set<number>();
  const mentions: { readonly type: StoredType; readonly entityId: number; readonly role: number }[] = [];
  forEachMention(bytes, (entityId, role) => {
    if (seen.has(entityId * 8 + role)) return;
    seen.add(entityId * 8 + role);
    mentions.push({ type: typeOf(entityId), entityId, role });
  });
  return mentions;
}

function createTypeIndex(db: WritableDb): (entityId: number) => StoredType {
  const find = db.prepare('SELECT type FROM entity WHERE id = ?').pluck();
  const cache = new Map<number, StoredType>();
  return (entityId) => {
    let type = cache.get(entityId);
    if (type === undefined) {
      type = find.get(entityId) as StoredType;
      if (cache.size >= CACHED_ENTITIES) cache.clear();
      cache.set(entityId, type);
    }
    return type;
  };
}
