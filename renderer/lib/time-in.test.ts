import { expect, it } from 'vitest';
import { timeIn } from './time-in.ts';

const us = (iso: string): number => Date.parse(iso) * 1_000;

it('reads a day, a minute and a second in the zone of the window', () => {
  expect(timeIn('2026-03-04', 'UTC')).toBe(us('2026-03-04T00:00:00Z'));
  expect(timeIn(' 2026-03-04 09:14 ', 'Europe/Berlin')).toBe(us('2026-03-04T08:14:00Z'));
  expect(timeIn('2026-07-04T09:14:07', 'Europe/Berlin')).toBe(us('2026-07-04T07:14:07Z'));
});

it('takes the offset of the hour itself on days when clocks are moved', () => {
  expect(timeIn('2026-03-29 01:30', 'Europe/Berlin')).toBe(us('2026-03-29T00:30:00Z'));
  expect(timeIn('2026-03-29 03:30', 'Europe/Berlin')).toBe(us('2026-03-29T01:30:00Z'));
});

it('refuses what is no time', () => {
  const texts = ['', 'yesterday', '2026-02-31', '2026-13-01', '2026-03-04 25:00', '2026-3-4'];
  expect(texts.map((text) => timeIn(text, 'UTC'))).toEqual(texts.map(() => null));
});
