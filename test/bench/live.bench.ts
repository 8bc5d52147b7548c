/**
 * What keeping alerts and incidents up to date costs while findings come, over histories of a thousand to a million
 * alerts: the time from a finding to its updated incident where findings come a thousand a second, with the wait for those before
 * it: by the clock, with whatever else the machine was doing, and by the thread's own CPU time, as on a core of its own. Beside it what fusing everything anew takes, which is what
 * each of these findings would cost otherwise. Findings and histories are made up and fixed; a quarter of those that
 * come are of alerts that are there, and every tenth comes hours late.
 *
 * `node test/bench/live.bench.ts`
 */
import { performance } from 'node:perf_hooks';
import { createDeduplicator, dedupKey, type DedupedAlert } from '../../core/fuse/dedup.ts';
import { fuseInOrder } from '../../core/fuse/fuse.ts';
import { LiveFuser, type KeyedAlert } from '../../core/fuse/live/live.ts';
import { asTimeUs, US_PER_HOUR, US_PER_MINUTE } from '../../core/kernel/time.ts';
import type { Finding } from '../../core/model/alert.ts';
import { table } from '../evals/table.ts';
import { collectGarbage } from './garbage.ts';
import { DAYS, factsOf, historyOf, numbers, START_US } from './made-findings.ts';

const SIZES = [1_000, 100_000, 1_000_000];
const LIVE_FINDINGS = 20_000;
const PER_SECOND = 1_000;
/** Kinds of findings that come again. */
const OPEN = 50;

interface LiveFigure {
  readonly alerts: number;
  /** Ascending, of each finding, with the wait for those before it. */
  readonly clockMs: Float64Array;
  /** The same by the thread's own time. */
  readonly ownMs: Float64Array;
  readonly joined: number;
  readonly fuseSeconds: number;
  readonly settleSeconds: number;
}

/** As they come in the hours after the history ends. */
function* incoming(count: number): Generator<Finding> {
  const random = numbers(count);
  const open: Omit<Finding, 'sequence' | 'timeUs'>[] = [];
  for (let sequence = 0; sequence < count; sequence++) {
    const isAgain = open.length > 0 && random(4) === 0;
    const facts = isAgain ? open[random(open.length)]! : factsOf(random);
    if (!isAgain) open[open.length < OPEN ? open.length : random(OPEN)] = facts;
    const lateUs = random(10) === 0 ? random(12 * 60) * US_PER_MINUTE : 0;
    const timeUs = asTimeUs(START_US + DAYS * 24 * US_PER_HOUR + Math.floor((sequence / PER_SECOND) * 1e6) - lateUs)!;
    yield { ...facts, sequence, timeUs };
  }
}

function measure(size: number): LiveFigure {
  const history = alertsOf(size);
  const fuseSeconds = seconds(() => {
    const incidents = fuseInOrder(history.map(({ alert }) => alert));
    for (const { id } of incidents) if (id === '') throw new Error('an incident without id');
  });
  const live = new LiveFuser(history);
  // What settling leaves behind is collected when it ends, not when the next finding comes.
  collectGarbage();
  const clock = new Queue();
  const own = new Queue();
  let joined = 0;
  for (const finding of incoming(LIVE_FINDINGS)) {
    const [start, startOwn] = [performance.now(), ownTimeMs()];
    const changes = live.add({ key: dedupKey(finding), finding });
    clock.serve(performance.now() - start);
    own.serve(ownTimeMs() - startOwn);
    joined += changes.filter(({ incident }) => (incident?.alertCount ?? 0) > 1).length;
  }
  const settleSeconds = seconds(() => live.settle());
  return {
    alerts: history.length,
    clockMs: clock.sorted(),
    ownMs: own.sorted(),
    joined,
    fuseSeconds,
    settleSeconds,
  };
}

/** Findings that come at their rate and are served one after another. */
class Queue {
  readonly #latencyMs: number[] = [];
  #freeAtMs = 0;

  serve(tookMs: number): void {
    const dueAtMs = (this.#latencyMs.length * 1_000) / PER_SECOND;
    this.#freeAtMs = Math.max(this.#freeAtMs, dueAtMs) + tookMs;
    this.#latencyMs.push(this.#freeAtMs - dueAtMs);
  }

  sorted(): Float64Array {
    return Float64Array.from(this.#latencyMs).toSorted();
  }
}

function ownTimeMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

/** Key by key, so that no finding is held. */
function alertsOf(size: number): KeyedAlert[] {
  const alerts: KeyedAlert[] = [];
  const deduplicator = createDeduplicator();
  const keep = (deduped: DedupedAlert | null): void => {
    if (deduped !== null) alerts.push({ key: deduped.key, alert: deduped.alert });
  };
  for (const finding of historyOf(size, 1)) keep(deduplicator.add({ key: dedupKey(finding), finding }));
  keep(deduplicator.end());
  return alerts;
}

function seconds(work: () => void): number {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1_000;
}

function row({ alerts, clockMs, ownMs, joined, fuseSeconds, settleSeconds }: LiveFigure): string[] {
  const at = (sorted: Float64Array, share: number): string =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!.toFixed(3);
  return [
    alerts.toLocaleString('en'),
    at(ownMs, 0.5),
    at(ownMs, 0.99),
    at(ownMs, 1),
    at(clockMs, 0.5),
    at(clockMs, 0.99),
    at(clockMs, 1),
    `${Math.round((100 * joined) / LIVE_FINDINGS)} %`,
    (fuseSeconds * 1_000).toFixed(0),
    (settleSeconds * 1_000).toFixed(0),
  ];
}

/** Prints the table. */
export async function run(): Promise<void> {
  measure(5_000);
  const head = [
    'alerts before',
    'own core p50 ms',
    'p99',
    'max',
    'clock p50 ms',
    'p99',
    'max',
    'in incidents of more',
    'all anew ms',
    'settle ms',
  ];
  console.log(
    `${LIVE_FINDINGS.toLocaleString('en')} findings at ${PER_SECOND.toLocaleString('en')} a second, one thread`,
  );
  console.log(table(head, SIZES.map(measure).map(row)));
}

if (import.meta.main) await run();
