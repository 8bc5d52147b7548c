/** A histogram's buckets on an even grid: what stands where, how much there is in a run of them, and how it is said. */
import { SEVERITIES } from '../../../core/model/severity.ts';
import { count, counted, time } from '../../lib/format.ts';
import type { HistogramBucket, TimeRange } from './types.ts';

/** From the first bucket to the last, those without anything too. */
export interface BucketGrid {
  readonly firstUs: number;
  readonly bucketUs: number;
  readonly length: number;
  readonly total: number;
  readonly peak: number;
  readonly at: ReadonlyMap<number, HistogramBucket>;
}

/** Buckets from one place to another, both included. */
export interface Run {
  readonly from: number;
  readonly to: number;
}

export function gridOf(buckets: readonly HistogramBucket[], bucketUs: number): BucketGrid {
  const firstUs = buckets.reduce((least, { fromUs }) => Math.min(least, fromUs), buckets[0]?.fromUs ?? 0);
  const at = new Map<number, HistogramBucket>();
  let [total, peak, last] = [0, 0, -1];
  for (const bucket of buckets) {
    const place = Math.round((bucket.fromUs - firstUs) / bucketUs);
    at.set(place, bucket);
    total += bucket.count;
    peak = Math.max(peak, bucket.count);
    last = Math.max(last, place);
  }
  return { firstUs, bucketUs, length: last + 1, total, peak, at };
}

export function rangeOf({ firstUs, bucketUs }: BucketGrid, { from, to }: Run): TimeRange {
  return { fromUs: firstUs + from * bucketUs, toUs: firstUs + (to + 1) * bucketUs };
}

/** The run that covers a range; null where they have nothing in common. */
export function runOf({ firstUs, bucketUs, length }: BucketGrid, { fromUs, toUs }: TimeRange): Run | null {
  const from = Math.max(0, Math.floor((fromUs - firstUs) / bucketUs));
  const to = Math.min(length - 1, Math.ceil((toUs - firstUs) / bucketUs) - 1);
  return from > to ? null : { from, to };
}

/** A run between two places, in whichever order they were touched, within the grid. */
export function runBetween(grid: BucketGrid, one: number, other: number): Run {
  const within = (place: number): number => Math.max(0, Math.min(grid.length - 1, place));
  return { from: within(Math.min(one, other)), to: within(Math.max(one, other)) };
}

export function sumOf(grid: BucketGrid, { from, to }: Run): Omit<HistogramBucket, 'fromUs'> {
  const bySeverity: Record<string, number> = {};
  let total = 0;
  for (const [place, bucket] of grid.at) {
    if (place < from || place > to) continue;
    total += bucket.count;
    for (const severity of SEVERITIES) {
      const some = bucket.bySeverity?.[severity] ?? 0;
      if (some > 0) bySeverity[severity] = (bySeverity[severity] ?? 0) + some;
    }
  }
  return { count: total, bySeverity };
}

/** `2026-03-04 09:14 to 09:20 · 1,204 events · 3 critical, 12 high`. */
export function sayRun(grid: BucketGrid, run: Run, zone: string, what: string): string {
  const { fromUs, toUs } = rangeOf(grid, run);
  const precision = grid.bucketUs < 60_000_000 ? (grid.bucketUs < 1_000_000 ? 'ms' : 'second') : 'minute';
  const [from, to] = [time(fromUs, zone, precision), time(toUs, zone, precision)];
  const end = from.slice(0, 10) === to.slice(0, 10) ? to.slice(11) : to;
  const { count: total, bySeverity = {} } = sumOf(grid, run);
  const high = (['critical', 'high'] as const).filter((one) => (bySeverity[one] ?? 0) > 0);
  const parts = [`${from} to ${end}`, counted(total, what)];
  if (high.length > 0) parts.push(high.map((one) => `${count(bySeverity[one]!)} ${one}`).join(', '));
  return parts.join(' · ');
}
