/**
 * Counts that every screen asks for and that would cost a pass over all events: events by kind and severity, by minute,
 * by entity, and how far in time each segment reaches. Summed within a batch and written with it; once events are removed
 * they are as if these had never come in.
 */
import type Database from 'better-sqlite3';
import type { TimeUs } from '../kernel/time.ts';
import { compareText } from '../kernel/text-order.ts';
import { US_PER_MINUTE } from '../kernel/time.ts';
import { SEVERITIES } from '../model/severity.ts';
import type { StoredType } from '../query/facets.ts';
import type { WritableDb } from './database.ts';
import { ANY_ROLE } from './mention-list.ts';
import { recountSegment, segmentOf } from './segments.ts';

export interface TalliedEvent {
  readonly id: number;
  readonly timeUs: TimeUs;
  readonly kindId: number;
  /** Null for an EventID that is not a short scalar. */
  readonly codeId: number | null;
  readonly classUid: number;
  readonly activityId: number;
  readonly severity: number;
  readonly mentions: readonly TalliedMention[];
}

/** Each entity in a role once. */
export interface TalliedMention {
  readonly type: StoredType;
  readonly entityId: number;
  /** By rank. */
  readonly role: number;
}

/** What `tally.code_id` says instead of null, which cannot be part of a key. */
export const UNTOLD_CODE = -1;

interface Span {
  events: number;
  firstUs: number;
  lastUs: number;
}

export interface TallyWriter {
  add(event: TalliedEvent): void;
  /** The opposite of `add`; the event must be out of its table by the next flush. */
  take(event: TalliedEvent): void;
  /** Writes what was added since the last flush; call inside the batch's transaction. */
  flush(): void;
  /** Drops what was added since; for after a rollback. */
  forget(): void;
}

interface Count<Key extends readonly (string | number)[]> {
  readonly key: Key;
  /** Below zero for more that were taken than added. */
  events: number;
}

export function createTallyWriter(db: WritableDb): TallyWriter {
  const kinds = new Map<string, Count<readonly number[]>>();
  const minutes = new Map<number, Count<readonly number[]>>();
  const mentions = new Map<number, MentionSums>();
  const segments = new Map<number, Span>();
  const shrunk = new Set<number>();
  const addKind = db.prepare(
    'INSERT INTO tally VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET events = events + excluded.events',
  );
  const addMinute = db.prepare(
    'INSERT INTO minute VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET events = events + excluded.events',
  );
  const addMention = db.prepare(
    'INSERT INTO mention_count VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET events = events + excluded.events',
  );
  const dropKind = db.prepare(
    `DELETE FROM tally WHERE kind_id = ? AND code_id = ? AND class_uid = ? AND activity_id = ? AND severity = ?
       AND events = 0`,
  );
  const dropMinute = db.prepare('DELETE FROM minute WHERE time_us = ? AND severity = ? AND events = 0');
  const dropMention = db.prepare(
    'DELETE FROM mention_count WHERE type = ? AND role = ? AND entity_id = ? AND events = 0',
  );
  const addSegment = db.prepare(
    `INSERT INTO segment VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET events = events + excluded.events,
       first_us = min(first_us, excluded.first_us), last_us = max(last_us, excluded.last_us)`,
  );

  let counted = 0;
  const countMention = ({ type, role, entityId }: TalliedMention, by: 1 | -1): void => {
    let sums = mentions.get(entityId);
    if (sums === undefined) mentions.set(entityId, (sums = { type, entityId, byRole: new Int32Array(8), counted: 0 }));
    sums.byRole[role]! += by;
    if (sums.counted === counted) return;
    sums.counted = counted;
    sums.byRole[ANY_ROLE]! += by;
  };
  const countKind = ({ kindId, codeId, classUid, activityId, severity }: TalliedEvent, by: 1 | -1): void => {
    const key = `${kindId} ${codeId} ${classUid} ${activityId} ${severity}`;
    const known = kinds.get(key);
    if (known !== undefined) known.events += by;
    else kinds.set(key, { key: [kindId, codeId ?? UNTOLD_CODE, classUid, activityId, severity], events: by });
  };
  const countMinute = ({ timeUs, severity }: TalliedEvent, by: 1 | -1): void => {
    const minuteUs = timeUs - (timeUs % US_PER_MINUTE);
    const key = (minuteUs / US_PER_MINUTE) * SEVERITIES.length + severity;
    const known = minutes.get(key);
    if (known !== undefined) known.events += by;
    else minutes.set(key, { key: [minuteUs, severity], events: by });
  };
  const count = (event: TalliedEvent, by: 1 | -1): void => {
    counted++;
    countKind(event, by);
    countMinute(event, by);
    for (const mention of event.mentions) if (isCounted(mention.type)) countMention(mention, by);
  };
  const forget = (): void => {
    for (const counts of [kinds, minutes, mentions, segments, shrunk]) counts.clear();
  };
  return {
    add: (event) => {
      count(event, 1);
      const id = segmentOf(event.id);
      const span = segments.get(id);
      if (span === undefined) segments.set(id, { events: 1, firstUs: event.timeUs, lastUs: event.timeUs });
      else {
        span.events++;
        span.firstUs = Math.min(span.firstUs, event.timeUs);
        span.lastUs = Math.max(span.lastUs, event.timeUs);
      }
    },
    take: (event) => {
      count(event, -1);
      shrunk.add(segmentOf(event.id));
    },
    flush: () => {
      write(kinds.values(), addKind, dropKind);
      write(minutes.values(), addMinute, dropMinute);
      // In the order of the table, so that neighbours are written together.
      write(inOrder([...mentions.values()]), addMention, dropMention);
      for (const [id, { events, firstUs, lastUs }] of segments) addSegment.run(id, events, firstUs, lastUs);
      for (const id of shrunk) recountSegment(db, id);
      forget();
    },
    forget,
  };
}

function write(
  counts: Iterable<Count<readonly (string | number)[]>>,
  add: Database.Statement,
  drop: Database.Statement,
): void {
  for (const { key, events } of counts) {
    add.run(...key, events);
    if (events < 0) drop.run(...key);
  }
}

/** Nearly every process and session is one of its own: counting each would say nothing and cost more than all others. */
export function isCounted(type: StoredType): boolean {
  return type !== 'process' && type !== 'session';
}

interface MentionSums {
  readonly type: StoredType;
  readonly entityId: number;
  /** By rank of the role. */
  readonly byRole: Int32Array;
  /** The number of the event that was counted for any role last, because it may mention the entity in several. */
  counted: number;
}

/** By type, role and entity. */
function inOrder(sums: readonly MentionSums[]): Count<readonly [StoredType, number, number]>[] {
  const counts: Count<readonly [StoredType, number, number]>[] = [];
  const byType = Map.groupBy(
    sums.toSorted((a, b) => a.entityId - b.entityId),
    ({ type }) => type,
  );
  for (const [type, ofType] of [...byType].toSorted(([a], [b]) => compareText(a, b))) {
    for (let role = 0; role <= ANY_ROLE; role++) {
      for (const { entityId, byRole } of ofType) {
        const events = byRole[role]!;
        if (events !== 0) counts.push({ key: [type, role, entityId], events });
      }
    }
  }
  return counts;
}
