/** What people and others say about alerts, as terms of risk (SPEC V, C, T, R1). */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyFindings } from '../../../test/fuse/any-findings.ts';
import { CRITICALITIES, type Rating } from '../../model/criticality.ts';
import type { Alert } from '../../model/alert.ts';
import type { Incident, RiskTerm } from '../../model/incident.ts';
import type { Sighting } from '../../model/indicator.ts';
import { alertsOf, finding } from '../fixture.ts';
import { fuse } from '../fuse.ts';
import { signalKey } from '../signal.ts';
import { observe } from '../surprise.ts';
import { TUNING } from '../tuning.ts';
import { alertsJudged } from './judged.ts';
import { NO_CONTEXT, type Judgement, type RiskContext } from './risk-context.ts';
import { createWeigher } from './weigher.ts';

const NEVER = 'ffffffff';

function weighed(alerts: readonly Alert[], context: Partial<RiskContext>): Incident[] {
  return fuse(alerts, [], TUNING, { ...NO_CONTEXT, ...context });
}

function termOf(incident: Incident | undefined, name: string): Pick<RiskTerm, 'points' | 'reason'> | null {
  const found = incident?.riskTerms.find((term) => term.name === name);
  return found === undefined ? null : { points: found.points, reason: found.reason };
}

function judged(signalOf: Alert, right: number, wrong: number): Judgement[] {
  const signal = signalKey(signalOf);
  return Array.from({ length: right + wrong }, (_, index) => ({
    signal,
    isTrue: index < right,
    alertIds: [`${NEVER}-${index}`],
  }));
}

function sighting(alert: Alert, value: string, source = 'feed'): Sighting {
  return {
    alertId: alert.id,
    entityType: 'domain',
    entityValue: value,
    indicator: { id: 1, type: 'domain', value, source },
  };
}

const SCAN = alertsOf([finding(0, 'Port scan', 'host:ws-1')]);
const scanJudged = (right: number, wrong: number) =>
  termOf(weighed(SCAN, { judgements: judged(SCAN[0]!, right, wrong) })[0], 'precision');

describe('precision', () => {
  test('J4 says in words and numbers how often a signal was judged, and weighs wrong more than right', () => {
    expect(scanJudged(1, 6)).toEqual({
      points: -8,
      reason: 'Port scan judged 7 times, 6 false, precision 22 %, so it weighs less',
    });
    expect(scanJudged(0, 1)).toEqual({
      points: -5,
      reason: 'Port scan judged once, always false, precision 33 %, so it weighs less',
    });
    expect(scanJudged(6, 0)).toEqual({
      points: 4,
      reason: 'Port scan judged 6 times, none false, precision 88 %, so it weighs more',
    });
    expect(scanJudged(3, 3)).toEqual({ points: 0, reason: 'Port scan judged 6 times, 3 false, precision 50 %' });
    expect([scanJudged(0, 10_000)?.points, scanJudged(10_000, 0)?.points]).toEqual([-15, 5]);
  });

  test('J4 is 0 where nothing was judged', () => {
    const [other] = alertsOf([finding(0, 'Something else', 'host:ws-1')]);
    const incident = weighed(SCAN, { judgements: judged(other!, 0, 5) })[0]!;
    expect(termOf(incident, 'precision')).toEqual({ points: 0, reason: 'its signal was not judged elsewhere' });
    expect(incident.risk).toBe(fuse(SCAN)[0]!.risk);
  });

  test('J4 of several signals is the mean, where one that nobody judged counts as none', () => {
    const alerts = alertsOf([
      finding(0, 'Port scan', 'host:ws-1', 'user:ann'),
      finding(1, 'Beacon', 'host:ws-1', 'user:ann'),
    ]);
    const scan = alerts.find(({ title }) => title === 'Port scan')!;
    const [incident] = weighed(alerts, { judgements: judged(scan, 1, 6) });
    expect(incident!.alertIds).toHaveLength(2);
    expect(termOf(incident, 'precision')).toEqual({
      points: -4,
      reason: '1 of 2 signals judged elsewhere: Port scan judged 7 times, 6 false, precision 22 %, so it weighs less',
    });
  });

  test('J5 a verdict does not count where it was given', () => {
    const alerts = alertsOf([finding(0, 'Port scan', 'host:ws-1'), finding(3_000, 'Port scan', 'host:ws-2')]);
    const [one, other] = alerts;
    const judgements = [{ signal: signalKey(one!), isTrue: false, alertIds: [one!.id] }];
    const points = weighed(alerts, { judgements }).map(({ alertIds, riskTerms }) => [
      alertIds[0],
      riskTerms.find(({ name }) => name === 'precision')!.points,
    ]);
    expect(Object.fromEntries(points)).toEqual({ [one!.id]: 0, [other!.id]: -5 });
  });

  test('J2 a verdict on an incident judges the first notable alert of each signal', () => {
    const alerts = alertsOf([
      finding(0, 'Port scan', 'host:ws-1', 'user:ann'),
      finding(20, 'Port scan', 'host:ws-1', 'user:ann'),
      finding(21, 'Beacon', 'host:ws-1', 'user:ann'),
      finding(22, 'Beacon', 'host:ws-9'),
    ]);
    const members = new Set(alerts.filter(({ entities }) => entities.length === 2).map(({ id }) => id));
    expect(alertsJudged(alerts, members).map(({ title, entities }) => [title, entities.length])).toEqual([
      ['Port scan', 2],
      ['Beacon', 2],
    ]);
  });
});

describe('criticality', () => {
  const rate = (level: Rating['level'], type: Rating['type'], value: string): Rating => ({ type, value, level });
  const alerts = alertsOf([finding(0, 'Beacon', 'host:dc-1', 'user:corp\\adm')]);
  const term = (...ratings: Rating[]) => termOf(weighed(alerts, { ratings })[0], 'criticality');

  test('C3 the most critical asset or account counts, in words', () => {
    expect(term(rate('critical', 'host', 'dc-1'), rate('high', 'user', 'corp\\adm'))).toEqual({
      points: 12,
      reason: 'host dc-1 is critical',
    });
    expect(term(rate('high', 'user', 'corp\\adm'))).toEqual({ points: 6, reason: 'account corp\\adm is high' });
    expect(term(rate('critical', 'host', 'dc-2'))).toEqual({ points: 0, reason: 'names nothing that was rated' });
  });

  test('C4 low counts only where every host and account is low', () => {
    expect(term(rate('low', 'host', 'dc-1'))).toEqual({ points: 0, reason: 'host dc-1 is low, and others are not' });
    expect(term(rate('low', 'host', 'dc-1'), rate('low', 'user', 'corp\\adm'))).toEqual({
      points: -4,
      reason: 'host dc-1, account corp\\adm are low, and no other host or account is named',
    });
  });

  test('C3 of two incidents that are equal otherwise the more critical one comes first', () => {
    const two = alertsOf([finding(0, 'Beacon', 'host:ws-1'), finding(300, 'Beacon', 'host:ws-2')]);
    const first = (ratings: Rating[]) => weighed(two, { ratings })[0]!.entities[0]!.value;
    expect([first([]), first([rate('high', 'host', 'ws-1')])]).toEqual(['ws-2', 'ws-1']);
  });
});

describe('intel', () => {
  test('T5 names the indicator, its source and the alert, and further ones weigh less', () => {
    const [alert] = alertsOf([finding(0, 'Beacon', 'host:ws-1')]);
    const term = (...sightings: Sighting[]) => termOf(weighed([alert!], { sightings })[0], 'intel');
    expect(term(sighting(alert!, 'evil.example'))).toEqual({
      points: 14,
      reason: 'domain evil.example, listed by feed, in Beacon',
    });
    expect(term(sighting(alert!, 'evil.example'), sighting(alert!, 'evil.example', 'abuse'))).toEqual({
      points: 14,
      reason: 'domain evil.example, listed by abuse, feed, in Beacon',
    });
    const many = Array.from({ length: 9 }, (_, index) => sighting(alert!, `e${index}.example`));
    expect(term(...many)).toMatchObject({ points: 20, reason: expect.stringContaining('; and 6 more') });
  });
});

/** Contexts about the things that `anyFindings` names; sightings and own verdicts name alerts of `alerts`. */
function anyContext(alerts: readonly Alert[]): fc.Arbitrary<RiskContext> {
  const ids = [NEVER, ...alerts.map(({ id }) => id)];
  return fc.record({
    judgements: fc.array(
      fc.record({
        signal: fc.constantFrom('Logon failed', 'Dump of lsass', 'Beacon').map((name) => `test\nrule ${name}`),
        isTrue: fc.boolean(),
        alertIds: fc.array(fc.constantFrom(...ids), { minLength: 1, maxLength: 3 }),
      }),
      { maxLength: 30 },
    ),
    ratings: fc.uniqueArray(
      fc.record({
        type: fc.constant('host' as const),
        value: fc.constantFrom('ws-1', 'ws-2', 'dc-1'),
        level: fc.constantFrom(...CRITICALITIES),
      }),
      { maxLength: 3, selector: ({ value }) => value },
    ),
    sightings: fc.array(
      fc.record({
        alertId: fc.constantFrom(...ids),
        entityType: fc.constant('ip' as const),
        entityValue: fc.constantFrom('10.0.0.1', '10.0.0.2'),
        indicator: fc.record({
          id: fc.constant(1),
          type: fc.constant('ip' as const),
          value: fc.constantFrom('10.0.0.1', '10.0.0.0/8'),
          source: fc.constantFrom('feed', 'abuse'),
        }),
      }),
      { maxLength: 10 },
    ),
  });
}

const WITH_CONTEXT = anyFindings.map(alertsOf).chain((alerts) => fc.tuple(fc.constant(alerts), anyContext(alerts)));
const ADDED = new Set(['precision', 'criticality', 'intel', 'limit']);

describe('what holds for any alerts and any context', () => {
  test(
    'R1, R3 terms add up to a risk of 0 to 100, and nothing but risk, its terms and the order changes',
    { timeout: 60_000 },
    () => {
      fc.assert(
        fc.property(WITH_CONTEXT, ([alerts, context]) => {
          const plain = new Map(fuse(alerts).map((incident) => [incident.id, incident]));
          const incidents = weighed(alerts, context);
          expect(incidents).toHaveLength(plain.size);
          for (const { risk, riskTerms, ...incident } of incidents) {
            expect(riskTerms.reduce((sum, { points }) => sum + points, 0)).toBe(risk);
            expect(risk).toBeGreaterThanOrEqual(0);
            expect(risk).toBeLessThanOrEqual(100);
            const { risk: _, riskTerms: terms, ...before } = plain.get(incident.id)!;
            expect(incident).toEqual(before);
            expect(riskTerms.filter(({ name }) => !ADDED.has(name))).toEqual(terms);
          }
          const sums = incidents.map(({ riskTerms }) =>
            riskTerms.reduce((sum, { name, points }) => (name === 'limit' ? sum : sum + points), 0),
          );
          expect(sums).toEqual(sums.toSorted((a, b) => b - a));
          expect(weighed(alerts.toReversed(), context)).toEqual(incidents);
        }),
        { numRuns: 100 },
      );
    },
  );

  test(
    'R1 an empty context changes nothing, nor does one about other things its numbers and order',
    { timeout: 60_000 },
    () => {
      const elsewhere: RiskContext = {
        judgements: [{ signal: 'other\nrule', isTrue: false, alertIds: [NEVER] }],
        ratings: [{ type: 'host', value: 'elsewhere', level: 'critical' }],
        sightings: [
          {
            alertId: NEVER,
            entityType: 'ip',
            entityValue: '192.0.2.1',
            indicator: { id: 1, type: 'ip', value: '192.0.2.1', source: 'feed' },
          },
        ],
      };
      fc.assert(
        fc.property(anyFindings.map(alertsOf), (alerts) => {
          const plain = fuse(alerts);
          expect(fuse(alerts, [], TUNING, NO_CONTEXT)).toEqual(plain);
          const numbers = (of: readonly Incident[]) => of.map(({ id, risk, title }) => ({ id, risk, title }));
          expect(numbers(weighed(alerts, elsewhere))).toEqual(numbers(plain));
        }),
        { numRuns: 60 },
      );
    },
  );
});

describe('limit', () => {
  test('R1 a sum above 100 is held at 100, and the sum stays what incidents are ordered by', () => {
    const sights = [...observe(SCAN).sights];
    const weigh = createWeigher({ ...NO_CONTEXT, sightings: [sighting(SCAN[0]!, 'evil.example')] });
    const { sum, risk, terms } = weigh(95, sights, sights);
    expect([sum, risk, terms.map(({ name, points }) => [name, points])]).toEqual([
      109,
      100,
      [
        ['intel', 14],
        ['limit', -9],
      ],
    ]);
  });

  test('R1 what would leave 0 to 100 is taken away by a term of its own', () => {
    const low = alertsOf([{ ...finding(0, 'Port scan', 'host:kiosk'), severity: 'informational' }]);
    const [least] = weighed(low, {
      judgements: judged(low[0]!, 0, 20),
      ratings: [{ type: 'host', value: 'kiosk', level: 'low' }],
    });
    expect(least!.risk).toBe(0);
    const before = fuse(low)[0]!.risk;
    expect(termOf(least, 'limit')).toEqual({
      points: 18 - before,
      reason: `the terms make ${before - 18}; risk is 0 to 100`,
    });
  });
});
