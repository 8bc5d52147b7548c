/**
 * Counts that every screen asks for and that would cost a pass over all events: events by kind and severity, by minute,
 * by entity, and how far in time each segment reaches. Summed within a batch and written with it; once events are removed
 * they are as if these had never come in.
 */
import type Database from 'better-sqlite3';
import type { TimeUs } from '../kernel/time.ts';
import { US_PER_MINUTE } from '../kernel/time.ts';
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
  readonly mentions: readonly { readonly type: StoredType; readonly entityId: number; readonly role: number }[];
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
  const minutes = new Map<string, Count<readonly number[]>>();
  const mentions = new Map<number, Count<readonly [StoredType, number, number]>>();
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

  const countMention = (type: StoredType, role: number, entityId: number, by: number): void => {
    const known = mentions.get(entityId * 8 + role);
    if (known === undefined) mentions.set(entityId * 8 + role, { key: [type, role, entityId], events: by });
    else known.events += by;
  };
  const count = (event: TalliedEvent, by: 1 | -1): void => {
    const { kindId, codeId, classUid, activityId, severity, timeUs, mentions: named } = event;
    countKey(kinds, [kindId, codeId ?? UNTOLD_CODE, classUid, activityId, severity], by);
    countKey(minutes, [timeUs - (timeUs % US_PER_MINUTE), severity], by);
    for (let at = 0; at < named.length; at++) {
      const { type, role, entityId } = named[at]!;
      if (!isCounted(type)) continue;
      countMention(type, role, entityId, by);
      if (named.findIndex((other) => other.entityId === entityId) === at) countMention(type, ANY_ROLE, entityId, by);
    }
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
      const inOrder = [...mentions.values()].toSorted(({ key: a }, { key: b }) =>
        a[0] !== b[0] ? (a[0] < b[0] ? -1 : 1) : a[1] - b[1] || a[2] - b[2],
      );
      write(inOrder, addMention, dropMention);
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

function countKey(counts: Map<string, Count<readonly number[]>>, key: readonly number[], by: 1 | -1): void {
  const text = key.join(' ');
  const known = counts.get(text);
  if (known === undefined) counts.set(text, { key, events: by });
  else known.events += by;
}
