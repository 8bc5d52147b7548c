/**
 * From an event to its updated incident in the workspace, at a thousand events a second: rules, commit, alert, incident,
 * ranks. Histories of alerts are there already. Events are taken as they would have come while the batch before was at
 * work, so waiting counts. Beside it what fusing everything anew after each finding would take.
 */
import path from 'node:path';
import { createNormaliser } from '../../core/intake/read.ts';
import { createRuleEngine } from '../../core/engine/rule-engine.ts';
import { readRulePack, STARTER_RULES } from '../../core/engine/rule-pack.ts';
import { createLivePipeline } from '../../core/engine/live.ts';
import { fuseIfPending } from '../../core/engine/fuse.ts';
import { keyed } from '../../core/engine/findings.ts';
import { createMetrics } from '../../core/kernel/metrics.ts';
import type { TimeUs } from '../../core/kernel/time.ts';
import type { NormalisedEvent } from '../../core/model/event.ts';
import { openForWriting, type WritableDb } from '../../core/store/database.ts';
import { createIngestWriter } from '../../core/store/ingest.ts';
import { markPending } from '../../core/store/pending.ts';
import { beginSource } from '../../core/store/sources.ts';
import { table } from '../evals/table.ts';
import { withFolder } from './folder.ts';
import { historyOf } from './made-findings.ts';
import { madeEvent } from './many-events.ts';

const HISTORIES = [1_000, 20_000, 100_000];
const PER_SECOND = 1_000;
const EVENTS = 30_000;
/** Every so many events something is found. */
const LOUD_EVERY = 50;
const MAX_BATCH = 200;
/** How long events wait for company: a commit costs much the same for one as for twenty. */
const LINGER_MS = 20;
/** Two seconds in which rules are indexed and code is compiled; told apart. */
const WARM_UP = 2_000;

function sourceOf(db: WritableDb, name: string): number {
  const source = { sha256: name.padEnd(64, '0'), path: name, kind: 'evidence', reader: 'json', sizeBytes: 0 } as const;
  return beginSource(db, source, 0 as TimeUs).id;
}

/** Ordinary events, and now and then a copy of the shadow storage deleted somewhere. */
function incoming(): NormalisedEvent[] {
  const normalise = createNormaliser();
  return Array.from({ length: EVENTS }, (_, index) => {
    const { event, line } = madeEvent(index, EVENTS);
    const value = JSON.parse(line) as Record<string, unknown>;
    if (index % LOUD_EVERY === 0 && value['EventID'] === 1) {
      value['Image'] = 'C:\\Windows\\System32\\vssadmin.exe';
      value['OriginalFileName'] = 'VSSADMIN.EXE';
      value['CommandLine'] = 'vssadmin.exe delete shadows /all /quiet';
    }
    return normalise({ ...event.place, value });
  });
}

interface LiveFigure {
  readonly history: number;
  readonly findings: number;
  readonly batches: number;
  /** Ascending, without the warm-up. */
  readonly latencyMs: readonly number[];
  readonly warmUpMs: number;
  readonly anewMs: number;
}

async function measure(folder: string, history: number): Promise<LiveFigure> {
  const workspace = openForWriting(path.join(folder, `${history}.vedette`));
  const { db } = workspace;
  const metrics = createMetrics();
  const engine = createRuleEngine(await readRulePack([STARTER_RULES]));
  const items = Array.from(historyOf(history, 1), (finding, index) => ({
    ordinal: index + 1,
    event: null,
    relations: [],
    matches: [],
    findings: [keyed({ ...finding, author: '', externalId: null, matched: [] })],
  }));
  createIngestWriter(db).commit(sourceOf(db, 'a'), { items, damage: [] });
  fuseIfPending(db, metrics);
  const live = createLivePipeline(db, engine, metrics);
  live.settle();
  const source = sourceOf(db, 'b');
  const events = incoming();
  const latencyMs: number[] = [];
  let findings = 0;
  let batches = 0;
  let nowMs = 0;
  for (let done = 0; done < events.length;) {
    const arrived = Math.min(events.length, Math.floor((nowMs * PER_SECOND) / 1_000));
    const dueMs = ((done + 1) * 1_000) / PER_SECOND + LINGER_MS;
    if (nowMs < dueMs && arrived - done < MAX_BATCH) {
      nowMs = dueMs;
      continue;
    }
    const batch = events.slice(done, Math.min(arrived, done + MAX_BATCH));
    const start = performance.now();
    findings += live.takeEvents(source, batch).length;
    nowMs += performance.now() - start;
    for (let at = 0; at < batch.length; at++) latencyMs.push(nowMs - ((done + at) * 1_000) / PER_SECOND);
    done += batch.length;
    batches++;
    // The answers of the thread that looks after the log come between two batches.
    await new Promise((resolve) => setImmediate(resolve));
  }
  markPending(db, 'fusion_pending');
  const start = performance.now();
  fuseIfPending(db, metrics);
  const anewMs = performance.now() - start;
  await live.close();
  workspace.close();
  const warmUpMs = Math.max(...latencyMs.slice(0, WARM_UP));
  return {
    history,
    findings,
    batches,
    latencyMs: latencyMs.slice(WARM_UP).toSorted((a, b) => a - b),
    warmUpMs,
    anewMs,
  };
}

/** Prints the table. */
export async function run(): Promise<void> {
  await withFolder(async (folder) => {
    const figures: LiveFigure[] = [];
    for (const history of HISTORIES) figures.push(await measure(folder, history));
    const at = ({ latencyMs }: LiveFigure, share: number): string =>
      latencyMs[Math.min(latencyMs.length - 1, Math.floor(latencyMs.length * share))]!.toFixed(1);
    const rows = figures.map((figure) => [
      figure.history.toLocaleString('en'),
      figure.findings.toLocaleString('en'),
      (EVENTS / figure.batches).toFixed(1),
      at(figure, 0.5),
      at(figure, 0.99),
      at(figure, 1),
      figure.warmUpMs.toFixed(0),
      figure.anewMs.toFixed(0),
    ]);
    const head = [
      'alerts there',
      'changes',
      'events a batch',
      'p50 ms',
      'p99 ms',
      'max ms',
      'max of the first 2 s',
      'everything anew ms',
    ];
    console.log(
      `${EVENTS.toLocaleString('en')} events at ${PER_SECOND} a second, one in ${LOUD_EVERY} found something`,
    );
    console.log(table(head, rows));
  });
}

if (import.meta.main) await run();
