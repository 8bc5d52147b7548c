/**
 * What keeping alerts and incidents up to date costs while findings come, over histories of a thousand to a million
 * alerts: the time from a finding to its updated incident, as work alone and as it would be waited for if findings
 * came a thousand a second with nobody else on the thread. Beside it what fusing everything anew takes, which is what
 * each of these findings would cost otherwise. Findings and histories are made up and fixed; a quarter of those that
 * come are of alerts that are there, and every tenth comes hours late.
 *
 * `node test/bench/live.bench.ts`
 */
import { performance } from 'node:perf_hooks';
import { dedup, dedupKey } from '../../core/fuse/dedup.ts';
import { fuseInOrder } from '../../core/fuse/fuse.ts';
import { LiveFuser, type KeyedAlert } from '../../core/fuse/live/live.ts';
import { asTimeUs, US_PER_HOUR, US_PER_MINUTE } from '../../core/kernel/time.ts';
import type { Finding } from '../../core/model/alert.ts';
import { table } from '../evals/table.ts';
import { DAYS, factsOf, historyOf, numbers, START_US } from './made-findings.ts';

const SIZES = [1_000, 100_000, 1_000_000];
const LIVE_FINDINGS = 20_000;
const PER_SECOND = 1_000;
/** Kinds of findings that come again. */
const OPEN = 50;

interface LiveFigure {
  readonly alerts: number;
  /** Ascending, of each finding, in ms. */
  readonly workMs: Float64Array;
  /** The same with the wait for those before it. */
  readonly latencyMs: Float64Array;
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
  const history: KeyedAlert[] = dedup(historyOf(size, 1));
  const alerts = history.map(({ alert }) => alert);
  const fuseSeconds = seconds(() => {
    for (const { id } of fuseInOrder(alerts)) if (id === '') throw new Error('an incident without id');
  });
  const live = new LiveFuser(history);
  const workMs = new Float64Array(LIVE_FINDINGS);
  const latencyMs = new Float64Array(LIVE_FINDINGS);
  let joined = 0;
  let freeAtMs = 0;
  let index = 0;
  for (const finding of incoming(LIVE_FINDINGS)) {
    const start = performance.now();
    const changes = live.add({ key: dedupKey(finding), finding });
    const took = performance.now() - start;
    joined += changes.filter(({ incident }) => (incident?.alertCount ?? 0) > 1).length;
    const dueAtMs = (index * 1_000) / PER_SECOND;
    freeAtMs = Math.max(freeAtMs, dueAtMs) + took;
    workMs[index] = took;
    latencyMs[index] = freeAtMs - dueAtMs;
    index += 1;
  }
  const settleSeconds = seconds(() => live.settle());
  return {
    alerts: alerts.length,
    workMs: workMs.toSorted(),
    latencyMs: latencyMs.toSorted(),
    joined,
    fuseSeconds,
    settleSeconds,
  };
}

function seconds(work: () => void): number {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1_000;
}

function row({ alerts, workMs, latencyMs, joined, fuseSeconds, settleSeconds }: LiveFigure): string[] {
  const at = (sorted: Float64Array, share: number): string =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!.toFixed(3);
  return [
    alerts.toLocaleString('en'),
    at(workMs, 0.5),
    at(workMs, 0.99),
    at(workMs, 1),
    at(latencyMs, 0.5),
    at(latencyMs, 0.99),
    at(latencyMs, 1),
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
    'work p50 ms',
    'p99',
    'max',
    'latency p50 ms',
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
