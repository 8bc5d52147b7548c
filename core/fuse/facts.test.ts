import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Finding } from '../model/alert.ts';
import { SEVERITIES } from '../model/severity.ts';
import { Facts } from './facts.ts';
import { finding, mention } from './fixture.ts';

/** Findings of one alert, with more ports than an alert keeps, under more than one label. */
const anyFacts: fc.Arbitrary<Finding[]> = fc.array(
  fc
    .record({
      minutes: fc.integer({ min: 0, max: 60 }),
      title: fc.constantFrom('Scan', 'scan', 'Sweep'),
      severity: fc.constantFrom(...SEVERITIES),
      techniques: fc.subarray(['T1046', 'T1595', 'T1018']),
      ports: fc.array(fc.record({ port: fc.nat({ max: 60 }), label: fc.constantFrom(undefined, 'a', 'b') }), {
        maxLength: 40,
      }),
    })
    .map(({ minutes, title, severity, techniques, ports }) => ({
      ...finding(minutes, title, 'host:ws-1'),
      severity,
      techniques,
      entities: [
        mention('host:ws-1'),
        ...ports.map(({ port, label }) => ({ ...mention(`port:${port}`), ...(label === undefined ? {} : { label }) })),
      ],
    })),
  { minLength: 2, maxLength: 8 },
);

test('D5 and D6 an alert grows to the same in any order, also from alerts made of some of its findings', () => {
  fc.assert(
    fc.property(anyFacts, fc.nat(), (findings, cut) => {
      const whole = grown(findings);
      expect(whole.entities.length).toBeLessThanOrEqual(33);
      expect(grown(findings.toReversed())).toEqual(whole);
      const at = 1 + (cut % (findings.length - 1));
      const joined = Facts.ofAlert('k', grown(findings.slice(at)));
      joined.join(grown(findings.slice(0, at)));
      expect(joined.alert()).toEqual(whole);
    }),
  );
});

function grown(findings: readonly Finding[]): ReturnType<Facts['alert']> {
  const facts = Facts.ofFinding('k', findings[0]!);
  for (const one of findings.slice(1)) facts.add(one);
  return facts.alert();
}
