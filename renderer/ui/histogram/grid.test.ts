import { expect, test } from 'vitest';
import { gridOf, rangeOf, runBetween, runOf, sayRun, sumOf } from './grid.ts';

const MINUTE = 60_000_000;
const START = Date.UTC(2026, 2, 4, 9, 14) * 1_000;
const grid = gridOf(
  [
    { fromUs: START, count: 5, bySeverity: { low: 4, critical: 1 } },
    { fromUs: START + 3 * MINUTE, count: 1_200, bySeverity: { low: 1_188, high: 12 } },
  ],
  MINUTE,
);

test('buckets without anything have their places', () => {
  expect(grid).toMatchObject({ firstUs: START, length: 4, total: 1_205, peak: 1_200 });
  expect(gridOf([], MINUTE)).toMatchObject({ length: 0, total: 0, peak: 0 });
});

test('a brush and its range are the same thing', () => {
  const run = runBetween(grid, 3, 1);
  expect(run).toEqual({ from: 1, to: 3 });
  expect(rangeOf(grid, run)).toEqual({ fromUs: START + MINUTE, toUs: START + 4 * MINUTE });
  expect(runOf(grid, rangeOf(grid, run))).toEqual(run);
  expect(runBetween(grid, -4, 99)).toEqual({ from: 0, to: 3 });
  expect(runOf(grid, { fromUs: START + 9 * MINUTE, toUs: START + 10 * MINUTE })).toBeNull();
});

test('a run says its time, how many and how bad', () => {
  expect(sumOf(grid, { from: 0, to: 3 })).toEqual({ count: 1_205, bySeverity: { low: 1_192, critical: 1, high: 12 } });
  expect(sayRun(grid, { from: 0, to: 3 }, 'UTC', 'event')).toBe(
    '2026-03-04 09:14 to 09:18 · 1,205 events · 1 critical, 12 high',
  );
  expect(sayRun(grid, { from: 1, to: 1 }, 'Europe/Berlin', 'event')).toBe('2026-03-04 10:15 to 10:16 · 0 events');
});
