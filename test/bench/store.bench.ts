/**
 * The store: how fast one writer takes in events without detection, how large the workspace is beside the NDJSON it
 * came from, and the same for the plain table that a quick hand would make: JSON in a column and three indexes.
 */
import { statSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { DEFAULT_LIMITS } from '../../core/kernel/limits.ts';
import type { TimeUs } from '../../core/kernel/time.ts';
import { openForWriting } from '../../core/store/database.ts';
import { createIngestWriter, type IngestItem } from '../../core/store/ingest.ts';
import { createRawWriter } from '../../core/store/raw-blocks.ts';
import { beginSource } from '../../core/store/sources.ts';
import { table } from '../evals/table.ts';
import { withFolder } from './folder.ts';
import { madeEvent, type MadeEvent } from './many-events.ts';

const BATCH = DEFAULT_LIMITS.batchRecords;

export interface InsertFigure {
  readonly store: string;
  readonly events: number;
  readonly seconds: number;
  /** Of processors, which other work on the machine does not stretch as much. */
  readonly cpuSeconds: number;
  /** Of the NDJSON the events came from. */
  readonly evidenceBytes: number;
  readonly workspaceBytes: number;
}

interface Store {
  /** Takes a batch; `raw` is its NDJSON. */
  add(batch: readonly MadeEvent[], raw: Buffer): void;
  close(): void;
}

function vedetteStore(file: string, events: number): Store {
  const workspace = openForWriting(file);
  const source = beginSource(
    workspace.db,
    { sha256: String(events).padStart(64, '0'), path: 'made.ndjson', kind: 'evidence', reader: 'json', sizeBytes: 0 },
    0 as TimeUs,
  );
  const writer = createIngestWriter(workspace.db);
  const raw = createRawWriter(workspace.db, source.id);
  return {
    add: (batch, bytes) => {
      raw.keep(bytes);
      const items = batch.map(({ event }): IngestItem => ({
        ordinal: event.place.ordinal,
        event,
        relations: [],
        findings: [],
        matches: [],
      }));
      writer.commit(source.id, { items, damage: [], raw });
    },
    close: () => workspace.close(),
  };
}

function plainStore(file: string): Store {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  db.exec(`CREATE TABLE event (id INTEGER PRIMARY KEY, time_us INTEGER, host TEXT, user TEXT, kind TEXT, fields TEXT);
    CREATE INDEX by_time ON event(time_us); CREATE INDEX by_host ON event(host, time_us);
    CREATE INDEX by_user ON event(user, time_us);`);
  const insert = db.prepare('INSERT INTO event VALUES (?, ?, ?, ?, ?, ?)');
  const add = db.transaction((batch: readonly MadeEvent[]) => {
    for (const { event } of batch) {
      const [host, user] = event.entities;
      const fields = JSON.stringify(event.fields);
      insert.run(event.place.ordinal, event.timeUs, host!.value, user!.value, event.mapping, fields);
    }
  });
  return { add: (batch) => void add(batch), close: () => db.close() };
}

/** Fills a store with `events` events; making them is not counted. */
function fill(name: string, store: Store, file: string, events: number): InsertFigure {
  let seconds = 0;
  let cpuSeconds = 0;
  let evidenceBytes = 0;
  const timed = (work: () => void): void => {
    const [start, before] = [performance.now(), process.cpuUsage()];
    work();
    const { user, system } = process.cpuUsage(before);
    seconds += (performance.now() - start) / 1_000;
    cpuSeconds += (user + system) / 1_000_000;
  };
  for (let from = 0; from < events; from += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, events - from) }, (_, at) => madeEvent(from + at, events));
    const raw = Buffer.from(batch.map(({ line }) => line).join(''));
    evidenceBytes += raw.length;
    timed(() => store.add(batch, raw));
  }
  timed(() => store.close());
  return { store: name, events, seconds, cpuSeconds, evidenceBytes, workspaceBytes: statSync(file).size };
}

export function fillVedette(file: string, events: number): InsertFigure {
  return fill('vedette', vedetteStore(file, events), file, events);
}

/** How many events a benchmark of the store is asked for. */
export function eventsWanted(): number {
  return Number(process.env['VEDETTE_BENCH_EVENTS'] ?? 1_000_000);
}

/** Prints the table. `VEDETTE_BENCH_EVENTS` says how many events. */
export async function run(): Promise<void> {
  const events = eventsWanted();
  await withFolder(async (folder) => compare(folder, events));
}

function compare(folder: string, events: number): void {
  const plain = path.join(folder, 'plain.db');
  fillVedette(path.join(folder, 'warm-up.vedette'), 20_000);
  const figures = [
    fillVedette(path.join(folder, 'made.vedette'), events),
    fill('plain table', plainStore(plain), plain, Math.min(events, 1_000_000)),
  ];
  const baseline = figures[1]!;
  const rate = (figure: InsertFigure): number => figure.events / figure.seconds;
  const rows = figures.map((figure) => [
    figure.store,
    figure.events.toLocaleString('en'),
    Math.round(rate(figure)).toLocaleString('en'),
    `${(rate(figure) / rate(baseline)).toFixed(2)}x`,
    ((1_000_000 * figure.cpuSeconds) / figure.events).toFixed(1),
    (figure.evidenceBytes / figure.events).toFixed(0),
    (figure.workspaceBytes / figure.events).toFixed(0),
    `${((100 * figure.workspaceBytes) / figure.evidenceBytes).toFixed(0)} %`,
  ]);
  const head = [
    'store',
    'events',
    'events/s',
    'to plain',
    'CPU us/event',
    'NDJSON B/event',
    'stored B/event',
    'of NDJSON',
  ];
  console.log(table(head, rows));
  console.log('vedette: words, mentions, counts by kind, minute and entity, and the evidence itself included');
}

if (import.meta.main) await run();
