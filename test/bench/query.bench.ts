/**
 * Queries over many events: what a person waits for. Beside each the plain table of the same events (JSON in a column,
 * indexes over time and host) of at most a million, asked in the way its shape offers. `VEDETTE_BENCH_WORKSPACE` names a
 * workspace made before, `VEDETTE_BENCH_EVENTS` how many events to make otherwise.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { TimeUs } from '../../core/kernel/time.ts';
import type { Condition } from '../../core/query/compile.ts';
import { groupingBy, type Grouping } from '../../core/query/group.ts';
import { prepare } from '../../core/query/prepare.ts';
import { openForReading, type ReadableDb } from '../../core/store/database.ts';
import { countEvents, countEventsBy } from '../../core/store/event-count.ts';
import { EVENT_CATALOGUE, searchEvents } from '../../core/store/event-search.ts';
import { checkQueryRegex } from '../../core/store/query-functions.ts';
import { scanExtent } from '../../core/store/event-scan.ts';
import { table } from '../evals/table.ts';
import { withFolder } from './folder.ts';
import { eventsWanted, fillVedette } from './store.bench.ts';

const CONTEXT = { nowUs: (Date.UTC(2026, 3, 1) * 1_000) as TimeUs, zone: 'UTC', checkRegex: checkQueryRegex };
const PAGE = 100;
const RUNS = 5;

function compiled(text: string): Condition {
  return prepare(text, EVENT_CATALOGUE, CONTEXT).compiled;
}

function grouping(by: string): Grouping {
  const result = groupingBy(by, EVENT_CATALOGUE, 1);
  if ('problem' in result) throw new Error(result.problem);
  return result.grouping;
}

interface Asked {
  readonly what: string;
  readonly query: string;
  /** Milliseconds aimed at, over ten million events. */
  readonly aimMs: number | null;
  readonly ask: (db: ReadableDb) => number;
}

const page = (what: string, query: string, aimMs: number | null): Asked => ({
  what,
  query,
  aimMs,
  ask: (db) => searchEvents(db, compiled(query), PAGE, null).length,
});
const count = (query: string, aimMs: number | null): Asked => ({
  what: 'count',
  query,
  aimMs,
  ask: (db) => countEvents(db, compiled(query)),
});
const top = (query: string, by: string, aimMs: number | null): Asked => ({
  what: `top of ${by}`,
  query,
  aimMs,
  ask: (db) => countEventsBy(db, compiled(query), grouping(by), 10).length,
});

const ASKED: readonly Asked[] = [
  page('page', '*', null),
  page('page', 'host:ws-17', 150),
  page('page', 'user:user42 and not severity:informational', 150),
  page('page', 'dst_ip:203.0.113.7 | on 2026-03-20', 150),
  page('page', 'EventID:4624 and src_ip:10.2.3.43', 150),
  page('page', 'process.name:powershell.exe', 150),
  page('page', 'src_ip:10.2.0.0/16', null),
  page('page', 'process.id:*', null),
  page('words', 'powershell', 300),
  page('words', 'zerologon', 300),
  page('words', 'invoice budget', 300),
  page('words', 'nowhere', 300),
  page('both', 'host:ws-17 invoice', 300),
  page('both', 'user:user42 zerologon', 300),
  page('field', 'CommandLine:"*budget-4711*"', null),
  page('field', 'CommandLine:*nowhere-at-all*', null),
  top('*', 'time:6h', 200),
  top('host:ws-17', 'time:6h', null),
  top('*', 'host', 300),
  top('*', 'kind', 300),
  top('*', 'EventID', 300),
  top('*', 'src_ip', 300),
  top('host:ws-17', 'user', 300),
  top('*', 'process.name', null),
  count('*', 300),
  count('host:ws-17', 300),
  count('powershell', 300),
  count('severity>=high', 300),
  count('EventID:4624', 300),
  count('host:ws-17 and EventID:1', 300),
];

function measured(db: ReadableDb, { what, query, aimMs, ask }: Asked): string[] {
  const times: number[] = [];
  let found = 0;
  for (let index = 0; index < RUNS; index++) {
    const start = performance.now();
    found = ask(db);
    times.push(performance.now() - start);
    if (times[0]! > 3_000) break;
  }
  const sorted = times.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)]!;
  return [
    what,
    query,
    found.toLocaleString('en'),
    times[0]!.toFixed(1),
    median.toFixed(1),
    aimMs === null ? '' : String(aimMs),
    aimMs === null ? '' : median <= aimMs ? 'yes' : 'no',
  ];
}

function report(file: string): void {
  const opening = performance.now();
  const workspace = openForReading(file);
  const openMs = performance.now() - opening;
  try {
    const { events } = scanExtent(workspace.db);
    console.log(`${events.toLocaleString('en')} events, opened in ${openMs.toFixed(1)} ms; milliseconds`);
    const rows = ASKED.map((asked) => measured(workspace.db, asked));
    console.log(table(['what', 'query', 'found', 'first', 'median', 'aim at 10 M', 'met'], rows));
  } finally {
    workspace.close();
  }
}

/** Prints the table. */
export async function run(): Promise<void> {
  const made = process.env['VEDETTE_BENCH_WORKSPACE'];
  if (made !== undefined && existsSync(made)) return report(made);
  await withFolder((folder) => {
    const file = path.join(folder, 'made.vedette');
    fillVedette(file, eventsWanted());
    report(file);
  });
}

if (import.meta.main) await run();
