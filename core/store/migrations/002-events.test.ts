/** A workspace of schema 1, after the migration: every event as it was, and found as one that came in today. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TimeUs } from '../../kernel/time.ts';
import { SEVERITIES } from '../../model/severity.ts';
import { EVERYTHING } from '../../query/compile.ts';
import { groupingBy } from '../../query/group.ts';
import { prepare } from '../../query/prepare.ts';
import { writeWorkspaceV1 } from '../../../test/workspaces.ts';
import { openForReading, openForWriting, type ReadableDb } from '../database.ts';
import { countEvents, countEventsBy } from '../event-count.ts';
import { EVENT_CATALOGUE, listEvents, searchEvents } from '../event-search.ts';
import { entitiesOfEvent } from '../events.ts';
import { createIngestWriter } from '../ingest.ts';
import { beginSource } from '../sources.ts';

interface OldEvent {
  readonly id: number;
  readonly message: string;
  readonly fields: string;
  readonly logsource: string;
  readonly severity: number;
  readonly time_us: number;
}

let folder: string;
let old: Database.Database;
let migrated: ReadableDb;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'vedette-v1-'));
  const place = path.join(folder, 'v1.vedette');
  writeWorkspaceV1(place);
  const before = path.join(folder, 'before.vedette');
  writeWorkspaceV1(before);
  old = new Database(before, { readonly: true });
  migrated = openForReading(place).db;
});

afterAll(() => {
  old.close();
  rmSync(folder, { recursive: true, force: true });
});

function oldEvents(): OldEvent[] {
  return old.prepare('SELECT * FROM event ORDER BY time_us, id').all() as OldEvent[];
}

test('every event is what it was, and mentions what it mentioned', () => {
  const events = listEvents(migrated, -1, null);
  expect(events.length).toBeGreaterThan(100);
  expect(
    events.map(({ id, message, fields, logsource, severity, timeUs }) => [
      id,
      message,
      fields,
      logsource,
      severity,
      timeUs,
    ]),
  ).toEqual(
    oldEvents().map((row) => [
      row.id,
      row.message,
      JSON.parse(row.fields) as unknown,
      JSON.parse(row.logsource) as unknown,
      SEVERITIES[row.severity],
      row.time_us,
    ]),
  );
  const columns = `time_origin, time_text, class_uid, activity_id, mapping, ordinal, record_number, byte_offset, length_bytes`;
  expect(
    events.map((event) => [
      event.timeOrigin,
      event.timeText,
      event.classUid,
      event.activityId,
      event.mapping,
      event.ordinal,
      event.recordNumber,
      event.byteOffset,
      event.lengthBytes,
    ]),
  ).toEqual(old.prepare(`SELECT ${columns} FROM event ORDER BY time_us, id`).raw().all());
  const mentions = old.prepare(
    `SELECT type, value, label, role FROM event_entity JOIN entity ON entity.id = entity_id
     WHERE event_id = ? ORDER BY type, role, value`,
  );
  expect(events.map(({ id }) => entitiesOfEvent(migrated, id))).toEqual(events.map(({ id }) => mentions.all(id)));
});

test('it is the workspace that these events would make today', () => {
  const fresh = openForWriting(path.join(folder, 'fresh.vedette'));
  const source = { sha256: '0'.repeat(64), path: 'x', kind: 'evidence', reader: 'json', sizeBytes: 0 } as const;
  const { id } = beginSource(fresh.db, source, 0 as TimeUs);
  const items = listEvents(migrated, -1, null)
    .toSorted((a, b) => a.id - b.id)
    .map((event, index) => {
      const place = { ordinal: index + 1, number: event.recordNumber, offset: 0, lengthBytes: 1, isRecovered: false };
      const entities = entitiesOfEvent(migrated, event.id);
      return { ordinal: index + 1, event: { ...event, place, entities }, relations: [], findings: [], matches: [] };
    });
  createIngestWriter(fresh.db).commit(id, { items, damage: [] });
  const asked = (text: string) => prepare(text, EVENT_CATALOGUE, { nowUs: 0 as TimeUs, zone: 'UTC' }).compiled;
  for (const query of [
    'powershell',
    'host:nv-ws-0417',
    'process.name:powershell.exe',
    'EventID:4624',
    'severity>=medium',
    'user:*adm*',
  ]) {
    const condition = asked(query);
    const ids = (db: ReadableDb): number[] => searchEvents(db, condition, -1, null).map((event) => event.id);
    expect({ query, ids: ids(migrated) }).toEqual({ query, ids: ids(fresh.db) });
    expect(countEvents(migrated, condition)).toBe(ids(migrated).length);
  }
  for (const by of ['host', 'kind', 'EventID', 'severity', 'process.name', 'src_ip', 'time:1h']) {
    const result = groupingBy(by, EVENT_CATALOGUE, 1);
    if ('problem' in result) throw new Error(result.problem);
    const counts = (db: ReadableDb) => countEventsBy(db, EVERYTHING, result.grouping, -1);
    expect({ by, counts: counts(migrated) }).toEqual({ by, counts: counts(fresh.db) });
    expect(counts(migrated).length).toBeGreaterThan(0);
  }
  fresh.close();
});
