import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { refusalOf, ruleText } from './fixture.ts';
import { loadRules } from './load.ts';

const load = (text: string) => loadRules([{ path: 'rules/x.yml', text }]);
const SIMPLE = 'sel:\n  F: a\ncondition: sel';

const WHOLE = `title: A rule
id: 929a690e-bef0-4204-a928-ef5e620d6fcc
status: test
description: What it finds
references:
  - https://example.org/a
author: Ada, Grace
level: high
tags:
  - attack.t1059.001
  - attack.T1105
  - attack.defense_evasion
  - attack.privilege-escalation
  - attack.g0016
  - attack.s0002
  - attack.ta0005
  - cve.2021-44228
  - detection.emerging-threats
logsource:
  category: Process_Creation
  product: windows
  definition: needs auditing
falsepositives: [Unlikely]
detection:
  sel:
    F: a
  condition: sel
`;

test('LOAD-7 and LOAD-8 what a rule says about itself', () => {
  const { rules, refused, notSigma } = load(WHOLE);
  expect({ refused, notSigma }).toEqual({ refused: [], notSigma: [] });
  expect(rules).toMatchObject([
    {
      facts: {
        id: '929a690e-bef0-4204-a928-ef5e620d6fcc',
        title: 'A rule',
        level: 'high',
        author: 'Ada, Grace',
        techniques: ['T1059.001', 'T1105'],
        tactics: ['defense-evasion', 'privilege-escalation'],
      },
      status: 'test',
      description: 'What it finds',
      references: ['https://example.org/a'],
      falsePositives: ['Unlikely'],
      logsource: { product: 'windows', category: 'process_creation' },
      path: 'rules/x.yml',
      line: 1,
    },
  ]);
});

test('a rule is plain data', () => {
  const { rules } = load(WHOLE);
  expect(JSON.parse(JSON.stringify(rules))).toEqual(rules);
});

test('LOAD-7 without id, level and author', () => {
  const first = load(ruleText(SIMPLE)).rules[0]!;
  expect(first.facts).toMatchObject({ level: 'informational', author: '', techniques: [], tactics: [] });
  expect(load(`# elsewhere\n${ruleText(SIMPLE)}`).rules[0]!.facts.id).toMatch(/^[0-9a-f-]{36}$/);
  expect(load(ruleText(SIMPLE)).rules[0]!.facts.id).toBe(first.facts.id);
  expect(load(ruleText('sel:\n  F: b\ncondition: sel')).rules[0]!.facts.id).not.toBe(first.facts.id);
});

test('LOAD-1 and LOAD-2 several documents, one of them bad, each with its lines', () => {
  const { rules, refused } = load(
    ['---', ruleText(SIMPLE), '---', '---', ruleText('sel:\n  F|foo: a\ncondition: sel'), '---', WHOLE].join('\n'),
  );
  expect(rules.map(({ facts, line }) => [facts.title, line])).toEqual([
    ['Test', 2],
    ['A rule', 21],
  ]);
  expect(refused).toEqual([
    {
      path: 'rules/x.yml',
      line: 17,
      ruleId: null,
      title: 'Test',
      code: 'E_RULE_UNSUPPORTED',
      field: 'F|foo',
      reason: '`foo` is no modifier of Sigma 2.1',
    },
  ]);
});

test('LOAD-7 the first of two rules with one id stays', () => {
  const { rules, refused } = loadRules([
    { path: 'a.yml', text: WHOLE },
    { path: 'b.yml', text: WHOLE },
  ]);
  expect(rules.map(({ path }) => path)).toEqual(['a.yml']);
  expect(refused).toMatchObject([
    { path: 'b.yml', line: 1, field: 'id', reason: 'a.yml:1 has the same id and was loaded first' },
  ]);
});

describe('LOAD-2 to LOAD-7 refusals', () => {
  test.each([
    ['title: x\nlogsource: {product: a}\n', 'detection', 'the detection section is missing'],
    ['logsource: {product: a}\ndetection: {a: {b: c}, condition: a}\n', 'title', 'the title is missing'],
    ['title: x\ndetection: {a: {b: c}, condition: a}\n', 'logsource', 'the logsource is missing'],
    [
      'title: x\nlogsource: {definition: y}\ndetection: {a: {b: c}, condition: a}\n',
      'logsource',
      'the logsource names no product, category or service',
    ],
    [ruleText(SIMPLE, 'level: urgent\n'), 'level', '`urgent` is no level'],
    [ruleText(SIMPLE, 'status: unsupported\n'), 'status', 'its author marks it as unsupported'],
    [ruleText(SIMPLE, 'taxonomy: ecs\n'), 'taxonomy', 'the taxonomy `ecs` is not supported yet'],
    [ruleText(SIMPLE, 'action: global\n'), 'action', 'rule collections with `action` are not supported yet'],
    ['title: x\ncorrelation: {type: event_count}\n', 'correlation', 'correlation rules are not supported yet'],
    ['title: x\nlogsource: {product: a}\nfilter: {rules: any}\n', 'filter', 'filter documents are not supported yet'],
    [ruleText('sel:\n  F: a'), 'condition', 'the condition is missing'],
    [ruleText('sel: {}\ncondition: sel'), 'sel', 'the selection is empty'],
    [ruleText('sel: []\ncondition: sel'), 'sel', 'the selection is empty'],
    [ruleText('sel: [[a]]\ncondition: sel'), 'sel', 'a list stands inside a list'],
    [ruleText('sel:\ncondition: sel'), 'sel', 'null is no keyword'],
    [
      ruleText(`timeframe: 5m\n${SIMPLE}`),
      'timeframe',
      'a timeframe belongs to an aggregation, which correlation rules replaced',
    ],
  ])('%j', (text, field, reason) => {
    const { rules, refused } = load(text);
    expect(rules).toEqual([]);
    expect(refused).toMatchObject([{ field, reason, line: expect.any(Number) }]);
  });

  test('the line is that of the value at fault', () => {
    expect(refusalOf("sel:\n  F|cidr:\n    - '10.0.0.0/8'\n    - nonsense\ncondition: sel")).toMatchObject({ line: 8 });
  });
});

test('LOAD-5 what is not Sigma is set aside', () => {
  expect(load('id: 1\nregression_tests_info:\n  - name: x\n').notSigma).toHaveLength(1);
  expect(load('just text').notSigma).toHaveLength(1);
  expect(load('').notSigma).toEqual([]);
  expect(load('---\n---\n# nothing\n').notSigma).toEqual([]);
  expect(load(ruleText(SIMPLE, 'action: blocked\n')).rules).toHaveLength(1);
});

describe('LOAD-4 damaged and hostile files', () => {
  test.each([
    ['a: [', 'not readable as YAML'],
    ['title: x\n\tdetection: y', 'not readable as YAML'],
    ['title: a\ntitle: b', 'not readable as YAML: Map keys must be unique'],
    ['detection: *nowhere', 'the alias *nowhere has no anchor'],
    [`detection: ${'['.repeat(40)}${']'.repeat(40)}`, 'nested more than 32 levels deep'],
    [`detection: ${'['.repeat(100_000)}`, ''],
    ['? {a: b}\n: c\n', 'a map or a list stands where a key is expected'],
    [`title: ${'x'.repeat(5_000_000)}`, 'the file is larger than 4194304 characters'],
  ])('file %# (%s)', (text, reason) => {
    const { rules, refused } = load(text);
    expect(rules).toEqual([]);
    expect(refused[0]).toMatchObject({ code: 'E_RULE_INVALID', line: expect.any(Number) });
    expect(refused[0]!.reason).toContain(reason);
  });

  test('merge keys, which would be read as fields, refuse the rule at their line', () => {
    expect(refusalOf('one: &one\n  F: a\ntwo:\n  <<: *one\ncondition: two')).toMatchObject({
      code: 'E_RULE_UNSUPPORTED',
      line: 8,
    });
  });

  test('an alias bomb is refused, aliases as such are not', () => {
    const levels = Array.from({ length: 12 }, (_, level) =>
      level === 0
        ? 'a0: &a0 [x, x, x, x, x, x, x, x, x, x]'
        : `a${level}: &a${level} [${`*a${level - 1},`.repeat(10)}]`,
    );
    const { refused } = load(`${levels.join('\n')}\n${ruleText(SIMPLE)}`);
    expect(refused[0]!.reason).toBe('more than 200000 values, aliases expanded');
    expect(load(ruleText('one: &one\n  F: a\ntwo: *one\ncondition: one and two')).rules).toHaveLength(1);
    expect(load('detection: &a {b: *a}').refused).toHaveLength(1);
  });

  test('a rule with any bytes spliced in loads, is refused or set aside', () => {
    fc.assert(
      fc.property(fc.nat(WHOLE.length), fc.nat(20), fc.string({ unit: 'binary', maxLength: 20 }), (at, cut, splice) => {
        const { rules, refused, notSigma } = load(WHOLE.slice(0, at) + splice + WHOLE.slice(at + cut));
        expect(rules.length + refused.length + notSigma.length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });
});
