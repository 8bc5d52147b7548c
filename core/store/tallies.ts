/**
 * Counts that every screen asks for and that would cost a pass over all events: events by kind and severity, by minute,
 * by entity, and how far in time each segment reaches. Summed within a batch and written with it.
 */
import type { TimeUs } from '../kernel/time.ts';
import { US_PER_MINUTE } from '../kernel/time.ts';
import type { StoredType } from '../query/facets.ts';
import type { WritableDb } from './database.ts';
import { ANY_ROLE } from './mention-list.ts';
import { segmentOf } from './segments.ts';

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
  /** Writes what was added since the last flush; call inside the batch's transaction. */
  flush(): void;
  /** Drops what was added since; for after a rollback. */
  forget(): void;
}

export function createTallyWriter(db: WritableDb): TallyWriter {
  const kinds = new Map<string, { readonly key: readonly number[]; events: number }>();
  const minutes = new Map<string, { readonly key: readonly number[]; events: number }>();
  const mentions = new Map<number, { readonly key: readonly [StoredType, number, number]; events: number }>();
  const segments = new Map<number, Span>();
  const addKind = db.prepare(
    'INSERT INTO tally VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET events = events + excluded.events',
  );
  const addMinute = db.prepare(
    'INSERT INTO minute VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET events = events + excluded.events',
  );
  const addMention = db.prepare(
    'INSERT INTO mention_count VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET events = events + excluded.events',
  );
  const addSegment = db.prepare(
    `INSERT INTO segment VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET events = events + excluded.events,
       first_us = min(first_us, excluded.first_us), last_us = max(last_us, excluded.last_us)`,
  );

  const countMention = (type: StoredType, role: number, entityId: number): void => {
    const known = mentions.get(entityId * 8 + role);
    if (known === undefined) mentions.set(entityId * 8 + role, { key: [type, role, entityId], events: 1 });
    else known.events++;
  };
  const forget = (): void => {
    for (const counts of [kinds, minutes, mentions, segments]) counts.clear();
  };
  return {
    add: (event) => {
      count(kinds, [event.kindId, event.codeId ?? UNTOLD_CODE, event.classUid, event.activityId, event.severity]);
      count(minutes, [event.timeUs - (event.timeUs % US_PER_MINUTE), event.severity]);
      const { mentions: named } = event;
      for (let at = 0; at < named.length; at++) {
        const { type, role, entityId } = named[at]!;
        if (!isCounted(type)) continue;
        countMention(type, role, entityId);
        if (named.findIndex((other) => other.entityId === entityId) === at) countMention(type, ANY_ROLE, entityId);
      }
      const id = segmentOf(event.id);
      const span = segments.get(id);
      if (span === undefined) segments.set(id, { events: 1, firstUs: event.timeUs, lastUs: event.timeUs });
      else {
        span.events++;
        span.firstUs = Math.min(span.firstUs, event.timeUs);
        span.lastUs = Math.max(span.lastUs, event.timeUs);
      }
    },
    flush: () => {
      for (const { key, events } of kinds.values()) addKind.run(...key, events);
      for (const { key, events } of minutes.values()) addMinute.run(...key, events);
      // In the order of the table, so that neighbours are written together.
      const inOrder = [...mentions.values()].toSorted(({ key: a }, { key: b }) =>
        a[0] !== b[0] ? (a[0] < b[0] ? -1 : 1) : a[1] - b[1] || a[2] - b[2],
      );
      for (const { key, events } of inOrder) addMention.run(...key, events);
      for (const [id, { events, firstUs, lastUs }] of segments) addSegment.run(id, events, firstUs, lastUs);
      forget();
    },
    forget,
  };
}

/** Nearly every process and session is one of its own: counting each would say nothing and cost more than all others. */
export function isCounted(type: StoredType): boolean {
  return type !== 'process' && type !== 'session';
}

function count(counts: Map<string, { readonly key: readonly number[]; events: number }>, key: readonly number[]): void {
  const text = key.join(' ');
  const known = counts.get(text);
  if (known === undefined) counts.set(text, { key, events: 1 });
  else known.events++;
}
