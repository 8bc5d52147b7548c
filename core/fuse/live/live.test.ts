import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyFindings } from '../../../test/fuse/any-findings.ts';
import type { TimeUs } from '../../kernel/time.ts';
import type { Finding } from '../../model/alert.ts';
import { SEVERITIES } from '../../model/severity.ts';
import type { Decision } from '../decisions.ts';
import { dedup, dedupKey } from '../dedup.ts';
import { alertsOf, finding } from '../fixture.ts';
import { fuse } from '../fuse.ts';
import { LiveFuser, type LiveChange } from './live.ts';

const DAY = 24 * 60;

const feed = (live: LiveFuser, findings: readonly Finding[]): LiveChange[] =>
  findings.flatMap((one) => live.add({ key: dedupKey(one), finding: one }));

/** Live over the first so many findings as settled history, then over the others as they come. */
function liveOver(findings: readonly Finding[], settled: number, decisions: readonly Decision[] = []): LiveFuser {
  const live = new LiveFuser(dedup(findings.slice(0, settled)), decisions);
  feed(live, findings.slice(settled));
  return live;
}

/** So close that alerts grow, move their start and become one all the time. */
const closeFindings: fc.Arbitrary<Finding[]> = fc
  .array(
    fc.record({
      minutes: fc.integer({ min: 0, max: 150 }),
      title: fc.constantFrom('Beacon', 'Dump'),
      host: fc.constantFrom('ws-1', 'ws-2'),
      severity: fc.constantFrom(...SEVERITIES),
    }),
    { minLength: 10, maxLength: 40, size: 'max' },
  )
  .map((all) =>
    all.map(({ minutes, title, host, severity }, sequence) => ({
      ...finding(minutes, title, `host:${host}`, 'user:corp\\ann'),
      severity,
      sequence,
    })),
  );

/** Findings in an order of their own, and how many of them are history. */
const anyStream = fc.oneof(anyFindings, closeFindings).chain((findings) =>
  fc.record({
    findings: fc.shuffledSubarray(findings, { minLength: findings.length }),
    settled: fc.nat({ max: findings.length }),
  }),
);

/** Decisions about alerts of `findings`. */
const decisionsOn = (findings: readonly Finding[], random: readonly number[]): Decision[] => {
  const ids = alertsOf(findings).map(({ id }) => id);
  if (ids.length < 3) return [];
  const [a, b, c] = random.map((number) => ids[number % ids.length]!) as [string, string, string];
  return [
    { kind: 'merge', alertIds: [a, b] },
    { kind: 'split', alertIds: [c], fromAlertIds: [a] },
    { kind: 'detach', alertId: b },
    { kind: 'pin', alertId: c, toAlertId: b },
  ].slice(random[3]! % 4) as Decision[];
};

describe('V live', () => {
  test('V1 at any moment each alert is what its findings make it, and in exactly one incident', () => {
    fc.assert(
      fc.property(anyStream, fc.array(fc.nat(), { minLength: 4, maxLength: 4 }), ({ findings, settled }, random) => {
        const live = new LiveFuser(dedup(findings.slice(0, settled)), decisionsOn(findings.slice(0, settled), random));
        for (const [index, one] of findings.slice(settled).entries()) {
          feed(live, [one]);
          const alerts = alertsOf(findings.slice(0, settled + index + 1));
          expect(live.alerts().map(({ alert }) => alert)).toEqual(expect.arrayContaining(alerts));
          expect(live.alerts()).toHaveLength(alerts.length);
          const inIncidents = live.incidents().flatMap(({ alertIds }) => alertIds);
          expect(inIncidents.toSorted()).toEqual(alerts.map(({ id }) => id).toSorted());
        }
      }),
      { numRuns: 60 },
    );
  });

  test('V6 once settled it is what fusing everything gives, with decisions and without', () => {
    fc.assert(
      fc.property(anyStream, fc.array(fc.nat(), { minLength: 4, maxLength: 4 }), ({ findings, settled }, random) => {
        const decisions = decisionsOn(findings, random);
        const live = liveOver(findings, settled, decisions);
        live.settle(decisions);
        expect(live.incidents()).toEqual(fuse(alertsOf(findings), decisions));
        live.settle();
        expect(live.incidents()).toEqual(fuse(alertsOf(findings)));
      }),
    );
  });

  test('V7 who keeps what the changes say knows the incidents there are, and why', () => {
    fc.assert(
      fc.property(anyStream, fc.array(fc.nat(), { minLength: 4, maxLength: 4 }), ({ findings, settled }, random) => {
        const live = new LiveFuser(dedup(findings.slice(0, settled)), decisionsOn(findings.slice(0, settled), random));
        const counts = new Map(live.incidents().map(({ id, alertIds }) => [id, alertIds.length]));
        for (const one of findings.slice(settled)) {
          for (const { incident, formerIncidentIds, alert, reasons } of feed(live, [one])) {
            for (const id of formerIncidentIds) expect(counts.delete(id)).toBe(true);
            if (incident !== null) counts.set(incident.id, incident.alertCount);
            expect(reasons.length).toBeGreaterThan(0);
            expect(reasons[0]!.text).not.toBe('');
            expect(alert.firstSeenUs).toBeLessThanOrEqual(alert.lastSeenUs);
            expect(incident?.riskTerms.reduce((sum, { points }) => sum + points, 0)).toBe(incident?.risk);
          }
        }
        expect(counts).toEqual(new Map(live.incidents().map(({ id, alertIds }) => [id, alertIds.length])));
      }),
    );
  });

  const history = Array.from({ length: 6 * 24 }, (_, hour) => finding(hour * 60, 'Report', 'host:fw'));
  const step = (minutes: number, title: string, ...entities: string[]): Finding =>
    finding(minutes, title, ...entities, 'user:corp\\ann');

  test('V3 and V7 an attack grows into one incident as it comes, each step with its reason', () => {
    const untimed = { ...finding(0, 'Undated', 'host:ws-1'), timeUs: 0 as TimeUs };
    const live = new LiveFuser(dedup([...history, untimed]));
    const changes = feed(live, [
      step(5 * DAY, 'Macro', 'host:ws-1'),
      step(5 * DAY + 4, 'Dump', 'host:ws-1'),
      step(5 * DAY + 4, 'Dump', 'host:ws-1'),
      step(5 * DAY + 30, 'Remote logon', 'host:srv-2'),
    ]);
    expect(changes.map(({ incident, reasons }) => `${incident!.alertCount}: ${reasons[0]!.text}`))
      .toMatchInlineSnapshot(`
        [
          "1: a new alert",
          "2: same user corp\\ann, 4 m apart",
          "2: the same facts again, 2 findings now",
          "3: same user corp\\ann, 26 m apart",
        ]
      `);
    expect(new Set(changes.map(({ incident }) => incident!.id)).size).toBe(1);
  });

  test('V3 late evidence joins two incidents and says which', () => {
    const live = new LiveFuser(dedup(history));
    const apart = feed(live, [
      finding(5 * DAY, 'Macro', 'host:ws-1', 'session:ws-1|0x51'),
      finding(5 * DAY + 600, 'Wipe', 'host:srv-2', 'session:srv-2|0x77'),
    ]);
    expect(apart[0]!.incident!.id).not.toBe(apart[1]!.incident!.id);
    const late = finding(5 * DAY + 300, 'Hop', 'host:srv-2', 'session:ws-1|0x51', 'session:srv-2|0x77');
    const [change] = feed(live, [late]);
    expect(change!.incident).toMatchObject({ id: apart[0]!.incident!.id, alertCount: 3 });
    expect(change!.formerIncidentIds).toEqual([apart[1]!.incident!.id]);
    expect(change!.reasons).toHaveLength(2);
  });

  test('V3 what comes is held against alerts as long as they have lasted by then', () => {
    const live = new LiveFuser(dedup(history));
    feed(
      live,
      Array.from({ length: 90 }, (_, index) => finding(4 * DAY + index * 10, 'Tunnel', 'host:ws-1', 'user:corp\\ann')),
    );
    const [change] = feed(live, [finding(4 * DAY + 905, 'Dump', 'host:ws-1', 'user:corp\\ann')]);
    expect(change!.reasons[0]!.text).toMatchInlineSnapshot(`"same user corp\\ann, 15 m apart"`);
  });

  test('V2 an alert is notable where one it is made of was', () => {
    const check = (minutes: number): Finding => finding(minutes, 'New check', 'host:ws-3');
    const live = new LiveFuser(dedup(history));
    const early = 2 * DAY;
    const [first] = feed(live, [check(early + 20)]);
    const others = Array.from({ length: 60 }, (_, hour) => check(early + 120 + hour * 60));
    const late = feed(live, [...others, check(early)]).at(-1)!;
    const volume = ({ incident }: LiveChange): string => incident!.riskTerms.at(-1)!.reason;
    expect(volume(first!)).toContain('damped');
    expect(volume(late)).toContain('routine');
    const [joined] = feed(live, [check(early + 10)]);
    expect(joined!.alert.count).toBe(3);
    expect(volume(joined!)).toContain('damped');
  });

  test('V1 evidence in between makes one alert of two and one incident of theirs', () => {
    const live = new LiveFuser();
    const [first, second] = feed(live, [finding(0, 'Beacon', 'host:ws-1'), finding(24, 'Beacon', 'host:ws-1')]);
    const [change] = feed(live, [finding(12, 'Beacon', 'host:ws-1')]);
    expect(change!.alert).toMatchObject({ id: first!.alert.id, count: 3 });
    expect(change!.formerAlertIds).toEqual([second!.alert.id]);
    expect(live.incidents()).toHaveLength(1);
  });

  test('V2 what became routine while it came is routine once settled', () => {
    const live = new LiveFuser(dedup(history));
    const often = Array.from({ length: 60 }, (_, hour) => finding(2 * DAY + hour * 60 + 11, 'New check', 'host:ws-3'));
    feed(live, often);
    const before = live.incidents().length;
    live.settle();
    expect(live.incidents().length).toBeLessThan(before);
  });
});
