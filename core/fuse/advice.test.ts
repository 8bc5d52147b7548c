import { describe, expect, test } from 'vitest';
import { adviseOnNoise } from './advice.ts';
import { alertsOf, finding } from './fixture.ts';

const hourly = (hours: number, title: string, host: string): ReturnType<typeof finding>[] =>
  Array.from({ length: hours }, (_, hour) => finding(hour * 60, title, `host:${host}`));

describe('N1 noisy rules', () => {
  test('what fires most hours and is never out of the ordinary, with its numbers', () => {
    const alerts = alertsOf([...hourly(96, 'Update', 'web'), finding(3_000, 'Webshell', 'host:web')]);
    expect(adviseOnNoise(alerts).rules.map(({ title, reason }) => `${title}: ${reason}`)).toMatchInlineSnapshot(`
      [
        "Update: 96 findings, 99.0 % of all, in 96 of 96 hours; 0 of 96 alerts were out of the ordinary",
      ]
    `);
  });

  test('what is loud and critical is never called noise', () => {
    const critical = hourly(96, 'Ransom note', 'web').map((one) => ({ ...one, severity: 'critical' as const }));
    expect(adviseOnNoise(alertsOf(critical)).rules).toEqual([]);
  });

  test('a history too short to tell gives no advice', () => {
    expect(adviseOnNoise(alertsOf(hourly(48, 'Update', 'web')))).toEqual({
      observedHours: 48,
      neededHours: 72,
      rules: [],
    });
    expect(adviseOnNoise([]).rules).toEqual([]);
  });
});
