import { describe, expect, test } from 'vitest';
import { createCorrelator } from './correlator.ts';
import { eventsOver, hitsOver, loadCorrelations, type Match } from './fixture.ts';

const user = (rule: string, second: number, User: string): Match => [rule, second, { User }];

const temporal = (rules: string, rest = '', type = 'temporal'): string =>
  `{type: ${type}, rules: [${rules}], timespan: 10s${rest}}`;

describe('COR-13 temporal', () => {
  test.each<[string, Match[], number[][]]>([
    [
      temporal('a, b, c'),
      [
        ['c', 0],
        ['a', 1],
        ['b', 2],
      ],
      [[0, 1, 2]],
    ],
    [
      temporal('a, b, c'),
      [
        ['a', 0],
        ['b', 1],
        ['a', 2],
      ],
      [],
    ],
    [
      temporal('a, b'),
      [
        ['a', 0],
        ['b', 11],
      ],
      [],
    ],
    [
      temporal('a, b'),
      [
        ['a', 0],
        ['a', 5],
        ['b', 11],
      ],
      [[1, 2]],
    ],
    [
      temporal('a, b, c', ', condition: {gte: 2}'),
      [
        ['a', 0],
        ['c', 1],
      ],
      [[0, 1]],
    ],
    [
      temporal('a, b, c', ', condition: {eq: 2}'),
      [
        ['a', 0],
        ['b', 1],
        ['c', 2],
      ],
      [],
    ],
  ])('%s over %j: %j', (rule, matches, expected) => {
    expect(eventsOver(rule, matches)).toEqual(expected);
  });

  test('COR-13 one event may match several of the rules', () => {
    const { correlations } = loadCorrelations(temporal('a, b'));
    const correlator = createCorrelator(correlations, { latenessUs: 0 });
    const match = { event: 'e1', timeUs: 5, fields: {} };
    correlator.observe({ ...match, ruleId: 'id-a' });
    expect(correlator.observe({ ...match, ruleId: 'id-b' })).toMatchObject([
      {
        contributions: [
          { event: 'e1', ruleId: 'id-a' },
          { event: 'e1', ruleId: 'id-b' },
        ],
      },
    ]);
  });

  test('COR-6 aliases join different fields', () => {
    const rule = temporal(
      'a, b',
      ', group-by: [inner, outer], aliases: {inner: {a: dst, b: src}, outer: {a: src, id-b: dst}}',
    );
    expect(
      eventsOver(rule, [
        ['a', 0, { dst: '1', src: '2' }],
        ['b', 1, { src: '1', dst: '2' }],
      ]),
    ).toEqual([[0, 1]]);
    expect(
      eventsOver(rule, [
        ['a', 0, { dst: '1', src: '2' }],
        ['b', 1, { src: '2', dst: '1' }],
      ]),
    ).toEqual([]);
    const [hit] = hitsOver(rule, [
      ['a', 0, { dst: '1', src: '2' }],
      ['b', 1, { src: '1', dst: '2' }],
    ]);
    expect(hit!.group).toEqual([
      { field: 'inner', value: '1' },
      { field: 'outer', value: '2' },
    ]);
  });
});

describe('COR-14 temporal_ordered', () => {
  const ordered = (rules: string, rest = ''): string => temporal(rules, rest, 'temporal_ordered');
  test.each<[string, Match[], number[][]]>([
    [
      ordered('a, b, c'),
      [
        ['a', 0],
        ['b', 1],
        ['c', 2],
      ],
      [[0, 1, 2]],
    ],
    [
      ordered('a, b, c'),
      [
        ['b', 0],
        ['a', 1],
        ['c', 2],
      ],
      [],
    ],
    [
      ordered('a, b, c'),
      [
        ['b', 0],
        ['a', 1],
        ['c', 2],
        ['b', 3],
        ['c', 4],
      ],
      [[1, 3, 4]],
    ],
    [
      ordered('a, b'),
      [
        ['a', 0],
        ['b', 11],
      ],
      [],
    ],
    [
      ordered('a, b'),
      [
        ['a', 0],
        ['a', 5],
        ['b', 11],
      ],
      [[1, 2]],
    ],
    [
      ordered('a, b'),
      [
        ['b', 0],
        ['a', 0],
      ],
      [[0, 1]],
    ],
    [
      ordered('a, b, c'),
      [
        ['c', 3],
        ['a', 3],
        ['b', 3],
      ],
      [[0, 1, 2]],
    ],
    [
      ordered('a, b, c', ', condition: {gte: 2}'),
      [
        ['b', 0],
        ['c', 1],
      ],
      [[0, 1]],
    ],
    [
      ordered('a, b, c', ', condition: {gte: 2}'),
      [
        ['c', 0],
        ['b', 1],
      ],
      [],
    ],
    [
      ordered('a, b', ', condition: a and b and not c').replace('[a, b]', '[a, b, c]'),
      [
        ['a', 0],
        ['b', 1],
      ],
      [[0, 1]],
    ],
    [
      ordered('a, b, c', ', condition: a and b and not c'),
      [
        ['b', 0],
        ['a', 1],
      ],
      [],
    ],
    [
      ordered('a, b, c', ', condition: a and b and not c'),
      [
        ['a', 0],
        ['b', 1],
        ['c', 2],
      ],
      [],
    ],
  ])('%s over %j: %j', (rule, matches, expected) => {
    expect(eventsOver(rule, matches).map((events) => events.toSorted())).toEqual(expected);
  });
});

describe('COR-15 boolean conditions', () => {
  const boolean = (condition: string, rules = 'a, b, c'): string => temporal(rules, `, condition: ${condition}`);
  test.each<[string, Match[], number[][]]>([
    [
      boolean('a and b'),
      [
        ['a', 0],
        ['b', 1],
      ],
      [[0, 1]],
    ],
    [
      boolean('a and (b or c)'),
      [
        ['a', 0],
        ['c', 1],
      ],
      [[0, 1]],
    ],
    [
      boolean('a and not c'),
      [
        ['a', 0],
        ['c', 1],
      ],
      [],
    ],
    [
      boolean('a and not c'),
      [
        ['a', 0],
        ['b', 1],
      ],
      [[0, 1]],
    ],
    [
      boolean('a and not c'),
      [
        ['c', 0],
        ['a', 5],
      ],
      [],
    ],
    [
      boolean('a and not c'),
      [
        ['a', 0],
        ['c', 11],
      ],
      [[0]],
    ],
    [boolean('1 of them'), [['b', 0]], [[0]]],
    [
      '{type: temporal, timespan: 10s, condition: a and b}',
      [
        ['a', 0],
        ['b', 1],
      ],
      [[0, 1]],
    ],
  ])('%s over %j: %j', (rule, matches, expected) => {
    expect(eventsOver(rule, matches)).toEqual(expected);
  });
});

describe('COR-16 chaining', () => {
  const FAILED = '{type: event_count, rules: [a], group-by: [User], timespan: 10s, condition: {gte: 3}}';
  const THEN = '{type: temporal_ordered, rules: [cor0, b], group-by: [User], timespan: 10s}';
  const failures = (...seconds: number[]): Match[] => seconds.map((second) => user('a', second, 'eve'));

  test('many failures and then a success, as in the specification', () => {
    const hits = hitsOver([FAILED, THEN], [...failures(0, 1, 2), user('b', 5, 'bob'), user('b', 6, 'Eve')]);
    expect(hits).toMatchObject([
      { rule: { id: 'cor-1' }, group: [{ field: 'User', value: 'eve' }], timeUs: 6_000_000 },
    ]);
    expect(hits[0]!.contributions.map(({ event, ruleId }) => [event, ruleId])).toEqual([
      [0, 'id-a'],
      [1, 'id-a'],
      [2, 'id-a'],
      [4, 'id-b'],
    ]);
    expect(hitsOver([FAILED, THEN], [user('b', 0, 'eve'), ...failures(1, 2, 3)])).toEqual([]);
    expect(hitsOver([FAILED, THEN], [...failures(0, 1), user('b', 2, 'eve')])).toEqual([]);
  });

  test('a condition that still holds counts as still happening', () => {
    const hits = hitsOver([FAILED, THEN], [...failures(0, 1, 2, 3, 4, 5, 6, 7, 8), user('b', 16, 'eve')]);
    expect(hits).toHaveLength(1);
    expect(hits[0]!.contributions.map(({ event }) => event)).toEqual([0, 1, 2, 8, 9]);
  });

  test('counting correlations counts hits, and reads fields that the one below does not group by', () => {
    const below = '{type: event_count, rules: [a], group-by: [Host], timespan: 10s, condition: {gte: 2}}';
    const above =
      '{type: value_count, rules: [cor-0], group-by: [User], timespan: 1m, condition: {field: Host, gte: 2}}';
    const event = (second: number, Host: string): Match => ['a', second, { Host, User: 'eve' }];
    const matches = [event(0, 'x'), event(1, 'x'), event(2, 'x'), event(20, 'y'), event(21, 'y')];
    expect(eventsOver([below, above], matches)).toEqual([[0, 1, 3, 4]]);
    expect(eventsOver([below, above], matches.slice(0, 4))).toEqual([]);
  });

  test('what is only certain at the end of a timespan reaches the next correlation at that time', () => {
    const few = '{type: event_count, rules: [a], timespan: 10s, condition: {lt: 2}}';
    const above = '{type: temporal_ordered, rules: [cor0, b], timespan: 10s}';
    expect(
      hitsOver(
        [few, above],
        [
          ['a', 0],
          ['b', 15],
        ],
      ),
    ).toMatchObject([{ contributions: [{ event: 0 }, { event: 1 }] }]);
    expect(
      hitsOver(
        [few, above],
        [
          ['a', 0],
          ['b', 9],
        ],
      ),
    ).toEqual([]);
    expect(
      hitsOver(
        [few, above],
        [
          ['a', 0],
          ['b', 21],
        ],
      ),
    ).toEqual([]);
  });
});
