import { expect, test } from 'vitest';
import { US_PER_DAY, US_PER_HOUR, type TimeUs } from '../../kernel/time.ts';
import { sparkline } from './sparkline.ts';

const at = (us: number): TimeUs => us as TimeUs;
const START = Date.UTC(2026, 2, 1) * 1_000;

test('a short time in hours: the highest column is full, an empty one a dot', () => {
  const buckets = [
    { startUs: at(START), count: 1 },
    { startUs: at(START + 2 * US_PER_HOUR), count: 8 },
  ];
  expect(sparkline(buckets, US_PER_HOUR, at(START), at(START + 3 * US_PER_HOUR))).toBe(
    '2026-03-01 00:00 ▁·█· 2026-03-01 03:00, a column is 1 h',
  );
});

test('a long time in days, a column never less than a bucket, and never more columns than fit', () => {
  const toUs = START + 600 * US_PER_DAY;
  const line = sparkline([{ startUs: at(toUs - US_PER_DAY), count: 3 }], 7 * US_PER_DAY, at(START), at(toUs));
  expect(line).toMatch(/^2026-03-01 ·+█·* 2027-10-22, a column is 10 d$/);
});
