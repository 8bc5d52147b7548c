import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLog } from '../../kernel/log.ts';
import type { TimeUs } from '../../kernel/time.ts';
import { EVERYTHING, type Condition } from '../../query/compile.ts';
import { groupingBy } from '../../query/group.ts';
import { prepare } from '../../query/prepare.ts';
import { madeEvent } from '../../../test/bench/many-events.ts';
import { temporaryFolder } from '../../../test/vedette.ts';
import { openForReading, openForWriting, type OpenWorkspace, type WritableDb } from '../database.ts';
import { countEvents, countEventsBy } from '../event-count.ts';
import { EVENT_CATALOGUE, searchEvents } from '../event-search.ts';
import { createIngestWriter } from '../ingest.ts';
import { beginSource } from '../sources.ts';
import { createReaderPool, type ReaderPool } from './reader-pool.ts';

const EVENTS = 70_000;
const NOW = 1_772_625_600_000_000 as TimeUs;

let workspace: OpenWorkspace<WritableDb>;
let pool: ReaderPool;

function fill(events: number): void {
  const sha256 = randomBytes(32).toString('hex');
  const source = { sha256, path: 'made', kind: 'evidence', reader: 'json', sizeBytes: 0 } as const;
  const { id } = beginSource(workspace.db, source, NOW);
  const writer = createIngestWriter(workspace.db);
  for (let from = 0; from < events; from += 10_000) {
    const items = Array.from({ length: Math.min(10_000, events - from) }, (_, at) => {
      const { event } = madeEvent(from + at, events);
      return { ordinal: event.place.ordinal, event, relations: [], findings: [], matches: [] };
    });
    writer.commit(id, { items, damage: [] });
  }
}

function asked(text: string): Condition {
  return prepare(text, EVENT_CATALOGUE, { nowUs: NOW, zone: 'UTC' }).compiled;
}

beforeEach(() => {
  workspace = openForWriting(path.join(temporaryFolder(), 'case.vedette'));
  pool = createReaderPool(workspace.db.name, 2, createLog('silent'));
});

afterEach(async () => {
  await pool.close();
  workspace.close();
});

test('reader threads answer what the store answers, several at once', { timeout: 60_000 }, async () => {
  fill(5_000);
  const grouping = groupingBy('user', EVENT_CATALOGUE, 1);
  if ('problem' in grouping) throw new Error(grouping.problem);
  const condition = asked('host:ws-17');
  const [page, count, counts, all] = await Promise.all([
    pool.read('events.page', { condition, limit: 10, after: null }),
    pool.read('events.count', { condition }),
    pool.read('events.countBy', { condition, grouping: grouping.grouping, limit: 5 }),
    pool.read('events.count', { condition: EVERYTHING }),
  ]);
  expect(page).toEqual(searchEvents(workspace.db, condition, 10, null));
  expect(count).toBe(searchEvents(workspace.db, condition, -1, null).length);
  expect(counts).toEqual(countEventsBy(workspace.db, condition, grouping.grouping, 5));
  expect(all).toBe(5_000);
});

test('the writer keeps no reader waiting, and no reader the writer', { timeout: 60_000 }, async () => {
  fill(2_000);
  workspace.db.exec('BEGIN IMMEDIATE');
  workspace.db.exec(`INSERT OR REPLACE INTO state VALUES ('half', 'done')`);
  // Answered while the writer is in the middle of a transaction.
  expect(await pool.read('events.count', { condition: asked('host:*') })).toBe(2_000);
  workspace.db.exec('COMMIT');

  const reading = openForReading(workspace.db.name);
  reading.db.exec('BEGIN');
  expect(countEvents(reading.db, EVERYTHING)).toBe(2_000);
  // Written while a reader looks at the state before.
  fill(1_000);
  expect(countEvents(reading.db, EVERYTHING)).toBe(2_000);
  reading.db.exec('COMMIT');
  expect(countEvents(reading.db, EVERYTHING)).toBe(3_000);
  reading.close();
});

test('what takes long shows how far it is, and stops when it is cancelled', { timeout: 120_000 }, async () => {
  fill(EVENTS);
  const condition = asked('CommandLine:/nowhere(at|all)/');
  const told: number[] = [];
  const controller = new AbortController();
  const whole = pool.read(
    'events.page',
    { condition, limit: 10, after: null },
    {
      onStep: ({ doneSegments, totalSegments }) => {
        expect(totalSegments).toBe(3);
        told.push(doneSegments);
      },
    },
  );
  const stopped = pool.read('events.count', { condition }, { signal: controller.signal });
  controller.abort();
  await expect(stopped).rejects.toMatchObject({ code: 'E_CANCELLED' });
  expect(await whole).toEqual([]);
  expect(told.length).toBeGreaterThan(0);
  // The thread that was stopped takes the next question.
  const both = [1, 2].map(() => pool.read('events.count', { condition: EVERYTHING }));
  expect(await Promise.all(both)).toEqual([EVENTS, EVENTS]);
  await expect(pool.read('events.count', { condition }, { signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: 'E_CANCELLED',
  });
});

test('a question that cannot be answered fails alone', async () => {
  fill(10);
  const broken: Condition = { ...EVERYTHING, where: 'no_such_column = 1', isTallied: false };
  await expect(pool.read('events.count', { condition: broken })).rejects.toThrow(/no_such_column/);
  expect(await pool.read('events.count', { condition: EVERYTHING })).toBe(10);
});
