/** What fusion promises, on real alerts of three intrusion detection systems: the smaller scenarios of AIT-ADS. */
import { describe, expect, test } from 'vitest';
import { hasData } from '../data.ts';
import { fusionScores, readScenarios } from '../evals/fusion-ait.ts';

describe.skipIf(!hasData)('an attack among days of noise', () => {
  const scenarios = hasData ? readScenarios(10_000_000) : [];

  test('there are scenarios to look at', () => {
    expect(scenarios.length).toBeGreaterThan(0);
  });

  test.each(scenarios.map((scenario) => ({ name: scenario.name, scenario })))(
    '$name: the first incident is the attack, most of it, and little else',
    ({ scenario }) => {
      const scores = fusionScores(scenario);
      expect(scores.falseAbove).toBe(0);
      expect(scores.phasesTop1).toBeGreaterThanOrEqual(0.7 * scores.phases);
      expect(scores.topAlertTruth).toBeGreaterThanOrEqual(0.8);
      expect(scores.reduction).toBeGreaterThanOrEqual(0.999);
    },
  );
});
