import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Alert, Finding } from '../model/alert.ts';
import { US_PER_MINUTE } from '../kernel/time.ts';
import type { LinkReason } from '../model/incident.ts';
import { alertsOf, finding } from './fixture.ts';
import { fuse } from './fuse.ts';

const DAY = 24 * 60;
/** Within the fifth of six days on which three hosts do nothing but report in. */
const ATTACK = 4 * DAY + 80;

const routine = ['web', 'mail', 'vpn'].flatMap((host, shift) =>
  Array.from({ length: 6 * 24 }, (_, hour) => finding(hour * 60 + shift * 7, `Report of ${host}`, `host:${host}`)),
);

/** `size` different signals never seen before, a minute apart. */
const burst = (minute: number, name: string, host: string, size: number): Finding[] =>
  Array.from({ length: size }, (_, index) => finding(minute + index, `${name} ${index}`, `host:${host}`));

interface Told {
  readonly titles: readonly string[];
  readonly reasons: readonly string[];
}

function first(findings: readonly Finding[]): Told {
  const alerts = alertsOf(findings);
  const titles = new Map(alerts.map(({ id, title }) => [id, title]));
  const [incident] = fuse(alerts);
  return {
    titles: incident!.alertIds.map((id) => titles.get(id)!),
    reasons: incident!.links.map(({ alertId, text }) => `${titles.get(alertId)}: ${text}`),
  };
}

describe('B bursts and what goes on around them, where tools say where and when and no more', () => {
  const attack = burst(ATTACK, 'Scan', 'web', 8);

  test('B2 a burst so near to a stronger one that it is hardly chance joins it, and says so', () => {
    const { titles, reasons } = first([...routine, ...attack, ...burst(ATTACK + 50, 'Shell', 'mail', 3)]);
    expect(titles.filter((title) => /Scan|Shell/.test(title))).toHaveLength(11);
    expect(reasons.find((reason) => reason.includes('burst'))).toMatchInlineSnapshot(
      `"Shell 0: another burst of news, 43 m apart; a stronger one anywhere is so near by chance once in 100"`,
    );
  });

  test('B2 the same burst a day later is a story of its own', () => {
    const { titles } = first([...routine, ...attack, ...burst(ATTACK + DAY, 'Shell', 'mail', 3)]);
    expect(titles.some((title) => title.startsWith('Shell'))).toBe(false);
  });

  test('B2 where such bursts are common none is evidence', () => {
    const common = Array.from({ length: 30 }, (_, index) =>
      burst(2 * DAY + index * 150, `Kind ${index}`, `other-${index}`, 8),
    );
    const { titles } = first([...routine, ...attack, ...common.flat(), ...burst(ATTACK + 50, 'Shell', 'mail', 3)]);
    expect(titles.some((title) => title.startsWith('Scan')) && titles.some((title) => title.startsWith('Shell'))).toBe(
      false,
    );
  });

  test('B6 a lone finding within moments of a strong story belongs to it, hours later it does not', () => {
    const { titles, reasons } = first([...routine, ...attack, finding(ATTACK + 25, 'Odd name', 'host:mail')]);
    expect(titles).toContain('Odd name');
    expect(reasons.find((reason) => reason.startsWith('Odd'))).toMatchInlineSnapshot(
      `"Odd name: news within moments of a story full of it, 18 m apart; any as new is so near by chance once in 240"`,
    );
    expect(first([...routine, ...attack, finding(ATTACK + 200, 'Odd name', 'host:mail')]).titles).not.toContain(
      'Odd name',
    );
  });

  test('B6 where many findings are as new, none is evidence', () => {
    const many = Array.from({ length: 60 }, (_, index) =>
      finding(2 * DAY + index * 45, `Odd ${index}`, `host:other-${index}`),
    );
    const odd = finding(ATTACK + 25, 'Odd name', 'host:mail');
    expect(first([...routine, ...attack, ...many, odd]).titles).not.toContain('Odd name');
  });

  test('B3 what the places of a strong story did meanwhile is told with it, and adds nothing to its risk', () => {
    const { titles, reasons } = first([...routine, ...attack]);
    expect(titles.filter((title) => title.startsWith('Report'))).toEqual(['Report of web']);
    expect(reasons.find((reason) => reason.startsWith('Report'))).toMatchInlineSnapshot(
      `"Report of web: same host web while the incident went on there, 20 m apart"`,
    );
    const isMeanwhile = ({ title, timeUs }: Finding): boolean =>
      title === 'Report of web' && Math.abs(timeUs - attack[0]!.timeUs) < 40 * US_PER_MINUTE;
    const [alone] = fuse(alertsOf([...routine.filter((one) => !isMeanwhile(one)), ...attack]));
    const [with_] = fuse(alertsOf([...routine, ...attack]));
    expect([alone!.alertIds.length, with_!.alertIds.length]).toEqual([8, 9]);
    expect(with_!.risk).toBe(alone!.risk);
  });

  test('I5 the incident starts where its own alerts do, not with what went on before', () => {
    const [incident] = fuse(alertsOf([...routine, ...attack]));
    const [alone] = fuse(alertsOf([...routine.filter(({ title }) => title !== 'Report of web'), ...attack]));
    expect(incident!.firstSeenUs).toBeLessThan(attack[0]!.timeUs);
    expect(alone!.firstSeenUs).toBe(attack[0]!.timeUs);
    expect(incident!.id).toBe(alone!.id);
  });

  test('B4 a lone mild finding without much news is gathered with what its place does', () => {
    const lone = [1, 2, 3, 4, 5].map((day) => finding(day * DAY + 11, 'Odd login', 'host:vpn'));
    const incidents = fuse(alertsOf([...routine, ...lone]));
    expect(incidents).toHaveLength(3);
    const severe = lone.map((one) => ({ ...one, severity: 'high' as const }));
    expect(fuse(alertsOf([...routine, ...severe])).length).toBeGreaterThan(3);
  });
});

test('I1, I5 and I7 hold for any bursts among the routine', () => {
  const anyBursts = fc.array(
    fc.record({
      minute: fc.integer({ min: 3 * DAY, max: 3 * DAY + 900 }),
      host: fc.constantFrom('web', 'mail', 'vpn', 'new'),
      size: fc.integer({ min: 1, max: 9 }),
    }),
    { minLength: 1, maxLength: 6 },
  );
  fc.assert(
    fc.property(anyBursts, (bursts) => {
      const found = bursts.flatMap(({ minute, host, size }, index) => burst(minute, `Kind ${index % 4}`, host, size));
      const alerts = alertsOf([...routine, ...found]);
      const incidents = fuse(alerts);
      expect(incidents.flatMap(({ alertIds }) => alertIds).toSorted()).toEqual(alerts.map(({ id }) => id).toSorted());
      expect(fuse(alerts.toReversed())).toEqual(incidents);
      expect(incidents.flatMap(({ links }) => links).filter((link) => !isTrue(link, alerts))).toEqual([]);
    }),
    { numRuns: 30 },
  );
});

/** Whether both ends are there, as far apart as it says, and hold what it names. */
function isTrue({ alertId, joinedToAlertId, entityValue, gapUs }: LinkReason, alerts: readonly Alert[]): boolean {
  if (joinedToAlertId === null) return true;
  const ends = [alertId, joinedToAlertId].map((id) => alerts.find((alert) => alert.id === id)!);
  const [a, b] = ends as [Alert, Alert];
  const apartUs = Math.max(0, a.firstSeenUs - b.lastSeenUs, b.firstSeenUs - a.lastSeenUs);
  return (
    apartUs === gapUs &&
    (entityValue === null || ends.every(({ entities }) => entities.some(({ value }) => value === entityValue)))
  );
}

describe('L8 an address that always goes with one host is that host', () => {
  const connection = (minute: number, host: string, address: string): Finding =>
    finding(minute, `Contact ${minute}`, `host@source:${host}`, `host:${host}`, `ip@source:${address}`);
  const stolen = (minute: number): Finding[] => [
    finding(minute, 'Credentials dumped', 'host:ws-9', 'user:corp\\ann'),
    finding(minute + 20, 'Remote logon', 'host:srv-2', 'user:corp\\root', 'ip@source:10.0.0.9'),
  ];
  const reasonOf = (findings: readonly Finding[]): string | undefined =>
    fuse(alertsOf(findings))
      .flatMap(({ links }) => links)
      .find(({ text }) => text.includes('10.0.0.9'))?.text;

  test('a logon from it joins what happened there', () => {
    const known = [connection(-900, 'ws-9', '10.0.0.9'), connection(-1_500, 'ws-9', '10.0.0.9')];
    expect(reasonOf([...known, ...stolen(0)])).toMatchInlineSnapshot(
      `"same host ws-9 (its address 10.0.0.9), 20 m apart"`,
    );
  });

  test('one that two hosts had is nobody', () => {
    const known = [connection(-900, 'ws-9', '10.0.0.9'), connection(-1_500, 'ws-7', '10.0.0.9')];
    expect(reasonOf([...known, ...stolen(0)])).toBeUndefined();
  });
});
