import { expect, it } from 'vitest';
import { sightOf, techniqueRows, type Counts, type Coverage } from './attack-words.ts';

const NONE: Counts = { rules: 0, enabledRules: 0, rulesWithData: 0, findings: 0, alerts: 0, incidents: 0 };

it('lists a technique once with all its tactics, its parts with those of it, unknown ids last', () => {
  const coverage: Coverage = {
    version: '19.1',
    notice: '',
    tactics: [
      { id: 'TA1', slug: 'a', name: 'A', techniqueIds: ['T1'], listed: 1, covered: 1 },
      { id: 'TA2', slug: 'b', name: 'B', techniqueIds: ['T1'], listed: 1, covered: 1 },
    ],
    techniques: [
      { id: 'T1', name: 'One', parentId: null, own: NONE, withParts: { ...NONE, rules: 2 } },
      { id: 'T1.001', name: 'Part', parentId: 'T1', own: NONE, withParts: NONE },
    ],
    unknown: [{ id: 'T9', own: NONE }],
    rulesWithoutTechnique: 0,
  };
  expect(techniqueRows(coverage).map(({ id, tactics, counts }) => [id, tactics, counts.rules])).toEqual([
    ['T1', ['A', 'B'], 2],
    ['T1.001', ['A', 'B'], 0],
    ['T9', [], 0],
  ]);
});

it('tells what is found from what is covered, what lacks data and what is off', () => {
  const sight = (counts: Partial<Counts>): string => sightOf({ counts: { ...NONE, ...counts } });
  expect(sight({ rules: 2, enabledRules: 1, rulesWithData: 1, findings: 3 })).toBe('found');
  expect(sight({ rules: 2, enabledRules: 1, rulesWithData: 1 })).toBe('covered');
  expect(sight({ rules: 2, enabledRules: 1 })).toBe('rules without data');
  expect(sight({ rules: 2 })).toBe('rules disabled');
  expect(sight({})).toBe('no rule');
});
