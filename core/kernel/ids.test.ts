import { expect, test } from 'vitest';
import { fixedClock } from './clock.ts';
import { derivedUuid, newUuid } from './ids.ts';
import type { TimeUs } from './time.ts';

test('a new id is a UUIDv7 of its time', () => {
  const clock = fixedClock(0x0195_5f3c_7a10_000 as TimeUs);
  const id = newUuid(clock, () => new Uint8Array(16).fill(0xff));
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7fff-bfff-ffffffffffff$/);
  expect(parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(Math.floor(0x0195_5f3c_7a10_000 / 1_000));
});

test('ids sort by time and do not repeat', () => {
  const early = newUuid(fixedClock(1_000_000 as TimeUs));
  const late = newUuid(fixedClock(2_000_000 as TimeUs));
  expect(early < late).toBe(true);
  expect(new Set(Array.from({ length: 1_000 }, () => newUuid())).size).toBe(1_000);
});

test('a derived id depends on each part and where it ends', () => {
  expect(derivedUuid('a', 'b')).toBe(derivedUuid('a', 'b'));
  expect(derivedUuid('a', 'b')).not.toBe(derivedUuid('ab', ''));
  expect(derivedUuid('a')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
