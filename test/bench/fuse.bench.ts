/**
 * What fusing a whole history costs: findings through the dedup key, deduplication and fusion, from a thousand to 2.6
 * million, and the memory that the alerts and all that fusion keeps to tell their incidents take. Incidents are read
 * one by one, most urgent first. The findings come in storms (about 25 an alert, as sensors send them) and scattered (one
 * an alert, the worst there is). The baseline groups the same findings per host until it is silent for an hour.
 *
 * `node test/bench/fuse.bench.ts`
 */
import { performance } from 'node:perf_hooks';
import { createDeduplicator, dedupKey, type DedupedAlert } from '../../core/fuse/dedup.ts';
import { fuseInOrder } from '../../core/fuse/fuse.ts';
import { US_PER_DAY, US_PER_HOUR } from '../../core/kernel/time.ts';
import type { Alert, Finding } from '../../core/model/alert.ts';
import { table } from '../evals/table.ts';
import { collectGarbage } from './garbage.ts';
import { DAYS, historyOf, HOSTS } from './made-findings.ts';

const STORM_FINDINGS = 25;
const STORM_SIZES = [1_000, 10_000, 100_000, 1_000_000, 2_600_000];
const SCATTERED_SIZES = [1_000, 10_000, 100_000, 1_000_000, 2_600_000];

export interface FusionFigure {
  readonly shape: string;
  readonly findings: number;
  readonly alerts: number;
  readonly incidents: number;
  readonly dedupSeconds: number;
  readonly fuseSeconds: number;
  readonly baselineSeconds: number;
  /** CPU time of fusing, of the whole process and of this thread, in µs an alert: a busy machine moves it least. */
  readonly processUs: number;
  readonly threadUs: number;
  /** Held by the alerts and by fusion when the first incident is told, garbage collected. */
  readonly megabytes: number;
}

function heldMegabytes(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1_048_576;
}

function measure(shape: string, count: number, findingsPerAlert: number): FusionFigure {
  const baselineSeconds = seconds(() => perHost(historyOf(count, findingsPerAlert)));
  const makingSeconds = seconds(() => drain(historyOf(count, findingsPerAlert)));
  const before = heldMegabytes();
  const alerts: Alert[] = [];
  const dedupSeconds = seconds(() => {
    const deduplicator = createDeduplicator();
    const keep = (deduped: DedupedAlert | null): void => {
      if (deduped !== null) alerts.push(deduped.alert);
    };
    for (const finding of historyOf(count, findingsPerAlert))
      keep(deduplicator.add({ key: dedupKey(finding), finding }));
    keep(deduplicator.end());
  });
  const start = performance.now();
  const [processBefore, threadBefore] = [process.cpuUsage(), process.threadCpuUsage()];
  const incidents = fuseInOrder(alerts);
  let told = incidents.next().done === true ? 0 : 1;
  const untilFirstSeconds = (performance.now() - start) / 1_000;
  const untilFirstUs = [process.cpuUsage(processBefore), process.threadCpuUsage(threadBefore)].map(sum);
  const megabytes = heldMegabytes() - before;
  const [processRest, threadRest] = [process.cpuUsage(), process.threadCpuUsage()];
  const restSeconds = seconds(() => {
    for (const { alertIds } of incidents) told += alertIds.length > 0 ? 1 : 0;
  });
  const restUs = [process.cpuUsage(processRest), process.threadCpuUsage(threadRest)].map(sum);
  const fuseSeconds = untilFirstSeconds + restSeconds;
  return {
    shape,
    findings: count,
    alerts: alerts.length,
    incidents: told,
    dedupSeconds: Math.max(0, dedupSeconds - makingSeconds),
    fuseSeconds,
    baselineSeconds: Math.max(0, baselineSeconds - makingSeconds),
    processUs: (untilFirstUs[0]! + restUs[0]!) / alerts.length,
    threadUs: (untilFirstUs[1]! + restUs[1]!) / alerts.length,
    megabytes,
  };
}

function sum({ user, system }: NodeJS.CpuUsage): number {
  return user + system;
}

function seconds(work: () => void): number {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1_000;
}

function drain(findings: Iterable<Finding>): number {
  let count = 0;
  for (const { timeUs } of findings) count += timeUs > 0 ? 1 : 0;
  return count;
}

/** How many times a host fell silent for an hour: groups without a title, reason or risk. */
function perHost(findings: Iterable<Finding>): number {
  const timesOf = new Map<string, number[]>();
  for (const { entities, timeUs } of findings) {
    const host = entities[0]!.value;
    const times = timesOf.get(host);
    if (times === undefined) timesOf.set(host, [timeUs]);
    else times.push(timeUs);
  }
  let groups = 0;
  for (const times of timesOf.values()) {
    times.sort((a, b) => a - b);
    groups += 1;
    for (let index = 1; index < times.length; index++) if (times[index]! - times[index - 1]! > US_PER_HOUR) groups += 1;
  }
  return groups;
}

function row(figure: FusionFigure): string[] {
  const { shape, findings, alerts, incidents, dedupSeconds, fuseSeconds, baselineSeconds, megabytes } = figure;
  const rate = (count: number, took: number): string => Math.round(count / Math.max(took, 0.001)).toLocaleString('en');
  return [
    shape,
    findings.toLocaleString('en'),
    alerts.toLocaleString('en'),
    incidents.toLocaleString('en'),
    rate(findings, dedupSeconds + fuseSeconds),
    rate(findings, dedupSeconds),
    rate(alerts, fuseSeconds),
    rate(findings, baselineSeconds),
    figure.processUs.toFixed(1),
    figure.threadUs.toFixed(1),
    megabytes.toFixed(0),
    ((megabytes * 1_024) / alerts).toFixed(1),
  ];
}

/** Prints the table; rates are per second, without making the findings. */
export async function run(): Promise<void> {
  measure('warm-up', 20_000, STORM_FINDINGS);
  const figures = [
    ...STORM_SIZES.map((count) => measure('storms', count, STORM_FINDINGS)),
    ...SCATTERED_SIZES.map((count) => measure('scattered', count, 1)),
  ];
  const head = [
    'shape',
    'findings',
    'alerts',
    'incidents',
    'findings/s',
    'dedup findings/s',
    'fuse alerts/s',
    'per-host baseline/s',
    'process µs/alert',
    'thread µs/alert',
    'MB held',
    'KB/alert',
  ];
  console.log(`${HOSTS} hosts over ${DAYS} days (${(US_PER_DAY / US_PER_HOUR) * DAYS} h), one thread`);
  console.log(table(head, figures.map(row)));
}

if (import.meta.main) await run();
