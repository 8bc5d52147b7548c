import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { riskByDay } from '../../core/fuse/entity-risk.ts';
import { alertsOf, finding } from '../../core/fuse/fixture.ts';
import { formatTimeUs } from '../../core/kernel/time.ts';
import { anyFindings } from './any-findings.ts';

describe('E entity risk', () => {
  test('E1 the terms of a day add up to its risk, whatever was found, in whatever order', () => {
    fc.assert(
      fc.property(anyFindings, (found) => {
        const alerts = alertsOf(found);
        const days = riskByDay(alerts);
        for (const { risk, terms } of days) expect(terms.reduce((sum, { points }) => sum + points, 0)).toBe(risk);
        expect(riskByDay(alerts.toReversed())).toEqual(days);
      }),
    );
  });

  test('E1 a detection counts once a day, at its most severe; E2 no day fades', () => {
    const DAY = 24 * 60;
    const alerts = alertsOf([
      finding(0, 'Beacon', 'host:ws-1'),
      { ...finding(60, 'Beacon', 'host:ws-1'), severity: 'high' },
      { ...finding(120, 'Port scan', 'host:ws-1'), severity: 'informational' },
      finding(3 * DAY, 'Beacon', 'host:ws-1'),
    ]);
    const days = riskByDay(alerts);
    expect(days.map(({ dayUs, risk }) => [formatTimeUs(dayUs).slice(0, 10), risk])).toEqual([
      ['2026-03-04', 18],
      ['2026-03-07', 9],
    ]);
    expect(days[0]!.terms).toMatchObject([
      { title: 'Beacon', severity: 'high', points: 17, alerts: 2 },
      { title: 'Port scan', severity: 'informational', points: 1, alerts: 1 },
    ]);
  });

  test('E1 what fires most days is usual for the entity and counts nothing', () => {
    const DAY = 24 * 60;
    const daily = Array.from({ length: 5 }, (_, day) => finding(day * DAY, 'Update', 'host:ws-1'));
    const days = riskByDay(alertsOf([...daily, finding(4 * DAY + 60, 'Beacon', 'host:ws-1')]));
    expect(days.map(({ risk }) => risk)).toEqual([9, 9, 9, 0, 9]);
    expect(days[4]!.terms.map(({ title, points, isUsual }) => [title, points, isUsual])).toEqual([
      ['Beacon', 9, false],
      ['Update', 0, true],
    ]);
  });

  test('E3 an alert that goes on past midnight is on both days', () => {
    const hourly = Array.from({ length: 100 }, (_, index) => finding(900 + index, 'Beacon', 'host:ws-1'));
    expect(riskByDay(alertsOf(hourly)).map(({ risk }) => risk)).toEqual([9, 9]);
  });
});
