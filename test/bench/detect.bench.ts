/**
 * How fast events are asked about thousands of Sigma rules, beside an evaluator that asks every rule of an event's
 * route one after the other (the same compiled questions, the index off), in the same run.
 *
 * `node test/bench/detect.bench.ts`
 */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { loadRules } from '../../core/detect/load.ts';
import { createDetector } from '../../core/detect/match.ts';
import type { SigmaRule } from '../../core/detect/rule.ts';
import type { NormalisedEvent } from '../../core/model/event.ts';
import { hasData } from '../data.ts';
import { bestMs, createReading, matchAll, publicLanes, realLane, ruleFiles, type Lane } from './detect-lanes.ts';
import type { LoadFigures, WorkerInput } from './detect-process.ts';

const ROUNDS = 5;
const NAIVE_EVENTS = 1_500;
const RULE_COUNTS = [300, 1_000];
const PROCESS_FILE = path.join(import.meta.dirname, 'detect-process.ts');

/** Prints one table for each question. */
export async function run(): Promise<void> {
  if (!hasData) {
    console.log('detect: the data sets are missing (VEDETTE_DATA), nothing measured');
    return;
  }
  const cacheFolder = mkdtempSync(path.join(tmpdir(), 'vedette-bench-rules-'));
  try {
    reportLoading(cacheFolder);
    const lanes = [...publicLanes(), await realLane(20_000, 1_000)];
    const all = loadRules(ruleFiles()).rules;
    reportLanes('all rules', all, lanes);
    reportLanes('rules/ only', loadRules(ruleFiles('rules')).rules, lanes);
    reportRuleCounts(all, lanes);
    reportMatches(all, lanes);
    await reportWorkers(cacheFolder, lanes);
  } finally {
    rmSync(cacheFolder, { recursive: true });
  }
}

function reportLoading(cacheFolder: string): void {
  console.log('\nloading all rules, a process each (times from texts in memory)');
  for (const name of ['cold', 'cached']) {
    const { stdout } = spawnSync(process.execPath, [PROCESS_FILE, cacheFolder], { encoding: 'utf8' });
    const { loadMs, indexMs, rssLoaded, rssMatched } = JSON.parse(stdout) as LoadFigures;
    const times = `load ${loadMs.toFixed(0)} ms, all indexes ${indexMs.toFixed(0)} ms`;
    console.log(`${name.padEnd(8)}${times}, RSS ${megabytes(rssLoaded)}, after 20,000 events ${megabytes(rssMatched)}`);
  }
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}

function row(name: string, columns: readonly string[]): void {
  console.log(name.padEnd(24) + columns.map((column) => column.padStart(18)).join(''));
}

function perSecond(events: number, ms: number): number {
  return (events / ms) * 1_000;
}

function rate(eventsPerSecond: number): string {
  return eventsPerSecond.toFixed(0).replace(/\B(?=(\d{3})+$)/g, ',');
}

function reportLanes(title: string, rules: readonly SigmaRule[], lanes: readonly Lane[]): void {
  console.log(`\n${title}: ${rules.length} rules, one thread, events/s, best of ${ROUNDS}`);
  row('lane', ['events', 'hits/event', 'index', 'naive', 'ratio', 'with JSON']);
  for (const { name, lines } of lanes) {
    const detector = createDetector(rules);
    const events = lines.map(createReading());
    const hits = matchAll(detector, events);
    const indexed = perSecond(
      events.length,
      bestMs(ROUNDS, () => void matchAll(detector, events)),
    );
    const naive = naiveRate(rules, events);
    const whole = perSecond(
      lines.length,
      bestMs(3, () => {
        const read = createReading();
        for (const line of lines) detector.match(read(line));
      }),
    );
    const perEvent = (hits / events.length).toFixed(3);
    row(name, [
      String(lines.length),
      perEvent,
      rate(indexed),
      rate(naive),
      `${(indexed / naive).toFixed(1)}x`,
      rate(whole),
    ]);
  }
}

/** Over a sample that is spread over the lane; it must find what the index finds. */
function naiveRate(rules: readonly SigmaRule[], events: readonly NormalisedEvent[]): number {
  const step = Math.max(1, Math.floor(events.length / NAIVE_EVENTS));
  const sample = events.filter((_, index) => index % step === 0);
  const naive = createDetector(rules, { isIndexed: false });
  const hits = matchAll(naive, sample);
  if (hits !== matchAll(createDetector(rules), sample)) throw new Error('the index and the naive evaluator disagree');
  return perSecond(
    sample.length,
    bestMs(2, () => void matchAll(naive, sample)),
  );
}

function reportRuleCounts(rules: readonly SigmaRule[], lanes: readonly Lane[]): void {
  console.log('\nhow cost grows with rules: events/s, index and naive');
  row(
    'lane',
    [...RULE_COUNTS, rules.length].map((count) => `${count} rules`),
  );
  for (const { name, lines } of lanes) {
    const events = lines.map(createReading());
    const columns = [...RULE_COUNTS, rules.length].map((count) => {
      const some = rules.filter(
        (_, index) => Math.floor((index * count) / rules.length) !== Math.floor(((index - 1) * count) / rules.length),
      );
      const detector = createDetector(some);
      matchAll(detector, events);
      const ms = bestMs(3, () => void matchAll(detector, events));
      return `${rate(perSecond(events.length, ms))}/${rate(naiveRate(some, events))}`;
    });
    row(name, columns);
  }
}

function reportMatches(rules: readonly SigmaRule[], lanes: readonly Lane[]): void {
  console.log('\nhow cost grows with matches: µs an event, by how many rules fire on it');
  row('lane', ['none', '1', '2', '3 and more']);
  for (const { name, lines } of lanes) {
    const detector = createDetector(rules);
    const groups: NormalisedEvent[][] = [[], [], [], []];
    for (const event of lines.map(createReading())) groups[Math.min(detector.match(event).length, 3)]!.push(event);
    row(
      name,
      groups.map((events) => {
        if (events.length < 20) return '-';
        const repeats = Math.ceil(5_000 / events.length);
        const ms = bestMs(ROUNDS, () => {
          for (let repeat = 0; repeat < repeats; repeat++) matchAll(detector, events);
        });
        return ((ms * 1_000) / (events.length * repeats)).toFixed(1);
      }),
    );
  }
}

async function reportWorkers(cacheFolder: string, lanes: readonly Lane[]): Promise<void> {
  console.log('\nhow it scales over worker threads: events/s, matching only');
  row('lane', ['1 worker', '2 workers', 'ratio']);
  const files = ruleFiles();
  for (const { name, lines } of lanes) {
    const input: WorkerInput = { files, cacheFolder, lines, rounds: 10 };
    const rates: number[] = [];
    for (const count of [1, 2]) rates.push(await workersRate(count, input));
    row(name, [...rates.map(rate), `${(rates[1]! / rates[0]!).toFixed(2)}x`]);
  }
}

async function workersRate(count: number, input: WorkerInput): Promise<number> {
  const workers = Array.from({ length: count }, () => new Worker(PROCESS_FILE, { workerData: input }));
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  const start = performance.now();
  const done = workers.map((worker) => once(worker, 'message'));
  for (const worker of workers) worker.postMessage('go', []);
  await Promise.all(done);
  const ms = performance.now() - start;
  await Promise.all(workers.map((worker) => worker.terminate()));
  return perSecond(count * input.rounds * input.lines.length, ms);
}

if (import.meta.main) await run();
