import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TimeUs } from '../kernel/time.ts';
import type { NormalisedEvent } from '../model/event.ts';
import { openForWriting, type OpenWorkspace, type WritableDb } from './database.ts';
import { listEvents } from './event-search.ts';
import { entitiesOfEvent } from './events.ts';
import { isPending } from './pending.ts';
import { findingsByKey } from './fusion.ts';
import type { NewFinding } from './findings.ts';
import { createIngestWriter, type IngestItem } from './ingest.ts';
import { countsOf } from './overview.ts';
import { beginSource, damageOf, listSources } from './sources.ts';

let folder: string;
let workspace: OpenWorkspace<WritableDb>;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'vedette-ingest-'));
  workspace = openForWriting(path.join(folder, 'case.vedette'));
});
afterEach(() => {
  workspace.close();
  rmSync(folder, { recursive: true, force: true });
});

function eventAt(ordinal: number): NormalisedEvent {
  return {
    place: { ordinal, number: 1_000 + ordinal, offset: ordinal * 512, lengthBytes: 512, isRecovered: false },
    timeUs: (1_772_615_647_000_000 + ordinal) as TimeUs,
    timeOrigin: 'zoned',
    timeText: 'as written',
    classUid: 1007,
    activityId: 1,
    severity: 'high',
    message: `event ${ordinal}`,
    logsource: { product: 'windows' },
    fields: { EventID: 1, Image: 'C:\\a.exe' },
    entities: [
      { type: 'host', value: 'ws-1', role: 'device', label: 'WS-1' },
      { type: 'user', value: 'corp\\eve', role: 'actor' },
    ],
    mapping: 'windows/sysmon/1',
  };
}

function finding(key: string, timeUs: number, externalId: string | null = null): NewFinding {
  return {
    timeUs: timeUs as TimeUs,
    title: 'Something',
    signal: `rule-${key}`,
    detector: 'vedette',
    severity: 'medium',
    techniques: ['T1059'],
    tactics: [],
    entities: [],
    dedupKey: key,
    author: 'Somebody',
    externalId,
    matched: [{ selection: 'selection', field: 'Image', value: 'C:\\a.exe' }],
  };
}

function item(ordinal: number, findings: readonly NewFinding[] = []): IngestItem {
  const event = eventAt(ordinal);
  const [to, from] = event.entities;
  return {
    ordinal,
    event,
    relations: [{ from: from!, kind: 'active_on', to: to!, timeUs: event.timeUs }],
    matches: [],
    findings,
  };
}

function newSource(sha256 = 'aa'.repeat(32)) {
  return beginSource(
    workspace.db,
    { sha256, path: 'a.evtx', kind: 'evidence', reader: 'evtx', sizeBytes: 9 },
    1 as TimeUs,
  );
}

test('a batch, its watermark, its damage and its counters are there together', () => {
  const source = newSource();
  const damage = [{ code: 'E_RECORD_DAMAGED', offset: 77, record: 3, reason: 'cut short' }] as const;
  const committed = createIngestWriter(workspace.db).commit(source.id, {
    items: [item(1), item(2, [finding('k', 5)])],
    damage,
  });
  expect(committed).toEqual({ events: 2, findings: 1, knownFindings: 0 });
  expect(listSources(workspace.db)[0]).toMatchObject({
    watermarkOrdinal: 2,
    damageSeen: 1,
    records: 2,
    events: 2,
    hits: 1,
  });
  expect(damageOf(workspace.db, source.id)).toEqual(damage);
  const [first] = listEvents(workspace.db, 10, null);
  expect(first).toMatchObject({
    message: 'event 1',
    recordNumber: 1_001,
    byteOffset: 512,
    severity: 'high',
    fields: { EventID: 1 },
  });
  expect(entitiesOfEvent(workspace.db, first!.id).map(({ type, label }) => [type, label])).toEqual([
    ['host', 'WS-1'],
    ['user', 'corp\\eve'],
  ]);
  expect(workspace.db.prepare('SELECT kind, count FROM relation').all()).toEqual([{ kind: 'active_on', count: 2 }]);
  expect(isPending(workspace.db, 'fusion_pending')).toBe(true);
});

test('a batch that fails leaves nothing behind, and the writer goes on', () => {
  const source = newSource();
  const writer = createIngestWriter(workspace.db);
  expect(() => writer.commit(source.id, { items: [item(1), item(1)], damage: [] })).toThrow(
    /Record 1 of source 1 came after record 1/,
  );
  expect(countsOf(workspace.db)).toMatchObject({ events: 0, findings: 0 });
  expect(workspace.db.prepare('SELECT count(*) FROM entity').pluck().get()).toBe(0);
  writer.commit(source.id, { items: [item(1)], damage: [] });
  expect(listSources(workspace.db)[0]).toMatchObject({ watermarkOrdinal: 1, events: 1 });
  expect(workspace.db.prepare('SELECT count FROM relation').pluck().all()).toEqual([1]);
});

test('an alert with a known external id is taken once per detector', () => {
  const writer = createIngestWriter(workspace.db);
  const one = newSource();
  const other = newSource('bb'.repeat(32));
  const submitted = (ordinal: number): IngestItem => ({
    ordinal,
    event: null,
    relations: [],
    matches: [],
    findings: [finding('k', 9, 'x-1')],
  });
  writer.commit(one.id, { items: [submitted(1)], damage: [] });
  expect(writer.commit(other.id, { items: [submitted(1)], damage: [] })).toEqual({
    events: 0,
    findings: 0,
    knownFindings: 1,
  });
});

test('findings come back by key, time and sequence, over more than one page', () => {
  const source = newSource();
  const writer = createIngestWriter(workspace.db);
  const keys = ['b', 'a', 'c'];
  const items = Array.from({ length: 12_000 }, (_, index) =>
    item(index + 1, [finding(keys[index % 3]!, 100_000 - index)]),
  );
  writer.commit(source.id, { items, damage: [] });
  const order = [...findingsByKey(workspace.db)].map(({ key, finding: { timeUs } }) => ({ key, timeUs }));
  const sorted = order.toSorted((x, y) => (x.key < y.key ? -1 : x.key > y.key ? 1 : x.timeUs - y.timeUs));
  expect(order).toHaveLength(12_000);
  expect(order).toEqual(sorted);
});
