/** Retention beside others: stopped between two pieces, with readers that look at an older state, with another job. */
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { madeEvent } from '../../test/bench/many-events.ts';
import { temporaryFolder } from '../../test/vedette.ts';
import { withContext } from '../kernel/context.ts';
import { systemClock } from '../kernel/clock.ts';
import type { TimeUs } from '../kernel/time.ts';
import { EVERYTHING } from '../query/compile.ts';
import { prepare } from '../query/prepare.ts';
import { listAudit } from '../store/audit.ts';
import { openForReading, openForWriting, type OpenWorkspace, type WritableDb } from '../store/database.ts';
import { countEvents } from '../store/event-count.ts';
import { scanEvents, scanExtent } from '../store/event-scan.ts';
import { EVENT_CATALOGUE, listEvents, searchEvents } from '../store/event-search.ts';
import { eventsById, findEvent } from '../store/events.ts';
import { createIngestWriter } from '../store/ingest.ts';
import { countsOf } from '../store/overview.ts';
import { beginSource, completeSource } from '../store/sources.ts';
import { verifyWorkspace } from '../store/verify.ts';
import { applyRetention, previewRetention, type RetentionOptions } from './retention.ts';

const EVENTS = 3_000;
const MIDDLE = { by: 'time', beforeUs: Date.UTC(2026, 2, 16) * 1_000 } as const;

let workspace: OpenWorkspace<WritableDb>;

beforeEach(() => {
  workspace = openForWriting(path.join(temporaryFolder(), 'case.vedette'));
  fill(workspace.db, 'a');
});

afterEach(() => workspace.close());

function fill(db: WritableDb, name: string): void {
  const source = { sha256: name.repeat(64), path: `/${name}`, kind: 'evidence', reader: 'json', sizeBytes: 1 } as const;
  const { id } = beginSource(db, source, 0 as TimeUs);
  const items = Array.from({ length: EVENTS }, (_, at) => {
    const { event } = madeEvent(at, EVENTS);
    return { ordinal: event.place.ordinal, event, relations: [], findings: [], matches: [] };
  });
  createIngestWriter(db).commit(id, { items, damage: [] });
  completeSource(db, id, 0 as TimeUs);
}

function optionsWith(more: Partial<RetentionOptions> = {}): RetentionOptions {
  return {
    clock: systemClock,
    signal: new AbortController().signal,
    onProgress: () => {},
    onStep: () => {},
    blocksAtOnce: 2,
    ...more,
  };
}

/** Aborted once so many events are out. */
function stoppedAfter(events: number): RetentionOptions {
  const controller = new AbortController();
  return optionsWith({
    signal: controller.signal,
    onProgress: ({ subject, events: done }) => {
      if (subject === 'removing' && done! >= events) controller.abort();
    },
  });
}

test('a removal that is stopped has recorded what it did, and the next one finishes it', async () => {
  const { db } = workspace;
  const before = countEvents(db, EVERYTHING);
  const { removable } = await previewRetention(db, MIDDLE, optionsWith());
  await withContext({ user_id: 'ada' }, async () => {
    await expect(applyRetention(db, MIDDLE, null, stoppedAfter(500))).rejects.toMatchObject({
      code: 'E_RETENTION_STOPPED',
    });
  });
  const { events, eventsRemoved } = countsOf(db);
  expect(eventsRemoved).toBeGreaterThanOrEqual(500);
  expect(eventsRemoved).toBeLessThan(removable);
  expect([events, countEvents(db, EVERYTHING)]).toEqual([before - eventsRemoved, before - eventsRemoved]);
  expect(verifyWorkspace(db, false).isSound).toBe(true);
  expect(await previewRetention(db, MIDDLE, optionsWith())).toMatchObject({
    isUnfinished: true,
    removable: removable - eventsRemoved,
  });
  const rest = await applyRetention(db, MIDDLE, null, optionsWith());
  expect(rest.events).toBe(removable - eventsRemoved);
  expect((await previewRetention(db, MIDDLE, optionsWith())).isUnfinished).toBe(false);
  expect([...listAudit(db, -1)].map(({ actor, action, after }) => ({ actor, action, after }))).toMatchObject([
    { actor: 'ada', action: 'workspace.beginRetention', after: { removable } },
    { actor: 'ada', action: 'workspace.applyRetention', after: { outcome: 'stopped', events: eventsRemoved } },
    { action: 'workspace.beginRetention', after: { removable: rest.events } },
    {
      action: 'workspace.applyRetention',
      after: { outcome: 'done', events: rest.events, eventsLeft: before - removable },
    },
  ]);
});

test('one removal at a time', async () => {
  const first = applyRetention(workspace.db, MIDDLE, null, optionsWith());
  await expect(applyRetention(workspace.db, MIDDLE, null, optionsWith())).rejects.toMatchObject({
    code: 'E_WORKSPACE_BUSY',
  });
  expect((await first).events).toBeGreaterThan(0);
});

test('a reader that is open shows what is there, whatever it had unpacked, and takes for gone what is gone', async () => {
  const { db } = workspace;
  const reading = openForReading(db.name);
  try {
    const all = listEvents(reading.db, -1, null);
    const asked = prepare('Image:*.exe not message:zzz', EVENT_CATALOGUE, { nowUs: 0 as TimeUs, zone: 'UTC' }).compiled;
    const found = searchEvents(reading.db, asked, -1, null).length;
    expect(found).toBeGreaterThan(EVENTS / 10);
    // Half-way through a look at all events, and in a snapshot from before.
    const scan = scanEvents(reading.db, scanExtent(reading.db).lastId);
    const [firstPage] = [scan.next().value as readonly { readonly id: number }[]];
    reading.db.exec('BEGIN');
    expect(countEvents(reading.db, EVERYTHING)).toBe(EVENTS);
    await applyRetention(db, MIDDLE, null, optionsWith());
    const left = listEvents(db, -1, null);
    expect(left.length).toBeLessThan(EVENTS * 0.6);
    // The rows are there in the snapshot, and what they say is not.
    expect(countEvents(reading.db, EVERYTHING)).toBe(EVENTS);
    expect(
      eventsById(
        reading.db,
        all.map(({ id }) => id).toSorted((a, b) => a - b),
      ),
    ).toEqual(left.toSorted((a, b) => a.id - b.id));
    expect(searchEvents(reading.db, asked, -1, null).every(({ timeUs }) => timeUs >= MIDDLE.beforeUs)).toBe(true);
    reading.db.exec('COMMIT');
    expect(listEvents(reading.db, -1, null)).toEqual(left);
    for (const { id, timeUs } of all)
      expect(findEvent(reading.db, id) === null).toBe(timeUs > 0 && timeUs < MIDDLE.beforeUs);
    const rest = [...scan].flat().map(({ id }) => id);
    const lastSeen = firstPage!.at(-1)!.id;
    expect(rest).toEqual(left.map(({ id }) => id).filter((id) => id > lastSeen));
    // Ids go on after the highest one ever given, and new events are read as any.
    fill(db, 'b');
    const newest = listEvents(reading.db, -1, null).reduce((max, { id }) => Math.max(max, id), 0);
    expect(newest).toBe(2 * EVENTS);
  } finally {
    reading.close();
  }
});

test('an age is counted back from the newest event', async () => {
  const { db } = workspace;
  const preview = await previewRetention(db, { by: 'age', olderThanUs: 86_400_000_000 }, optionsWith());
  expect(preview.cutoffUs).toBe(preview.newestUs! - 86_400_000_000);
  expect(preview.removable).toBe(
    EVENTS - listEvents(db, -1, null).filter(({ timeUs }) => timeUs >= preview.cutoffUs!).length,
  );
  expect(await previewRetention(db, { by: 'age', olderThanUs: preview.newestUs! }, optionsWith())).toMatchObject({
    cutoffUs: null,
    removable: 0,
  });
});
