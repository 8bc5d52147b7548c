/**
 * Which events may be removed, as conditions on a row of `event`. What detection rests on stays: events of findings, and
 * those that correlation rules are computed from again. So do events that somebody pinned as evidence, and so does all of a source that is not read to its end, because
 * reading goes on from what is there; and an event without a time is of no age.
 */
import type { ReadableDb } from './database.ts';
import type { IdRange } from './event-remover.ts';
import { nextSegmentBefore, segmentOf } from './segments.ts';
import { statement } from './statements.ts';

/** Before the named `cutoffUs`. */
export const IS_BEFORE = 'time_us > 0 AND time_us < @cutoffUs';

export const IS_HELD = `(EXISTS (SELECT 1 FROM finding WHERE finding.event_id = event.id)
  OR EXISTS (SELECT 1 FROM rule_match WHERE rule_match.event_id = event.id)
  OR EXISTS (SELECT 1 FROM case_entry AS pin WHERE pin.event_id = event.id AND pin.value IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM case_entry AS later WHERE later.item = pin.item AND later.id > pin.id)))`;

export const IS_OF_COMPLETE = `source_id IN (SELECT id FROM source WHERE state = 'complete')`;

export const IS_REMOVABLE = `${IS_BEFORE} AND ${IS_OF_COMPLETE} AND NOT ${IS_HELD}`;

/** About 4,000 events. */
const BLOCKS_AT_ONCE = 32;

/**
 * Ranges of ids that hold all events before the cutoff, in order; each begins and ends with a block of details, so that
 * none is written twice. Events may be removed between two of them.
 */
export function* rangesBefore(
  db: ReadableDb,
  cutoffUs: number,
  lastId: number,
  blocksAtOnce: number = BLOCKS_AT_ONCE,
): Generator<IdRange> {
  const blockOf = statement(db, 'SELECT max(first_id) FROM event_detail WHERE first_id <= ?', 'pluck');
  const blockAfter = statement(
    db,
    'SELECT first_id FROM event_detail WHERE first_id > ? ORDER BY first_id LIMIT 1 OFFSET ?',
    'pluck',
  );
  for (let doneId = 0; ;) {
    const segment = nextSegmentBefore(db, segmentOf(doneId + 1), cutoffUs);
    if (segment === null) return;
    const aimedId = Math.max(doneId + 1, segment.fromId);
    if (aimedId > lastId) return;
    const fromId = Math.max(doneId + 1, (blockOf.get(aimedId) as number | null) ?? aimedId);
    const nextId = blockAfter.get(fromId, blocksAtOnce - 1) as number | undefined;
    // What came in later began a block of its own.
    const toId = nextId === undefined ? lastId : Math.min(nextId - 1, lastId);
    yield { fromId, toId };
    doneId = toId;
  }
}
