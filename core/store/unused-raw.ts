/**
 * Evidence that no event rests on any more. Only of sources that events were removed from: in others, too, there are
 * bytes that belong to no event (headers, damage), and those stay.
 */
import type { ReadableDb, WritableDb } from './database.ts';
import { RAW_BLOCK_BYTES } from './raw-blocks.ts';
import { segmentsBetween } from './segments.ts';
import type { SourceId } from './sources.ts';
import { statement } from './statements.ts';

export interface UnusedRaw {
  readonly sourceId: SourceId;
  readonly offset: number;
  readonly lengthBytes: number;
}

/** Yields after each step of looking, and returns what is unused; nothing is changed. */
export function* findUnusedRaw(db: ReadableDb): Generator<void, UnusedRaw[]> {
  const used = new Map<SourceId, Set<number>>();
  // A record without bytes is at a place all the same.
  const places = db
    .prepare(
      `SELECT DISTINCT source_id, byte_offset / ${RAW_BLOCK_BYTES},
         (byte_offset + max(length_bytes, 1) - 1) / ${RAW_BLOCK_BYTES}
       FROM event NOT INDEXED WHERE id BETWEEN ? AND ?
         AND source_id IN (SELECT id FROM source WHERE events_removed > 0)`,
    )
    .raw();
  for (const { fromId, toId } of segmentsBetween(db, 0, Number.MAX_SAFE_INTEGER)) {
    for (const [sourceId, first, last] of places.all(fromId, toId) as [SourceId, number, number][]) {
      const slots = used.get(sourceId) ?? new Set();
      for (let slot = first; slot <= last; slot++) slots.add(slot);
      used.set(sourceId, slots);
    }
    yield;
  }
  const blocks = db
    .prepare(
      `SELECT source_id AS sourceId, byte_offset AS offset, length_bytes AS lengthBytes FROM raw_block
       WHERE source_id IN (SELECT id FROM source WHERE events_removed > 0 AND state = 'complete')
       ORDER BY source_id, byte_offset`,
    )
    .all() as UnusedRaw[];
  return blocks.filter(({ sourceId, offset, lengthBytes }) => {
    const slots = used.get(sourceId);
    const last = Math.floor((offset + Math.max(lengthBytes, 1) - 1) / RAW_BLOCK_BYTES);
    for (let slot = Math.floor(offset / RAW_BLOCK_BYTES); slot <= last; slot++)
      if (slots?.has(slot) === true) return false;
    return true;
  });
}

export function removeRaw(db: WritableDb, { sourceId, offset }: UnusedRaw): void {
  statement(db, 'DELETE FROM raw_block WHERE source_id = ? AND byte_offset = ?').run(sourceId, offset);
}
