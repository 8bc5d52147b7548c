import { expect, test } from 'vitest';
import { US_PER_DAY, US_PER_HOUR, type TimeUs } from './time.ts';
import { Timeline } from './timeline.ts';

const at = (us: number): TimeUs => us as TimeUs;

test('counts by the hour, in order of time, and leaves empty hours out', () => {
  const timeline = new Timeline();
  for (const us of [5 * US_PER_HOUR + 1, 5 * US_PER_HOUR, 2 * US_PER_HOUR]) timeline.add(at(us));
  expect(timeline.widthUs).toBe(US_PER_HOUR);
  expect(timeline.buckets).toEqual([
    { startUs: 2 * US_PER_HOUR, count: 1 },
    { startUs: 5 * US_PER_HOUR, count: 2 },
  ]);
});

test('becomes coarser instead of larger, and loses none', () => {
  const timeline = new Timeline();
  for (let hour = 0; hour < 100_000; hour += 7) timeline.add(at(hour * US_PER_HOUR));
  expect(timeline.widthUs).toBe(7 * US_PER_DAY);
  expect(timeline.buckets.length).toBeLessThanOrEqual(2_000);
  expect(timeline.buckets.reduce((sum, { count }) => sum + count, 0)).toBe(Math.ceil(100_000 / 7));
});
