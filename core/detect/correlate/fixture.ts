/** Short ways for tests to write correlation rules over three rules `a`, `b` and `c` and to feed them matches. */
import type { Fields } from '../../model/fields.ts';
import { loadRules, type RuleSet } from '../load.ts';
import { createCorrelator, type CorrelatedMatch, type CorrelatorOptions } from './correlator.ts';
import type { CorrelationHit } from './hit.ts';

const BASE = ['a', 'b', 'c', 'd']
  .map(
    (name) =>
      `title: Rule ${name}\nid: id-${name}\nname: ${name}\nlogsource: {product: test}\ndetection: {s: {F: ${name}}, condition: s}\n`,
  )
  .join('---\n');

/** The base rules and these documents, each the `correlation` section of one rule as YAML in one line. */
export function loadCorrelations(...sections: readonly string[]): RuleSet {
  const documents = sections.map(
    (section, index) =>
      `title: Correlation ${index}\nid: cor-${index}\nname: cor${index}\nlevel: high\ncorrelation: ${section}\n`,
  );
  return loadRules([{ path: 'test.yml', text: [BASE, ...documents].join('---\n') }]);
}

/** Why the last of the sections is refused. */
export function correlationRefusal(...sections: readonly string[]): string {
  const { refused } = loadCorrelations(...sections);
  const last = refused.at(-1);
  if (last === undefined) throw new Error('all were loaded');
  return `${last.field}: ${last.reason}`;
}

const SECOND_US = 1_000_000;

/** A match of rule `a`, `b`, `c` or `d` so many seconds after the start; its event is its position. */
export type Match = readonly [rule: string, second: number, fields?: Fields];

export function matchesOf(matches: readonly Match[]): CorrelatedMatch[] {
  return matches.map(([rule, second, fields = {}], event) => ({
    event,
    timeUs: second * SECOND_US,
    fields,
    ruleId: `id-${rule}`,
  }));
}

/** All hits of the sections over the matches, the flush at the end included. */
export function hitsOver(
  sections: string | readonly string[],
  matches: readonly Match[],
  options: CorrelatorOptions = { latenessUs: 0 },
): CorrelationHit[] {
  const { correlations, refused } = loadCorrelations(...(typeof sections === 'string' ? [sections] : sections));
  if (refused.length > 0) throw new Error(`refused: ${JSON.stringify(refused)}`);
  const correlator = createCorrelator(correlations, options);
  return [...matchesOf(matches).flatMap((match) => correlator.observe(match)), ...correlator.flush()];
}

/** The events of each hit. */
export function eventsOver(
  sections: string | readonly string[],
  matches: readonly Match[],
  options?: CorrelatorOptions,
): (number | string)[][] {
  return hitsOver(sections, matches, options).map(({ contributions }) => contributions.map(({ event }) => event));
}
