import { expect, test } from 'vitest';
import { time } from '../../lib/format.ts';
import { parseTime } from './time-text.ts';

test('times as far as they are written', () => {
  expect(parseTime('2026-03-04 09:14:07.123', 'UTC')).toBe(Date.UTC(2026, 2, 4, 9, 14, 7, 123) * 1_000);
  expect(parseTime(' 2026-03-04T09:14 ', 'UTC')).toBe(Date.UTC(2026, 2, 4, 9, 14) * 1_000);
  expect(parseTime('2026-03', 'UTC')).toBe(Date.UTC(2026, 2, 1) * 1_000);
  expect(parseTime('2026-03-04 09:14:07.000001', 'UTC')).toBe(Date.UTC(2026, 2, 4, 9, 14, 7) * 1_000 + 1);
});

test('in a zone, on both sides of a change of its clocks', () => {
  for (const text of [
    '2026-03-29 01:30',
    '2026-03-29 03:30',
    '2026-10-25 01:30',
    '2026-10-25 03:30',
    '2026-07-01 00:00',
  ]) {
    expect(time(parseTime(text, 'Europe/Berlin')!, 'Europe/Berlin', 'minute')).toBe(text);
  }
});

test('what is no time', () => {
  for (const text of ['', 'yesterday', '2026-02-30', '2026-13-01', '2026-03-04 25:00', '2026-03-04 09:61']) {
    expect(parseTime(text, 'UTC')).toBeNull();
  }
});
