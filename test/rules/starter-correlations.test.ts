/** The correlation rules that come with the product, over logons that are guessing or spraying and over their near misses. */
import { expect, test } from 'vitest';
import { HistoryMatches } from '../../core/engine/history.ts';
import { createRuleEngine } from '../../core/engine/rule-engine.ts';
import type { TimeUs } from '../../core/kernel/time.ts';
import { loadStarterRules } from './starter-rules.ts';
import { normalised } from './test-events.ts';

const engine = createRuleEngine(loadStarterRules());

interface Failure {
  readonly second: number;
  readonly user: string;
  readonly address: string;
}

/** Titles of what the correlations find in failed network logons. */
function found(failures: readonly Failure[]): string[] {
  const matches = new HistoryMatches(engine.correlations);
  for (const [id, { second, user, address }] of failures.entries()) {
    const time = new Date(Date.UTC(2026, 2, 4, 9) + second * 1_000).toISOString();
    const event = normalised({
      Channel: 'Security',
      EventID: 4625,
      Provider_Name: 'Microsoft-Windows-Security-Auditing',
      Computer: 'FS-01',
      '@timestamp': time,
      LogonType: 3,
      Status: '0xc000006d',
      SubStatus: '0xc000006a',
      TargetUserName: user,
      TargetDomainName: 'CORP',
      IpAddress: address,
    });
    const timeUs = (Date.parse(time) * 1_000) as TimeUs;
    const { correlated, fields } = engine.judge({ ...event, timeUs, timeOrigin: 'zoned' });
    for (const ruleId of correlated) matches.add({ id, timeUs, fields }, ruleId);
  }
  return Array.from(matches.correlate(), (hit) => hit.rule.title).toSorted();
}

const tries = (count: number, everySeconds: number, of: (index: number) => Omit<Failure, 'second'>): Failure[] =>
  Array.from({ length: count }, (_, index) => ({ second: index * everySeconds, ...of(index) }));

test('every correlation is tested here, speaks for itself and lets its rules speak', () => {
  expect(engine.correlations.map((rule) => rule.facts.title)).toEqual([
    'Many wrong passwords for one account',
    'One source tries many accounts',
  ]);
  for (const { facts, generate } of engine.correlations) {
    expect(generate).toBe(true);
    expect(facts.author).toBe('Vedette project');
    expect(facts.techniques).not.toEqual([]);
  }
});

test('guessing: ten tries at one account in ten minutes, not nine, and not ten in an hour', () => {
  const guess = (): Omit<Failure, 'second'> => ({ user: 'eve', address: '192.0.2.7' });
  expect(found(tries(10, 30, guess))).toEqual(['Many wrong passwords for one account']);
  expect(found(tries(9, 30, guess))).toEqual([]);
  expect(found(tries(10, 360, guess))).toEqual([]);
});

test('spraying: eight accounts from one address, not seven, and not eight people from eight addresses', () => {
  const spray = (index: number): Omit<Failure, 'second'> => ({ user: `user${index}`, address: '192.0.2.7' });
  expect(found(tries(8, 60, spray))).toEqual(['One source tries many accounts']);
  expect(found(tries(7, 60, spray))).toEqual([]);
  expect(found(tries(8, 60, (index) => ({ user: `user${index}`, address: `192.0.2.${index}` })))).toEqual([]);
});
