import { describe, expect, test } from 'vitest';
import { createCorrelator } from './correlator.ts';
import { correlationRefusal, hitsOver, loadCorrelations, matchesOf, type Match } from './fixture.ts';

const count = (condition: string, rest = ''): string =>
  `{type: event_count, rules: [a], timespan: 10s, condition: ${condition}${rest}}`;
const at = (...seconds: number[]): Match[] => seconds.map((second) => ['a', second]);

describe('COR-17 generate', () => {
  const silent = (rest: string): unknown => {
    const { rules, correlations } = loadCorrelations(
      `{type: event_count, rules: [a, b], timespan: 1m, condition: {gte: 2}${rest}}`,
      '{type: event_count, rules: [a, cor0], timespan: 1m, condition: {gte: 2}}',
    );
    return [...rules, ...correlations].filter(({ isSilent }) => isSilent === true).map(({ facts }) => facts.id);
  };

  test('rules below a correlation report nothing themselves, unless it says so', () => {
    expect(silent('')).toEqual(['id-a', 'id-b', 'cor-0']);
    expect(silent(', generate: true')).toEqual(['cor-0']);
  });
});

describe('COR-1 to COR-3 what is refused', () => {
  test.each<[string, string[]]>([
    ['type: `sequence` is no correlation type', ['{type: sequence, rules: [a], timespan: 1m}']],
    ['type: the type is missing', ['{rules: [a], timespan: 1m}']],
    ['rules: the rules are missing', ['{type: temporal, timespan: 1m}']],
    ['timespan: the timespan is missing', ['{type: temporal, rules: [a]}']],
    [
      'timespan: `1 hour` is no timespan; one is a number and s, m, h or d',
      ['{type: temporal, rules: [a], timespan: 1 hour}'],
    ],
    ['timespan: the timespan is empty', ['{type: temporal, rules: [a], timespan: 0s}']],
    ['condition: the condition is missing', ['{type: event_count, rules: [a], timespan: 1m}']],
    [
      'condition: the condition compares with no number',
      ['{type: value_count, rules: [a], timespan: 1m, condition: {field: x}}'],
    ],
    ['condition: `value_count` needs a field', ['{type: value_count, rules: [a], timespan: 1m, condition: {gte: 2}}']],
    [
      'condition: `event_count` takes no field',
      ['{type: event_count, rules: [a], timespan: 1m, condition: {gte: 2, field: x}}'],
    ],
    [
      'condition: `value_sum` takes one field',
      ['{type: value_sum, rules: [a], timespan: 1m, condition: {gte: 2, field: [x, y]}}'],
    ],
    [
      'condition: `ge` is no part of the condition of `event_count`',
      ['{type: event_count, rules: [a], timespan: 1m, condition: {ge: 2}}'],
    ],
    ['condition: `gte` takes a number', ["{type: event_count, rules: [a], timespan: 1m, condition: {gte: '2'}}"]],
    [
      'condition: the condition of `event_count` is a map such as `gte: 10`',
      ['{type: event_count, rules: [a], timespan: 1m, condition: a and b}'],
    ],
    ['condition: there is no selection named `z`', ['{type: temporal, rules: [a], timespan: 1m, condition: a and z}']],
    ['rules: `a` stands twice', ['{type: temporal, rules: [a, a], timespan: 1m}']],
    ['rules: `id-a` stands twice', ['{type: temporal, rules: [a, id-a], timespan: 1m}']],
    ['rules: there is no rule `nowhere`', ['{type: temporal, rules: [a, nowhere], timespan: 1m}']],
    ['rules: `cor0` is built on this rule itself', ['{type: temporal, rules: [a, cor0], timespan: 1m}']],
    ['window: `window` is no part of a correlation', ['{type: temporal, rules: [a], timespan: 1m, window: x}']],
    ['generate: `generate` is true or false', ['{type: temporal, rules: [a], timespan: 1m, generate: maybe}']],
    [
      'rules: `cor0` is refused itself: there is no rule `nowhere`',
      ['{type: temporal, rules: [nowhere], timespan: 1m}', '{type: temporal, rules: [cor0], timespan: 1m}'],
    ],
  ])('%s', (reason, sections) => {
    expect(correlationRefusal(...sections)).toBe(reason);
  });

  test('circles are refused wherever they are entered', () => {
    const { correlations, refused } = loadCorrelations(
      '{type: temporal, rules: [cor1, a], timespan: 1m}',
      '{type: temporal, rules: [cor0, b], timespan: 1m}',
    );
    expect([correlations, refused.length]).toEqual([[], 2]);
  });

  test('the order of documents does not matter, the order of the result does', () => {
    const { correlations } = loadCorrelations(
      '{type: temporal, rules: [cor1, a], timespan: 1m}',
      '{type: event_count, rules: [b], timespan: 1m, condition: {gte: 1}}',
    );
    expect(correlations.map(({ facts }) => facts.id)).toEqual(['cor-1', 'cor-0']);
  });

  test('correlations chained deeper than sixteen are refused', () => {
    const chain = [...Array(20).keys()].map(
      (n) => `{type: temporal, rules: [${n === 0 ? 'a' : `cor${n - 1}`}], timespan: 1m}`,
    );
    const { correlations, refused } = loadCorrelations(...chain);
    expect(correlations.length).toBe(16);
    expect(refused[0]!.reason).toBe('correlations are chained more than 16 deep');
  });
});

describe('COR-18 and COR-19 late events and memory', () => {
  const rule = count('{gte: 3}', ', group-by: [U]');
  const observed = (matches: readonly Match[], options: Parameters<typeof createCorrelator>[1]) => {
    const correlator = createCorrelator(loadCorrelations(rule).correlations, options);
    const hits = matchesOf(matches).flatMap((match) => correlator.observe(match));
    return { correlator, hits };
  };
  const u = (second: number, U = 'x'): Match => ['a', second, { U }];

  test('hits come once nothing earlier can come, and late matches are counted and left out', () => {
    const { correlator, hits } = observed([u(2), u(0), u(1)], { latenessUs: 5_000_000 });
    expect(hits).toEqual([]);
    expect(correlator.advance(7_000_001)).toMatchObject([
      { contributions: [{ event: 1 }, { event: 2 }, { event: 0 }] },
    ]);
    expect(correlator.observe({ event: 9, timeUs: 1_999_999, fields: { U: 'x' }, ruleId: 'id-a' })).toEqual([]);
    expect(correlator.counters()).toMatchObject({ observed: 4, late: 1, waiting: 0 });
  });

  test('the oldest events are given up where there are more than the bound, and that is counted', () => {
    const { correlator } = observed(
      [...Array(1_000).keys()].map((n) => u(n / 1_000, `u${n}`)),
      { latenessUs: 0, maxEvents: 300 },
    );
    expect(correlator.counters()).toMatchObject({ events: 300, groups: 300, evicted: 700 });
  });

  test('the bound is one for all rules, and the one that keeps the most gives way', () => {
    const { correlations } = loadCorrelations(
      '{type: event_count, rules: [a], group-by: [U], timespan: 10s, condition: {gte: 3}}',
      '{type: event_count, rules: [b], timespan: 10s, condition: {gte: 3}}',
    );
    const correlator = createCorrelator(correlations, { latenessUs: 0, maxEvents: 100 });
    const flood = Array.from({ length: 500 }, (_, n): Match => ['a', 1, { U: `u${n}` }]);
    const matches = matchesOf([['b', 0], ['b', 0.5], ...flood, ['b', 2]]);
    const hits = matches.flatMap((match) => correlator.observe(match));
    expect(hits).toMatchObject([{ rule: { id: 'cor-1' }, eventCount: 3 }]);
    expect(correlator.counters()).toMatchObject({ events: 100, evicted: 403 });
  });

  test('fewer events than there were never satisfy a condition because some were given up', () => {
    const few = count('{lte: 2}', ', group-by: [U]');
    const correlator = createCorrelator(loadCorrelations(few).correlations, { latenessUs: 0, maxEvents: 300 });
    const matches = [u(0), u(0.1), u(0.2), u(0.3), ...[...Array(298).keys()].map((n) => u(0.4, `v${n >> 3}`))];
    const hits = [...matchesOf(matches).flatMap((match) => correlator.observe(match)), ...correlator.flush()];
    expect(correlator.counters().evicted).toBe(2);
    expect(hits.map(({ group }) => group[0]!.value)).toEqual(['v37']);
  });

  test('too many waiting matches are taken before their time', () => {
    const { correlator } = observed(
      [...Array(50).keys()].map((n) => u(n)),
      { latenessUs: 3_600_000_000, maxWaiting: 10 },
    );
    expect(correlator.counters()).toMatchObject({ waiting: 10, hurried: 40 });
  });

  test('groups without events leave nothing behind', () => {
    const { correlator } = observed(
      [...Array(5_000).keys()].map((n) => u(n * 11, `u${n}`)),
      { latenessUs: 0 },
    );
    expect(correlator.counters()).toMatchObject({ events: 1, groups: 1 });
    correlator.flush();
    expect(correlator.counters()).toMatchObject({ events: 0, groups: 0 });
  });

  test('matches without the fields to group by are counted', () => {
    const { correlator } = observed([['a', 0, {}], ['a', 1, { U: [] }], u(2)], { latenessUs: 0 });
    expect(correlator.counters().unusable).toBe(2);
  });

  test('COR-20 a hit names the latest events where they are too many', () => {
    const { correlator } = observed([], {});
    expect(correlator.wants('id-a')).toBe(true);
    expect(correlator.wants('id-b')).toBe(false);
    const [hit] = hitsOver(count('{gte: 50}'), at(...[...Array(50).keys()].map((n) => n / 10)), {
      latenessUs: 0,
      maxContributions: 5,
    });
    expect(hit).toMatchObject({ eventCount: 50, measured: 50 });
    expect(hit!.contributions.map(({ event }) => event)).toEqual([45, 46, 47, 48, 49]);
  });
});
