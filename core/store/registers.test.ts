/** Registers against the lists in the rows of events, which are what they are made of. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { clearWorkspace, mentionsIn } from '../../test/workspaces.ts';
import { messageOf } from '../kernel/errors.ts';
import type { TimeUs } from '../kernel/time.ts';
import { ENTITY_ROLES } from '../model/entity.ts';
import { CHAPTER_EVENTS } from './chapters.ts';
import { openForReading, openForWriting, type OpenWorkspace, type ReadableDb, type WritableDb } from './database.ts';
import { createIngestWriter, type IngestItem, type IngestWriter } from './ingest.ts';
import { forEachMention, mentionsAny } from './mention-list.ts';
import { countInChapter, MentionFinder, renewRegister } from './registers.ts';
import { allSegments } from './segments.ts';
import { beginSource, type SourceId } from './sources.ts';

let folder: string;
let writing: OpenWorkspace<WritableDb>;
let reading: OpenWorkspace<ReadableDb>;
let sourceId: SourceId;
let ordinal = 0;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'vedette-registers-'));
  const file = path.join(folder, 'case.vedette');
  writing = openForWriting(file);
  reading = openForReading(file);
});

afterAll(() => {
  reading.close();
  writing.close();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(() => {
  clearWorkspace(writing.db);
  const source = { sha256: 'a'.repeat(64), path: 'x', kind: 'evidence', reader: 'json', sizeBytes: 1 } as const;
  sourceId = beginSource(writing.db, source, 0 as TimeUs).id;
  ordinal = 0;
});

/** Of hosts and users by number; every third user is mentioned in a second role as well. */
function itemOf(host: number, user: number): IngestItem {
  ordinal++;
  const mention = { type: 'user', value: `user-${user}` } as const;
  return {
    ordinal,
    event: {
      place: { ordinal, number: ordinal, offset: 0, lengthBytes: 1, isRecovered: false },
      timeUs: (1_000_000 * ordinal) as TimeUs,
      timeOrigin: 'zoned',
      timeText: '',
      classUid: 0,
      activityId: 0,
      severity: 'low',
      message: '',
      logsource: {},
      fields: {},
      mapping: 'x',
      entities: [
        { type: 'host', value: `host-${host}`, role: 'device' },
        { ...mention, role: 'actor' },
        ...(user % 3 === 0 ? [{ ...mention, role: 'target' } as const] : []),
      ],
    },
    relations: [],
    findings: [],
    matches: [],
  };
}

/** The next event gets this id. */
function goTo(id: number): void {
  writing.db.prepare(`INSERT OR REPLACE INTO state VALUES ('last_event_id', ?)`).run(String(id - 1));
}

function commit(writer: IngestWriter, items: readonly IngestItem[]): void {
  writer.commit(sourceId, { items, damage: [] });
}

function messageOfThrown(work: () => void): string {
  try {
    work();
    return 'nothing was thrown';
  } catch (error) {
    return messageOf(error);
  }
}

function ofRows(db: ReadableDb): unknown[] {
  const mentions: number[][] = [];
  for (const row of db.prepare('SELECT id, mentions FROM event ORDER BY id').raw().all() as [number, Buffer][]) {
    forEachMention(row[1], (entityId, role) => void mentions.push([entityId, row[0], role]));
  }
  return mentions.toSorted((a, b) => a[0]! - b[0]! || a[2]! - b[2]! || a[1]! - b[1]!);
}

function chaptersWithRegister(): unknown[] {
  return writing.db.prepare('SELECT DISTINCT id >> 32 FROM register_page ORDER BY 1').pluck().all();
}

test('a chapter has its register as soon as an event of a later one comes, whatever the batches and writers', () => {
  const anyBatch = fc.record({
    events: fc.array(fc.tuple(fc.nat(5), fc.nat(40)), { minLength: 1, maxLength: 30 }),
    skipped: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat(3 * CHAPTER_EVENTS)),
    isNewWriter: fc.boolean(),
    isRolledBack: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.nat(60), fc.array(anyBatch, { minLength: 1, maxLength: 8 }), (before, batches) => {
      clearWorkspace(writing.db);
      sourceId = beginSource(
        writing.db,
        { sha256: 'b'.repeat(64), path: 'x', kind: 'evidence', reader: 'json', sizeBytes: 1 },
        0 as TimeUs,
      ).id;
      ordinal = 0;
      let next = CHAPTER_EVENTS - before;
      goTo(next);
      let writer = createIngestWriter(writing.db);
      const refused: string[] = [];
      for (const { events, skipped, isNewWriter, isRolledBack } of batches) {
        if (isNewWriter || skipped > 0) {
          next += skipped;
          goTo(next);
          writer = createIngestWriter(writing.db);
        }
        const items = events.map(([host, user]) => itemOf(host, user));
        if (isRolledBack) {
          // The last one comes twice, which is refused with all before it.
          refused.push(messageOfThrown(() => commit(writer, [...items, items.at(-1)!])));
        }
        commit(writer, items);
        next += items.length;
      }
      const { db } = reading;
      expect(refused.filter((why) => !why.includes('came after record'))).toEqual([]);
      expect(mentionsIn(db)).toEqual(ofRows(db));
      const chapters = db.prepare('SELECT DISTINCT id >> 13 FROM event ORDER BY 1').pluck().all();
      expect(chaptersWithRegister()).toEqual(chapters.slice(0, -1));
    }),
    { numRuns: 60 },
  );
});

test('many entities at once, and groups of them, are told each event once', () => {
  const writer = createIngestWriter(writing.db);
  // One chapter with a register and one without.
  goTo(CHAPTER_EVENTS - 1_500);
  commit(
    writer,
    Array.from({ length: 3_000 }, (_, at) => itemOf(at % 7, (at * at) % 900)),
  );
  expect(chaptersWithRegister()).toEqual([0]);
  const { db } = reading;
  const all = db.prepare('SELECT id FROM entity ORDER BY id').pluck().all() as number[];
  const rows = db.prepare('SELECT id, mentions FROM event ORDER BY id').raw().all() as [number, Buffer][];
  const [segment] = allSegments(db);
  for (const entityIds of [all, all.slice(0, 3), all.filter((id) => id % 5 === 0), [-1, 10 ** 9], []]) {
    for (const roles of [255, 1 << ENTITY_ROLES.indexOf('target'), 0]) {
      const wanted = new Set(entityIds);
      const found = new MentionFinder(db, { entityIds: wanted, roles }).between(segment!.fromId, segment!.toId);
      expect(found).toEqual(rows.flatMap(([id, mentions]) => (mentionsAny(mentions, wanted, roles) ? [id] : [])));
    }
  }
  const groupOf = new Map(all.map((id) => [id, id % 4]));
  for (const chapter of [0, 1]) {
    const inChapter = rows.filter(([id]) => Math.floor(id / CHAPTER_EVENTS) === chapter);
    const expected = [0, 1, 2, 3].map((group) => {
      const members = new Set(all.filter((id) => id % 4 === group));
      return [group, inChapter.filter(([, mentions]) => mentionsAny(mentions, members, 255)).length];
    });
    expect([...countInChapter(db, chapter, groupOf, 255)].toSorted()).toEqual(expected);
  }
});

test('what is removed while its chapter is open is not in the register', () => {
  const { db } = writing;
  goTo(1);
  const writer = createIngestWriter(db);
  const batch = (count: number): IngestItem[] => Array.from({ length: count }, (_, at) => itemOf(at % 3, at % 50));
  commit(writer, batch(200));
  db.exec('DELETE FROM event WHERE id BETWEEN 50 AND 80');
  commit(writer, batch(CHAPTER_EVENTS));
  expect(chaptersWithRegister()).toEqual([0]);
  expect(mentionsIn(db)).toEqual(ofRows(db));
  db.exec('DELETE FROM event WHERE id > 7000 AND id % 3 = 0');
  renewRegister(db, 0);
  renewRegister(db, 1);
  expect(mentionsIn(db)).toEqual(ofRows(db));
  db.exec(`DELETE FROM event WHERE id < ${CHAPTER_EVENTS}`);
  renewRegister(db, 0);
  expect(chaptersWithRegister()).toEqual([]);
});
