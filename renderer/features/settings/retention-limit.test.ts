import { expect, it } from 'vitest';
import { limitOf } from './retention-limit.ts';

it('reads days, megabytes and a time in the zone of the window', () => {
  expect(limitOf('age', '30', 'UTC')).toEqual({ by: 'age', olderThanUs: 2_592_000_000_000 });
  expect(limitOf('size', ' 1.5 ', 'UTC')).toEqual({ by: 'size', maxBytes: 1_500_000 });
  expect(limitOf('time', '2026-01-01', 'Europe/Berlin')).toEqual({
    by: 'time',
    beforeUs: Date.parse('2025-12-31T23:00:00Z') * 1_000,
  });
});

it('takes nothing for a limit that is none', () => {
  const texts = ['', '0', '-3', 'x', '1e400'];
  expect(texts.map((text) => limitOf('age', text, 'UTC'))).toEqual(texts.map(() => null));
  expect(texts.map((text) => limitOf('size', text, 'UTC'))).toEqual(texts.map(() => null));
  expect(limitOf('time', 'yesterday', 'UTC')).toBeNull();
});
