/**
 * The rules that come with the product, through the product's own doors: each loads, carries what an analyst needs,
 * fires on its positive events and stays silent on its near misses, both as written and after normalisation.
 */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createDetector } from '../../core/detect/match.ts';
import { loadStarterRules, RULES_FOLDER } from './starter-rules.ts';
import { asWritten, normalised, type TestEvent } from './test-events.ts';

interface RuleTests {
  readonly match: readonly TestEvent[];
  readonly noMatch: readonly TestEvent[];
}

const { rules, refused, notSigma } = loadStarterRules();
const byName = new Map(rules.map((rule) => [path.basename(rule.path, '.yml'), rule]));

function testsOf(name: string): RuleTests {
  return JSON.parse(readFileSync(path.join(RULES_FOLDER, 'tests', `${name}.json`), 'utf8')) as RuleTests;
}

describe('the set', () => {
  test('every rule loads', () => {
    expect(refused).toEqual([]);
    expect(notSigma).toEqual([]);
    expect(rules.length).toBeGreaterThanOrEqual(48);
  });

  test('file names are unique, and rules and test files belong together', () => {
    expect(byName.size).toBe(rules.length);
    const tested = readdirSync(path.join(RULES_FOLDER, 'tests')).map((file) => path.basename(file, '.json'));
    expect(tested.toSorted()).toEqual([...byName.keys()].toSorted());
  });

  test.each([...byName])('%s carries a random id, its author and its ATT&CK tags', (_name, rule) => {
    expect(rule.facts.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(rule.facts.author).toBe('Vedette project');
    expect(rule.facts.techniques).not.toEqual([]);
    expect(rule.facts.tactics).not.toEqual([]);
  });
});

describe.each([...byName])('%s', (name, rule) => {
  const detector = createDetector([rule]);
  const { match, noMatch } = testsOf(name);
  const fires = (event: Parameters<typeof detector.match>[0]): boolean => detector.match(event).length > 0;

  test('has events of both kinds', () => {
    expect(match.length).toBeGreaterThan(0);
    expect(noMatch.length).toBeGreaterThan(0);
  });

  test('fires on its positive events', () => {
    expect(match.filter((event) => !fires(asWritten(event)))).toEqual([]);
    expect(match.filter((event) => !fires(normalised(event)))).toEqual([]);
  });

  test('stays silent on its near misses', () => {
    expect(noMatch.filter((event) => fires(asWritten(event)))).toEqual([]);
    expect(noMatch.filter((event) => fires(normalised(event)))).toEqual([]);
  });
});
