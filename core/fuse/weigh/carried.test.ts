import { expect, test } from 'vitest';
import type { RiskTerm } from '../../model/incident.ts';
import { withCarried } from './carried.ts';

const term = (name: string, points: number): RiskTerm => ({ name, points, reason: name });

test('R8 terms of people and lists stay, of several the one with most points, and the sum adds up within its limit', () => {
  const head = { risk: 90, riskTerms: [term('severity', 25), term('rarity', 65)] };
  const known = [
    [term('severity', 9), term('precision', -8), term('criticality', 0), term('limit', 3)],
    [term('precision', -3), term('criticality', 12), term('intel', 14)],
  ];
  const { risk, riskTerms } = withCarried(head, known);
  expect(riskTerms.map(({ name, points }) => [name, points])).toEqual([
    ['severity', 25],
    ['rarity', 65],
    ['precision', -3],
    ['criticality', 12],
    ['intel', 14],
    ['limit', -13],
  ]);
  expect(risk).toBe(100);
  expect(withCarried(head, [[term('severity', 9)]])).toBe(head);
});
