/**
 * How fast matches are correlated on one thread, and what a million live groups take. The matches are made up and
 * fixed: what counts is the number of groups, the events each holds and whether they come in order. The baseline keeps
 * a list of objects for each group, as one would write it first.
 *
 * `node test/bench/correlate.bench.ts`
 */
import { performance } from 'node:perf_hooks';
import { createCorrelator, type CorrelatedMatch, type Correlator } from '../../core/detect/correlate/correlator.ts';
import { loadRules } from '../../core/detect/load.ts';
import { collectGarbage } from './garbage.ts';

const BASE = 'title: Base\nid: base\nlogsource: {product: bench}\ndetection: {s: {F: x}, condition: s}\n---\n';
const SECOND_US = 1_000_000;

/** One result: what was measured, on how much, at what rate, and the memory it took where that was asked for. */
export interface CorrelationFigure {
  readonly name: string;
  readonly matches: number;
  readonly perSecond: number;
  readonly groups: number;
  readonly events: number;
  readonly megabytes: number | null;
}

function correlatorFor(section: string, latenessUs: number): Correlator {
  const text = `${BASE}title: C\nid: c\ncorrelation: ${section}\n`;
  const { correlations, refused } = loadRules([{ path: 'bench.yml', text }]);
  if (refused.length > 0) throw new Error(JSON.stringify(refused));
  return createCorrelator(correlations, { latenessUs });
}

/** Deterministic, so that runs compare: a full period over 2^32. */
function* numbers(): Generator<number, never> {
  for (let state = 12_345; ;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state;
  }
}

function makeMatches(count: number, groups: number, perSecond: number): CorrelatedMatch[] {
  const random = numbers();
  return Array.from({ length: count }, (_, event) => {
    const group = groups === count ? event : random.next().value % groups;
    const fields = {
      TargetUserName: `user-${group}`,
      IpAddress: `10.0.${(event >> 8) & 255}.${event & 255}`,
      Bytes: event % 1_000,
    };
    return { event, timeUs: Math.floor((event * SECOND_US) / perSecond), fields, ruleId: 'base' };
  });
}

function heapMegabytes(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1_048_576;
}

function measure(
  name: string,
  section: string,
  matches: readonly CorrelatedMatch[],
  latenessUs = 0,
): CorrelationFigure {
  const warm = correlatorFor(section, latenessUs);
  for (const match of matches.slice(0, 50_000)) warm.observe(match);
  const correlator = correlatorFor(section, latenessUs);
  const start = performance.now();
  for (const match of matches) correlator.observe(match);
  const seconds = (performance.now() - start) / 1_000;
  const { groups, events } = correlator.counters();
  return {
    name,
    matches: matches.length,
    perSecond: Math.round(matches.length / seconds),
    groups,
    events,
    megabytes: null,
  };
}

/** A million groups, each made from texts that nobody else holds, as from a stream. */
function measureMemory(section: string): CorrelationFigure {
  const correlator = correlatorFor(section, 0);
  const before = heapMegabytes();
  const start = performance.now();
  const count = 1_000_000;
  for (let event = 0; event < count; event++) {
    correlator.observe({
      event,
      timeUs: event,
      fields: { TargetUserName: `user-${event}@corp.example` },
      ruleId: 'base',
    });
  }
  const seconds = (performance.now() - start) / 1_000;
  const megabytes = Math.round(heapMegabytes() - before);
  const { groups, events } = correlator.counters();
  const name = 'event_count, a million groups made on the way';
  return { name, matches: count, perSecond: Math.round(count / seconds), groups, events, megabytes };
}

interface Seen {
  readonly timeUs: number;
  readonly event: number | string;
}

/** `event_count` as one would write it first. */
function measureBaseline(matches: readonly CorrelatedMatch[]): CorrelationFigure {
  const timespanUs = 600 * SECOND_US;
  const groups = new Map<string, Seen[]>();
  let fired = 0;
  const start = performance.now();
  for (const { event, timeUs, fields } of matches) {
    const key = String(fields['TargetUserName']).toLowerCase();
    const seen = (groups.get(key) ?? []).filter((other) => other.timeUs >= timeUs - timespanUs);
    seen.push({ timeUs, event });
    groups.set(key, seen);
    if (seen.length >= 100_000) fired++;
  }
  const seconds = (performance.now() - start) / 1_000;
  if (fired > 0) throw new Error('the baseline was not meant to fire');
  const name = 'baseline: lists of objects';
  const perSecond = Math.round(matches.length / seconds);
  return { name, matches: matches.length, perSecond, groups: groups.size, events: matches.length, megabytes: null };
}

/** All figures, in a fixed order. */
export function figures(): CorrelationFigure[] {
  const by = 'rules: [base], group-by: [TargetUserName], timespan: 10m';
  const matches = makeMatches(1_000_000, 10_000, 2_000);
  const never = `{type: event_count, ${by}, condition: {gte: 100000}}`;
  const often = `{type: event_count, ${by}, condition: {gte: 10}}`;
  const value = (type: string, field: string): string =>
    `{type: ${type}, ${by}, condition: {field: ${field}, gt: 1000000000}}`;
  return [
    measureBaseline(matches),
    measure('event_count without hits', never, matches),
    measure('event_count with hits', often, matches),
    measure('event_count, late by up to 5 s', never, matches, 5 * SECOND_US),
    measure('value_count', value('value_count', 'IpAddress'), matches),
    measure('value_sum', value('value_sum', 'Bytes'), matches),
    measure('value_avg', value('value_avg', 'Bytes'), matches),
    measure('value_median', value('value_median', 'Bytes'), matches),
    measureMemory(never),
  ];
}

/** Prints one line for each figure. */
export function run(): Promise<void> {
  console.log(
    `${'correlation'.padEnd(48)}${'matches/s'.padStart(12)}${'groups'.padStart(11)}${'events'.padStart(11)}     MB`,
  );
  for (const { name, perSecond, groups, events, megabytes } of figures()) {
    const columns = [
      perSecond.toLocaleString('en').padStart(12),
      String(groups).padStart(11),
      String(events).padStart(11),
    ];
    console.log(`${name.padEnd(48)}${columns.join('')}${String(megabytes ?? '').padStart(7)}`);
  }
  return Promise.resolve();
}

if (import.meta.main) await run();
