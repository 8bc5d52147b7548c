/** What is left after retention is what a workspace would be that only the remaining events ever came into. */
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyEvent, NOON_US } from '../../test/query/any-event.ts';
import { anyQuery } from '../../test/query/any-query.ts';
import { temporaryFolder } from '../../test/vedette.ts';
import { clearWorkspace, mentionsIn } from '../../test/workspaces.ts';
import { systemClock } from '../kernel/clock.ts';
import { compareText } from '../kernel/text-order.ts';
import { US_PER_DAY, type TimeUs } from '../kernel/time.ts';
import { compile, EVERYTHING } from '../query/compile.ts';
import { format } from '../query/format.ts';
import { groupingBy } from '../query/group.ts';
import { openForReading, openForWriting, type ReadableDb, type WritableDb } from '../store/database.ts';
import { countEvents, countEventsBy } from '../store/event-count.ts';
import { EVENT_CATALOGUE, listEvents, searchEvents } from '../store/event-search.ts';
import { entitiesOfEvent, findEvent } from '../store/events.ts';
import { createIngestWriter, type IngestItem } from '../store/ingest.ts';
import { countsOf } from '../store/overview.ts';
import { createRawWriter, RAW_BLOCK_BYTES, readRaw } from '../store/raw-blocks.ts';
import { compileQueryRegex } from '../store/query-functions.ts';
import { beginSource, completeSource } from '../store/sources.ts';
import { verifyWorkspace } from '../store/verify.ts';
import { applyRetention, previewRetention, type RetentionOptions } from './retention.ts';

const CONTEXT = { nowUs: NOON_US as TimeUs, zone: 'UTC', compileRegex: compileQueryRegex };
/** What `clearWorkspace` leaves. */
const WHAT_RESTS = ['finding', 'rule_match', 'raw_block', 'incident_alert', 'incident', 'alert', 'activity_hour'];
const RECORD_BYTES = 70_000;
/** Ids of which cross from one segment to the next. */
const SEGMENT_EVENTS = 32_768;

const options: RetentionOptions = {
  clock: systemClock,
  signal: new AbortController().signal,
  onProgress: () => {},
  onStep: () => {},
};

interface Placed {
  readonly item: IngestItem;
  readonly id: number;
  readonly side: number;
}

const anyFact = fc.record({
  event: anyEvent,
  rests: fc.constantFrom('nothing', 'nothing', 'nothing', 'nothing', 'a finding', 'a match'),
  side: fc.nat(1),
});
const anyCase = fc.record({
  facts: fc.array(anyFact, { minLength: 1, maxLength: 40 }),
  queries: fc.array(anyQuery, { minLength: 4, maxLength: 8 }),
  batchEvents: fc.integer({ min: 1, max: 20 }),
  blocksAtOnce: fc.integer({ min: 1, max: 3 }),
  cutoffDays: fc.integer({ min: -10, max: 41 }),
  beforeSegment: fc.nat(45),
  isReading: fc.boolean(),
});

function itemOf(
  { event, rests }: typeof anyFact extends fc.Arbitrary<infer Fact> ? Fact : never,
  at: number,
): IngestItem {
  const place = {
    ordinal: at + 1,
    number: at,
    offset: at * RECORD_BYTES,
    lengthBytes: RECORD_BYTES,
    isRecovered: false,
  };
  const finding = {
    timeUs: event.timeUs,
    title: 'Something',
    signal: 'rule',
    detector: 'vedette',
    severity: 'medium',
    techniques: [],
    tactics: [],
    entities: [],
    dedupKey: `k${at}`,
    author: 'Somebody',
    externalId: null,
    matched: [],
  } as const;
  return {
    ordinal: at + 1,
    event: { ...event, place },
    relations: [],
    findings: rests === 'a finding' ? [finding] : [],
    matches: rests === 'a match' ? ['rule'] : [],
  };
}

function sourcesIn(db: WritableDb): readonly number[] {
  return ['a', 'b'].map((name) => {
    const source = {
      sha256: name.repeat(64),
      path: `/${name}`,
      kind: 'evidence',
      reader: 'json',
      sizeBytes: 1,
    } as const;
    return beginSource(db, source, 0 as TimeUs).id;
  });
}

function bytesAt(at: number): Buffer {
  return Buffer.alloc(RECORD_BYTES, `record ${at} `);
}

/** Commits events under just these ids. */
function fill(db: WritableDb, sources: readonly number[], placed: readonly Placed[], batchEvents: number): void {
  for (let at = 0; at < placed.length;) {
    const { id, side } = placed[at]!;
    let end = at + 1;
    while (
      end < placed.length &&
      end - at < batchEvents &&
      placed[end]!.side === side &&
      placed[end]!.id === id + end - at
    )
      end++;
    db.prepare(`INSERT OR REPLACE INTO state VALUES ('last_event_id', ?)`).run(String(id - 1));
    createIngestWriter(db).commit(sources[side]!, { items: placed.slice(at, end).map(({ item }) => item), damage: [] });
    at = end;
  }
}

/** Everything kept of events, by what it is about and not by the number it was given. */
function storedOf(db: ReadableDb): unknown {
  db.exec('CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab(main, event_words, instance)');
  const rows = (sql: string): unknown => db.prepare(sql).raw().all();
  const entities = db.prepare('SELECT id, type, value FROM entity').raw().all() as [number, string, string][];
  const named = new Map(entities.map(([id, ...name]) => [id, name]));
  return {
    tally: rows(`SELECT kind.text, coalesce(code.text, code_id), class_uid, activity_id, severity, events FROM tally
      JOIN label AS kind ON kind.id = kind_id LEFT JOIN label AS code ON code.id = code_id ORDER BY 1, 2, 3, 4, 5`),
    minute: rows('SELECT * FROM minute ORDER BY 1, 2'),
    segment: rows('SELECT * FROM segment ORDER BY 1'),
    mentions: rows(`SELECT entity.type, value, role, events FROM mention_count JOIN entity ON entity.id = entity_id
      ORDER BY 1, 2, 3`),
    mentioned: mentionsIn(db)
      .map(([entityId, eventId, role]) => [eventId, ...named.get(entityId)!, role])
      .toSorted((a, b) => compareText(JSON.stringify(a), JSON.stringify(b))),
    words: rows('SELECT term, doc FROM temp.vocabulary ORDER BY 1, 2'),
    findings: rows('SELECT event_id, signal FROM finding ORDER BY 1'),
    matches: rows('SELECT event_id, rule FROM rule_match ORDER BY 1'),
    events: countsOf(db).events,
  };
}

function answersOf(
  db: ReadableDb,
  queries: readonly (typeof anyQuery extends fc.Arbitrary<infer Q> ? Q : never)[],
): unknown {
  const asked = queries.map((query) => {
    const compiled = compile(query, EVENT_CATALOGUE, CONTEXT);
    if (compiled.problems.length > 0) return null;
    const found = searchEvents(db, compiled, -1, null).map(({ id }) => id);
    return { asked: format(query), found, count: countEvents(db, compiled) };
  });
  const counted = ['host', 'user', 'process.name', 'severity', 'code', 'kind', 'Image', 'entity'].map((by) => {
    const grouped = groupingBy(by, EVENT_CATALOGUE, 1);
    if ('problem' in grouped) throw new Error(grouped.problem);
    return [by, countEventsBy(db, EVERYTHING, grouped.grouping, -1)];
  });
  const events = listEvents(db, -1, null).map(({ sourceId, ...event }) => ({
    ...event,
    isPlaced: sourceId > 0,
    entities: entitiesOfEvent(db, event.id),
  }));
  return { asked, counted, events };
}

test('what is left is what only the remaining events would have made', { timeout: 300_000 }, async () => {
  const folder = temporaryFolder();
  const [retained, fresh] = ['retained', 'fresh'].map((name) => openForWriting(path.join(folder, name))) as [
    ReturnType<typeof openForWriting>,
    ReturnType<typeof openForWriting>,
  ];
  // Open all the while: what it keeps in memory must not outlive what it was read from.
  const reader = openForReading(path.join(folder, 'retained'));
  let removedInAll = 0;
  try {
    await fc.assert(
      fc.asyncProperty(
        anyCase,
        async ({ facts, queries, batchEvents, blocksAtOnce, cutoffDays, beforeSegment, isReading }) => {
          for (const { db } of [retained, fresh]) {
            db.exec(WHAT_RESTS.map((table) => `DELETE FROM ${table};`).join(' '));
            clearWorkspace(db);
            db.exec('DELETE FROM state');
          }
          const { db } = retained;
          const counts = [0, 0];
          const placed = facts.map((fact, at): Placed => {
            const item = itemOf(fact, counts[fact.side]!++);
            return { item, side: fact.side, id: SEGMENT_EVENTS - beforeSegment + at };
          });
          const sources = sourcesIn(db);
          fill(db, sources, placed, batchEvents);
          for (const [side, sourceId] of sources.entries()) {
            const raw = createRawWriter(db, sourceId);
            for await (const _ of raw.keeping(parts(counts[side]!))) raw.flush();
            raw.flush();
          }
          completeSource(db, sources[0]!, 0 as TimeUs);
          if (!isReading) completeSource(db, sources[1]!, 0 as TimeUs);
          answersOf(reader.db, queries);

          const cutoffUs = NOON_US - cutoffDays * US_PER_DAY;
          const goes = ({ item, side }: Placed): boolean =>
            item.event!.timeUs > 0 &&
            item.event!.timeUs < cutoffUs &&
            item.findings.length + item.matches.length === 0 &&
            (side === 0 || !isReading);
          const limit = { by: 'time', beforeUs: cutoffUs } as const;
          const preview = await previewRetention(db, limit, options);
          const removed = await applyRetention(db, limit, null, { ...options, blocksAtOnce });
          const left = placed.filter((one) => !goes(one));
          const gone = placed.filter(goes);
          removedInAll += gone.length;
          expect([preview.removable, removed.events]).toEqual([gone.length, gone.length]);
          expect(countsOf(db).eventsRemoved).toBe(gone.length);

          fill(fresh.db, sourcesIn(fresh.db), left, batchEvents);
          expect(storedOf(db)).toEqual(storedOf(fresh.db));
          const expected = answersOf(fresh.db, queries);
          expect(answersOf(db, queries)).toEqual(expected);
          expect(answersOf(reader.db, queries)).toEqual(expected);
          for (const { id } of gone) expect(findEvent(reader.db, id)).toBeNull();
          for (const { item, side } of left) {
            const { offset, lengthBytes } = item.event!.place;
            expect(readRaw(db, sources[side]!, offset, lengthBytes)).toEqual(bytesAt(item.ordinal - 1));
          }
          for (const [side, sourceId] of sources.entries()) {
            const isTouched = gone.some((one) => one.side === side);
            const ordinals = left.filter((one) => one.side === side).map(({ item }) => item.ordinal);
            expect(blocksOf(db, sourceId)).toEqual(
              isTouched ? blocksUnder(ordinals) : blocksUnder(range(counts[side]!)),
            );
          }
          expect((await applyRetention(db, limit, null, options)).events).toBe(0);
          db.exec(`INSERT INTO event_words (event_words) VALUES ('integrity-check')`);
        },
      ),
      { numRuns: 120 },
    );
    expect(verifyWorkspace(retained.db, false).problems).toEqual([]);
  } finally {
    reader.close();
    retained.close();
    fresh.close();
  }
  expect(removedInAll).toBeGreaterThan(100);
});

function range(records: number): number[] {
  return Array.from({ length: records }, (_, at) => at + 1);
}

/** Where the blocks begin that hold a byte of these records. */
function blocksUnder(ordinals: readonly number[]): number[] {
  const slots = ordinals.flatMap((ordinal) => [(ordinal - 1) * RECORD_BYTES, ordinal * RECORD_BYTES - 1]);
  return [...new Set(slots.map((byte) => byte - (byte % RAW_BLOCK_BYTES)))].toSorted((a, b) => a - b);
}

function blocksOf(db: ReadableDb, sourceId: number): unknown {
  return db.prepare('SELECT byte_offset FROM raw_block WHERE source_id = ? ORDER BY 1').pluck().all(sourceId);
}

async function* parts(records: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < records; at++) yield bytesAt(at);
}
