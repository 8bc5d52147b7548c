import { describe, expect, test } from 'vitest';
import { eventsOver, hitsOver, type Match } from './fixture.ts';

const count = (condition: string, rest = ''): string =>
  `{type: event_count, rules: [a], timespan: 10s, condition: ${condition}${rest}}`;
const at = (...seconds: number[]): Match[] => seconds.map((second) => ['a', second]);
const user = (rule: string, second: number, User: string): Match => [rule, second, { User }];
const amount = (second: number, n: number | string): Match => ['a', second, { n }];

describe('COR-9 event_count', () => {
  test.each<[string, Match[], number[][]]>([
    ['{gte: 3}', at(0, 1, 2), [[0, 1, 2]]],
    ['{gte: 3}', at(0, 1), []],
    ['{gt: 2}', at(0, 1, 2), [[0, 1, 2]]],
    // COR-4: ten seconds apart is within ten seconds, and no boundary falls between
    ['{gte: 2}', at(0, 10), [[0, 1]]],
    ['{gte: 2}', at(0, 10.000001), []],
    ['{gte: 2}', at(9, 11), [[0, 1]]],
    ['{gte: 3}', at(0, 8, 11, 17), [[1, 2, 3]]],
    // COR-8: silent until the events of a hit have left the timespan
    ['{gte: 2}', at(0, 1, 2, 3, 4), [[0, 1]]],
    [
      '{gte: 2}',
      at(0, 1, 5, 12),
      [
        [0, 1],
        [2, 3],
      ],
    ],
    ['{gte: 2}', at(0, 1, 11), [[0, 1]]],
    // COR-7: fewer, exactly, not exactly and ranges are judged over the largest sets
    ['{lt: 3}', at(0, 1), [[0, 1]]],
    ['{lt: 3}', at(0, 1, 2, 3), []],
    ['{lte: 2}', at(0, 1, 2, 100), [[3]]],
    ['{eq: 2}', at(0, 1), [[0, 1]]],
    ['{eq: 2}', at(0, 1, 2), []],
    ['{neq: 2}', at(0, 1), []],
    ['{neq: 2}', at(0, 1, 2), [[0, 1, 2]]],
    ['{gt: 1, lte: 3}', at(0, 1, 2), [[0, 1, 2]]],
    ['{gt: 1, lte: 3}', at(0, 1, 2, 3), []],
    ['{eq: 2}', at(0, 6, 12), [[0, 1]]],
  ])('%s over %j: %j', (condition, matches, expected) => {
    expect(eventsOver(count(condition), matches)).toEqual(expected);
  });

  test('COR-5 each group on its own, case set aside, in its first spelling', () => {
    const hits = hitsOver(count('{gte: 2}', ', group-by: [User]'), [
      user('a', 0, 'Eve'),
      user('a', 1, 'bob'),
      user('a', 2, 'EVE'),
      ['a', 3, {}],
      ['a', 4, { User: null }],
    ]);
    expect(hits).toHaveLength(1);
    expect(hits[0]).toMatchObject({ group: [{ field: 'User', value: 'Eve' }], measured: 2, eventCount: 2 });
  });

  test('COR-5 several fields are one key, and an event with several values is in several groups', () => {
    const rule = count('{gte: 2}', ', group-by: [U, D]');
    const event = (second: number, U: string | string[], D: string): Match => ['a', second, { U, D }];
    expect(eventsOver(rule, [event(0, 'x', 'y'), event(1, 'x', 'z'), event(2, 'y', 'y')])).toEqual([]);
    expect(eventsOver(rule, [event(0, ['x', 'w'], 'y'), event(1, 'w', 'Y')])).toEqual([[0, 1]]);
    expect(eventsOver(rule, [event(0, 'x y', 'z'), event(1, 'x', 'y z')])).toEqual([]);
  });

  test('several rules count together', () => {
    const rule = '{type: event_count, rules: [a, b], timespan: 10s, condition: {gte: 2}}';
    expect(
      hitsOver(rule, [
        ['a', 0],
        ['c', 1],
        ['b', 2],
      ])[0],
    ).toMatchObject({
      contributions: [
        { event: 0, timeUs: 0, ruleId: 'id-a' },
        { event: 2, timeUs: 2_000_000, ruleId: 'id-b' },
      ],
      firstUs: 0,
      lastUs: 2_000_000,
      timeUs: 2_000_000,
    });
  });
});

describe('COR-10 value_count', () => {
  const distinct = (condition: string, field = 'User'): string =>
    `{type: value_count, rules: [a], group-by: [Host], timespan: 10s, condition: {field: ${field}, ${condition}}}`;
  const event = (second: number, User: string | string[] | null, D = ''): Match => [
    'a',
    second,
    { Host: 'h', User, D },
  ];

  test.each<[string, Match[], number[][]]>([
    [distinct('gte: 2'), [event(0, 'x'), event(1, 'x'), event(2, 'y')], [[0, 1, 2]]],
    [distinct('gte: 2'), [event(0, 'x'), event(1, 'X')], []],
    [distinct('gte: 2'), [event(0, 'x'), event(11, 'y')], []],
    [distinct('gte: 2'), [event(0, 'x'), event(1, null), event(2, 'y')], [[0, 2]]],
    [distinct('gte: 3'), [event(0, ['x', 'y', 'z'])], [[0]]],
    [distinct('eq: 1'), [event(0, 'x'), event(1, 'x')], [[0, 1]]],
    [distinct('gte: 3'), [event(0, 'x'), event(4, 'y'), event(11, 'x'), event(12, 'z')], [[1, 2, 3]]],
    [distinct('gte: 3', '[User, D]'), [event(0, 'x', '1'), event(1, 'x', '2'), event(2, 'x', '1')], []],
    [distinct('gte: 3', '[User, D]'), [event(0, 'x', '1'), event(1, 'x', '2'), event(2, 'y', '1')], [[0, 1, 2]]],
  ])('%s over %j: %j', (rule, matches, expected) => {
    expect(eventsOver(rule, matches)).toEqual(expected);
  });
});

describe('COR-11 and COR-12 numbers', () => {
  const measure = (type: string, condition: string): string =>
    `{type: ${type}, rules: [a], timespan: 10s, condition: {field: n, ${condition}}}`;
  test.each<[string, string, Match[], number[][], number[]]>([
    ['value_sum', 'gt: 100', [amount(0, 60), amount(1, '50.5')], [[0, 1]], [110.5]],
    ['value_sum', 'gt: 100', [amount(0, 60), amount(11, 60)], [], []],
    ['value_sum', 'gt: 100', [amount(0, 60), amount(1, 'many'), amount(2, 41)], [[0, 2]], [101]],
    ['value_sum', 'lt: 0', [amount(0, 5), amount(1, -6)], [[0, 1]], [-1]],
    ['value_avg', 'gt: 500', [amount(0, 600), amount(1, 500)], [[0, 1]], [550]],
    ['value_avg', 'gt: 500', [amount(0, 600), amount(1, 100)], [], []],
    ['value_avg', 'lte: 1.5', [amount(0, 1), amount(1, 2)], [[0, 1]], [1.5]],
    ['value_median', 'gte: 5', [amount(0, 1), amount(1, 5), amount(2, 100)], [[0, 1, 2]], [5]],
    ['value_median', 'eq: 3', [amount(0, 4), amount(1, 2)], [[0, 1]], [3]],
    ['value_percentile', 'percentile: 90, gt: 9', [...Array(11).keys()].map((n) => amount(n / 2, n)), [], []],
    [
      'value_percentile',
      'percentile: 90, gte: 9',
      [amount(0, 0), ...[...Array(10).keys()].map((n) => amount(n / 2, n + 1))],
      [[...Array(11).keys()]],
      [9],
    ],
    ['value_percentile', 'percentile: 100, gte: 7', [amount(0, 7), amount(1, 1)], [[0, 1]], [7]],
  ])('%s %s over %j: %j', (type, condition, matches, events, measured) => {
    const hits = hitsOver(measure(type, condition), matches);
    expect(hits.map((hit) => hit.contributions.map(({ event }) => event))).toEqual(events);
    expect(hits.map((hit) => hit.measured)).toEqual(measured);
  });

  test('COR-12 without a percentile: values by their share of the events, texts too', () => {
    const many = [...Array(99).keys()].map((n): Match => ['a', n / 10, { n: 'svchost.exe' }]);
    const hits = hitsOver(measure('value_percentile', 'lte: 1'), [...many, ['a', 9.95, { n: 'evil.exe' }]]);
    expect(hits).toMatchObject([{ measured: 1, contributions: [{ event: 99 }], eventCount: 1 }]);
    expect(hitsOver(measure('value_percentile', 'lte: 1'), many)).toEqual([]);
  });
});
