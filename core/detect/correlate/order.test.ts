/** COR-18: matches in any order within the lateness give the hits of sorted ones, and both what a naive reading gives. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCorrelator, type CorrelatedMatch } from './correlator.ts';
import { loadCorrelations, matchesOf, type Match } from './fixture.ts';
import type { CorrelationHit } from './hit.ts';

const SECTIONS = [
  '{type: event_count, rules: [a, b], group-by: [U], timespan: 10s, condition: {gte: 3}}',
  '{type: event_count, rules: [a], timespan: 6s, condition: {gt: 1, lt: 4}}',
  '{type: value_count, rules: [a, b, c], group-by: [U], timespan: 10s, condition: {field: n, gte: 3}}',
  '{type: value_sum, rules: [a], group-by: [U], timespan: 10s, condition: {field: n, gt: 9}}',
  '{type: value_avg, rules: [a, b], timespan: 5s, condition: {field: n, lte: 3}}',
  '{type: value_median, rules: [c], timespan: 10s, condition: {field: n, gte: 3}}',
  '{type: value_percentile, rules: [a], timespan: 20s, condition: {field: n, lte: 20}}',
  '{type: temporal, rules: [a, b, c], group-by: [U], timespan: 10s}',
  '{type: temporal_ordered, rules: [a, b, c], group-by: [U], timespan: 10s}',
  '{type: temporal, rules: [a, b, c], group-by: [U], timespan: 5s, condition: a and b and not c}',
  '{type: temporal_ordered, rules: [cor0, c], group-by: [U], timespan: 10s}',
  '{type: event_count, rules: [cor1], timespan: 60s, condition: {gte: 2}}',
  '{type: temporal_ordered, rules: [cor9, cor0], group-by: [U], timespan: 30s}',
];
const { correlations } = loadCorrelations(...SECTIONS);
const LATENESS_S = 8;

const matchArbitrary = fc.tuple(
  fc.constantFrom('a', 'b', 'c'),
  fc.integer({ min: 0, max: 120 }).map((half) => half / 2),
  fc.record({ U: fc.constantFrom('x', 'y'), n: fc.integer({ min: 0, max: 6 }) }),
);
const matchesArbitrary = fc.array(matchArbitrary, { maxLength: 60 });

function run(matches: readonly CorrelatedMatch[], latenessUs: number): CorrelationHit[] {
  const correlator = createCorrelator(correlations, { latenessUs });
  const hits = [...matches.flatMap((match) => correlator.observe(match)), ...correlator.flush()];
  expect(correlator.counters()).toMatchObject({ late: 0, hurried: 0, evicted: 0, events: 0, groups: 0, waiting: 0 });
  return hits;
}

test('shuffled within the lateness as sorted', () => {
  fc.assert(
    fc.property(
      matchesArbitrary,
      fc.array(fc.double({ min: 0, max: LATENESS_S, noNaN: true }), { minLength: 60, maxLength: 60 }),
      (drawn, delays) => {
        const matches = matchesOf(drawn as Match[]);
        const sorted = matches.toSorted((a, b) => a.timeUs - b.timeUs);
        const arriving = matches
          .map((match, index) => ({ match, arrivalUs: match.timeUs + delays[index % delays.length]! * 1_000_000 }))
          .toSorted((a, b) => a.arrivalUs - b.arrivalUs)
          .map(({ match }) => match);
        const latenessUs = LATENESS_S * 1_000_000;
        expect(run(arriving, latenessUs)).toEqual(run(sorted, latenessUs));
      },
    ),
    { numRuns: 500 },
  );
});

test('times apart from each other: waiting for late matches changes no hit', () => {
  fc.assert(
    fc.property(fc.uniqueArray(matchArbitrary, { maxLength: 60, selector: ([, second]) => second }), (drawn) => {
      const sorted = matchesOf(drawn as Match[]).toSorted((a, b) => a.timeUs - b.timeUs);
      const byTime = (hits: readonly CorrelationHit[]): string[] => hits.map((hit) => JSON.stringify(hit)).toSorted();
      expect(byTime(run(sorted, 3_000_000))).toEqual(byTime(run(sorted, 0)));
    }),
    { numRuns: 300 },
  );
});

/** The rules read literally: look at every set of consecutive events that no larger one within the timespan holds. */
function naive(
  times: readonly number[],
  timespan: number,
  holds: (count: number) => boolean,
  growsOnly: boolean,
): number[][] {
  const hits: number[][] = [];
  let firedUntil = -1;
  if (growsOnly) {
    for (let last = 0; last < times.length; last++) {
      const events = [...times.keys()].filter((at) => at <= last && times[at]! >= times[last]! - timespan);
      if (!holds(events.length) || times[events[0]!]! <= firedUntil) continue;
      hits.push(events);
      firedUntil = times[last]!;
    }
    return hits;
  }
  let reached = -1;
  for (let first = 0; first < times.length; first++) {
    const events = [...times.keys()].filter((at) => at >= first && times[at]! <= times[first]! + timespan);
    if (events.at(-1)! <= reached) continue;
    reached = events.at(-1)!;
    if (!holds(events.length) || times[first]! <= firedUntil) continue;
    hits.push(events);
    firedUntil = times[events.at(-1)!]!;
  }
  return hits;
}

test('COR-7 and COR-8 counting agrees with a naive reading', () => {
  const conditions: readonly (readonly [string, (n: number) => boolean, boolean])[] = [
    ['gte: 3', (n) => n >= 3, true],
    ['gt: 1', (n) => n > 1, true],
    ['lt: 3', (n) => n < 3, false],
    ['eq: 2', (n) => n === 2, false],
    ['neq: 3', (n) => n !== 3, false],
    ['gte: 2, lte: 4', (n) => n >= 2 && n <= 4, false],
  ];
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 0, max: 300 }), { maxLength: 80 }),
      fc.constantFrom(...conditions),
      (drawn, [text, holds, growsOnly]) => {
        const times = drawn.toSorted((a, b) => a - b);
        const set = loadCorrelations(`{type: event_count, rules: [a], timespan: 10s, condition: {${text}}}`);
        const correlator = createCorrelator(set.correlations, { latenessUs: 0 });
        const matches = matchesOf(times.map((second): Match => ['a', second]));
        const hits = [...matches.flatMap((match) => correlator.observe(match)), ...correlator.flush()];
        expect(hits.map(({ contributions }) => contributions.map(({ event }) => event))).toEqual(
          naive(times, 10, holds, growsOnly),
        );
      },
    ),
    { numRuns: 500 },
  );
});
