import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asTimeUs, formatDurationUs, formatTimeUs, parseIsoTime, timeUsFromEpoch, type TimeUs } from './time.ts';

const nineFourteen = Date.UTC(2026, 2, 4, 9, 14, 7, 123) * 1_000;

describe('parseIsoTime', () => {
  test.each([
    ['2026-03-04T09:14:07.123Z', nineFourteen, true],
    ['2026-03-04T09:14:07.123456789Z', nineFourteen + 456, true],
    ['2026-03-04 09:14:07,123', nineFourteen, false],
    ['2026-03-04T10:14:07.123+01:00', nineFourteen, true],
    ['2026-03-04T03:44:07.123-0530', nineFourteen, true],
    ['2026-03-04 09:14:07.123 UTC', nineFourteen, true],
    ['2026-03-04T11:14:07.123+02', nineFourteen, true],
    ['2026-03-04', Date.UTC(2026, 2, 4) * 1_000, false],
    ['2024-02-29T00:00Z', Date.UTC(2024, 1, 29) * 1_000, true],
  ])('%s', (text, timeUs, hasZone) => {
    expect(parseIsoTime(text)).toEqual({ timeUs, hasZone });
  });

  test.each([
    '',
    'yesterday',
    '2026-02-30T00:00:00Z',
    '2026-13-01',
    '2026-03-04T25:00:00Z',
    '1601-01-01T00:00:00Z',
    '12345',
  ])('refuses %j', (text) => expect(parseIsoTime(text)).toBeNull());

  test('reads back what formatTimeUs writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Date.UTC(2200, 0) * 1_000 }), (us) => {
        const timeUs = asTimeUs(us)!;
        expect(parseIsoTime(formatTimeUs(timeUs))).toEqual({ timeUs, hasZone: true });
      }),
    );
  });

  test('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseIsoTime(text)));
  });
});

test('an epoch is told by its magnitude', () => {
  const seconds = 1_772_615_647;
  for (const value of [seconds, seconds * 1e3, seconds * 1e6, seconds * 1e9]) {
    expect(timeUsFromEpoch(value)).toBe(seconds * 1e6);
  }
  expect(timeUsFromEpoch(1_772_615_647.25)).toBe(seconds * 1e6 + 250_000);
  expect(timeUsFromEpoch(-1)).toBeNull();
  expect(timeUsFromEpoch(NaN)).toBeNull();
});

test.each([
  [0, '0 s'],
  [250_000, '250 ms'],
  [38_400_000, '38 s'],
  [60_000_000, '1 m'],
  [15_120_000_000, '4 h 12 m'],
  [90_000_000_000, '1 d 1 h'],
])('a duration of %i µs reads %s', (durationUs, text) => {
  expect(formatDurationUs(durationUs)).toBe(text);
});

test('formatTimeUs keeps microseconds', () => {
  expect(formatTimeUs((nineFourteen + 456) as TimeUs)).toBe('2026-03-04T09:14:07.123456Z');
});
