import { expect, it } from 'vitest';
import { hopsOf, outcomeOf } from './source-words.ts';

it('says in a word what became of a source', () => {
  expect(outcomeOf({ isComplete: true, damage: 0 })).toBe('whole');
  expect(outcomeOf({ isComplete: true, damage: 3 })).toBe('whole but for damage');
  expect(outcomeOf({ isComplete: false, damage: 0 })).toBe('not read to its end');
});

it('counts every kind of finding in the step of findings', () => {
  const hops = hopsOf(
    {
      sizeBytes: 10,
      keptBytes: 10,
      records: 9,
      damage: 2,
      events: 9,
      eventsRemoved: 0,
      matches: 4,
      findings: { rules: 3, sensors: 1, correlations: 2 },
      alerts: 2,
      suppressed: 1,
      incidents: 1,
    },
    String,
  );
  expect(hops.map(({ name, value }) => `${name} ${value}`)).toEqual([
    'Records 9',
    'Events 9',
    'Matches 4',
    'Findings 6',
    'Alerts 2',
    'Incidents 1',
  ]);
  expect(hops[0]?.note).toBe('2 places unreadable');
});
