import { expect, test } from 'vitest';
import { movementsOf, sumOf, summaryOf, type Sentence } from './summary.ts';
import type { IncidentRead, Step, Story } from './types.ts';

function step(alertId: string, change: Partial<Step> = {}): Step {
  return {
    alertId,
    timeUs: 1_000_000,
    lastSeenUs: 1_000_000,
    title: `Step ${alertId}`,
    severity: 'medium',
    techniques: [],
    tactic: null,
    count: 1,
    laneId: 'ws',
    relatedLaneId: null,
    isFromRelated: false,
    ...change,
  };
}

function lane(id: string): Story['lanes'][number] {
  return { id, label: id.toUpperCase(), host: id, firstSeenUs: 0, lastSeenUs: 0, alertCount: 1 };
}

function story(steps: readonly Step[], lanes: readonly string[] = ['ws', 'dc']): Story {
  return { steps, lanes: lanes.map(lane), ofAlerts: steps.length, density: { widthUs: 1, buckets: [] } };
}

function read(change: Partial<IncidentRead['incident']> = {}, entities: IncidentRead['entities'] = []): IncidentRead {
  const incident = {
    tactics: ['execution', 'defense-evasion'],
    firstSeenUs: 0,
    lastSeenUs: 7_380_000_000,
    entityCount: entities.length,
    ...change,
  } as IncidentRead['incident'];
  return { incident, entities, riskTerms: [] } as unknown as IncidentRead;
}

const textOf = (sentence: Sentence): string => sentence.map(({ text }) => text).join('');

test('tells first step, tactics, reach, movement and the worst, from the data alone', () => {
  const entity = (type: 'host' | 'user', label: string) => ({ type, value: label, label, alertCount: 1 });
  const entities = [entity('host', 'WS'), entity('host', 'DC'), entity('user', 'ada')];
  const steps = [
    step('1'),
    step('2', { laneId: 'dc', relatedLaneId: 'ws', isFromRelated: true }),
    step('3', { severity: 'critical', laneId: 'dc' }),
  ];
  expect(summaryOf(read({}, entities), story(steps)).map(textOf)).toEqual([
    'It begins with Step 1 on WS.',
    'Over 2 h 3 min it shows 2 tactics: execution and defence evasion.',
    'It reaches 2 hosts (WS, DC) and 1 account (ada).',
    'It goes from WS to DC, first by Step 2.',
    'The last of critical severity is Step 3 on DC.',
  ]);
});

test('says of the rest that it is there, and of more than was read that it is the least', () => {
  const hosts = ['a', 'b', 'c', 'd', 'e'].map((name) => ({
    type: 'host' as const,
    value: name,
    label: name,
    alertCount: 1,
  }));
  const [, reach] = summaryOf(read({ entityCount: 9_000 }, hosts), undefined);
  expect(textOf(reach!)).toBe('It reaches at least 5 hosts (a, b, c and 2 more).');
});

test('what comes from evidence is marked as such, and steps lead to their alerts', () => {
  const [first] = summaryOf(read(), story([step('1', { title: '<b>x</b>' })]));
  expect(first).toContainEqual({ text: '<b>x</b>', isEvidence: true, alertId: '1' });
});

test('movement goes each way once, in the direction that the step says', () => {
  const there = step('1', { laneId: 'ws', relatedLaneId: 'dc' });
  const again = step('2', { laneId: 'dc', relatedLaneId: 'ws', isFromRelated: true });
  const back = step('3', { laneId: 'ws', relatedLaneId: 'dc', isFromRelated: true });
  expect(
    movementsOf([there, again, back]).map(({ fromId, toId, step: { alertId } }) => [fromId, toId, alertId]),
  ).toEqual([
    ['ws', 'dc', '1'],
    ['dc', 'ws', '3'],
  ]);
  expect(summaryOf(read(), story([step('1')])).map(textOf)).toContain(
    'No step names two of these hosts, so no movement between them is shown.',
  );
});

test('terms are added up', () => {
  expect(
    sumOf([
      { name: 'severity', points: 25, reason: '' },
      { name: 'usual', points: -4, reason: '' },
    ]),
  ).toBe(21);
});
