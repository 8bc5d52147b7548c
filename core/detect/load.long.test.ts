import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { refusalOf, ruleText } from './fixture.ts';
import { loadRules } from './load.ts';
import { createDetector } from './match.ts';

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
    [ruleText(SIMPLE, 'taxonomy: ecs\n'), 'taxonomy', 'the taxonomy `ecs` is not supported'],
    [ruleText(SIMPLE, 'action: repeat\n'), 'action', 'there is no rule before it to repeat'],
    ['title: x\ncorrelation: {type: event_count}\n', 'rules', 'the rules are missing'],
    ['title: x\nlogsource: {product: a}\nfilter: {rules: any}\n', 'condition', 'the condition is missing'],
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

describe('LOAD-9 collections', () => {
  const GLOBAL =
    'action: global\ntitle: Both\nid: one\nlevel: high\ntags: [attack.t1001]\nlogsource: {product: test}\n';
  const FIRST = 'detection: {sel: {F: a}, condition: sel}\n';

  test('a global document gives its parts to the documents after it, until a reset', () => {
    const { rules, refused } = load(
      [GLOBAL, `${FIRST}tags: [attack.t1002]\n`, `${FIRST}title: Own\nlevel: low\n`, 'action: reset\n', FIRST].join(
        '---\n',
      ),
    );
    expect(rules.map(({ facts, logsource }) => [facts.title, facts.level, facts.techniques, logsource])).toEqual([
      ['Both', 'high', ['T1001', 'T1002'], { product: 'test' }],
      ['Own', 'low', ['T1001'], { product: 'test' }],
    ]);
    expect(refused).toMatchObject([{ field: 'title', line: 17 }]);
  });

  test('several global documents add up', () => {
    const { rules } = load([GLOBAL, 'action: global\nauthor: Ada\n', FIRST].join('---\n'));
    expect(rules).toMatchObject([{ facts: { title: 'Both', author: 'Ada' } }]);
  });

  test('repeat makes another rule out of the one before, with its own id', () => {
    const text = [
      `id: one\ntitle: A\nlogsource: {product: test}\n${FIRST}`,
      'action: repeat\ndetection: {sel: {F: b}}\n',
      'action: repeat\nid: two\n',
    ];
    const { rules, refused } = load(text.join('---\n'));
    expect(refused).toEqual([]);
    expect(rules.map(({ facts }) => facts.id)).toEqual(['one', expect.stringMatching(/^[0-9a-f-]{36}$/), 'two']);
    expect(rules.map(({ line }) => line)).toEqual([1, 6, 9]);
    const asked = rules.map(({ predicate }) => JSON.stringify(predicate).includes('"b"'));
    expect(asked).toEqual([false, true, true]);
  });

  test('rules that have their id from the global document are told apart, the same way each time', () => {
    const ids = (text: string) => load(text).rules.map(({ facts }) => facts.id);
    const text = [GLOBAL, FIRST, FIRST].join('---\n');
    expect(ids(text)[0]).toBe('one');
    expect(new Set(ids(text)).size).toBe(2);
    expect(ids(text)).toEqual(ids(text));
  });

  test('a file that merges without end is refused', () => {
    const many = `action: global\nx: [${'a,'.repeat(50_000)}]\n`;
    const { refused } = load([many, ...Array.from({ length: 30 }, () => FIRST)].join('---\n'));
    expect(refused.at(-1)!.reason).toBe('the file merges more than 1000000 values');
  });
});

describe('MOD-12 placeholders', () => {
  const text = ruleText("sel:\n  F|expand: 'x-%servers%'\ncondition: sel");
  const reaches = (F: string, placeholders: Record<string, string[]>): boolean =>
    createDetector(loadRules([{ path: 'x.yml', text }], { placeholders }).rules).match({
      fields: { F },
      logsource: { product: 'test' },
    }).length === 1;

  test('stand for the values of the workspace, wildcards included, whatever the case of their names', () => {
    expect(reaches('x-srv1', { Servers: ['srv*', 'db'] })).toBe(true);
    expect(reaches('x-db', { Servers: ['srv*', 'db'] })).toBe(true);
    expect(reaches('x-web', { Servers: ['srv*', 'db'] })).toBe(false);
  });

  test.each([[{}], [{ other: ['a'] }], [{ servers: [] }]])('without values refuse the rule: %j', (placeholders) => {
    expect(loadRules([{ path: 'x.yml', text }], { placeholders }).refused).toMatchObject([
      { code: 'E_RULE_UNSUPPORTED', field: 'F|expand', reason: 'the placeholder %servers% has no values' },
    ]);
  });

  test.each<[string, Record<string, string[]>, string, boolean]>([
    ["F|expand: '%a%%b%'", { a: ['1', '2'], b: ['3', '4'] }, '24', true],
    ["F|expand: '%a%%b%'", { a: ['1', '2'], b: ['3', '4'] }, '42', false],
    ["F|expand: '\\%a%'", {}, '%a%', true],
    ["F|expand: '\\%plain%a%'", { a: ['1'] }, '%plain1', true],
    ["F: '%a%'", {}, '%a%', true],
    ["F|expand|contains: '%a%'", { a: ['mid'] }, 'a mid b', true],
    ["F|expand|contains|all: ['%a%', 'z']", { a: ['x', 'y'] }, 'y z', true],
    ["F|expand|contains|all: ['%a%', 'z']", { a: ['x', 'y'] }, 'x y', false],
    ["F|re|expand: '^%a%$'", { a: ['a.c'] }, 'abc', false],
    ["F|re|expand: '^%a%$'", { a: ['a.c'] }, 'a.c', true],
    ["F|cidr|expand: '%nets%'", { nets: ['10.0.0.0/8', 'fe80::/10'] }, '10.9.9.9', true],
    ["F|gte|expand: '%least%'", { least: ['5'] }, '7', true],
    ["F|neq|expand: '%a%'", { a: ['x', 'y'] }, 'y', false],
  ])('%s with %j on %s: %s', (entry, placeholders, F, expected) => {
    const { rules } = loadRules([{ path: 'x.yml', text: ruleText(`sel:\n  ${entry}\ncondition: sel`) }], {
      placeholders,
    });
    const hits = createDetector(rules).match({ fields: { F }, logsource: { product: 'test' } });
    expect(rules).toHaveLength(1);
    expect(hits.length === 1).toBe(expected);
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

  const KINDS = [
    WHOLE,
    'title: C\nid: c\ncorrelation:\n  type: value_count\n  rules: [929a690e-bef0-4204-a928-ef5e620d6fcc]\n  aliases: {a: {b: c}}\n  group-by: [a, B]\n  timespan: 5m\n  condition: {field: F, gte: 3}\n',
    'title: D\nid: d\ncorrelation:\n  type: temporal\n  rules: [c, 929a690e-bef0-4204-a928-ef5e620d6fcc]\n  timespan: 1h\n  condition: c and not 929a690e-bef0-4204-a928-ef5e620d6fcc\n',
    'title: E\nid: e\nlogsource: {product: windows}\nfilter:\n  rules: any\n  sel: {User|startswith: adm_}\n  condition: not sel\n',
    'action: global\nlevel: low\n',
    'action: repeat\ndetection: {sel: {"F|windash|expand": "%x%"}}\n',
    'action: reset\n',
  ];

  test('documents of all kinds, shuffled, cut and spliced: nothing throws, nothing is lost without a word', () => {
    const documents = fc.array(fc.constantFrom(...KINDS), { minLength: 1, maxLength: 6 });
    const edit = fc.tuple(
      fc.nat(2_000),
      fc.nat(12),
      fc.constantFrom('', ': ', '- ', '[', '{', '*a', '&a ', '|', '\n', '~', '0', 'not ', '%', '"'),
    );
    fc.assert(
      fc.property(documents, fc.array(edit, { maxLength: 4 }), (parts, edits) => {
        let text = parts.join('---\n');
        for (const [at, cut, splice] of edits) text = text.slice(0, at) + splice + text.slice(at + cut);
        for (const placeholders of [{}, { x: ['-a', 'b*'] }]) {
          const { rules, correlations, filters, refused } = loadRules([{ path: 'f.yml', text }], { placeholders });
          for (const { reason, path } of refused) expect([path, reason.length > 0]).toEqual(['f.yml', true]);
          const ids = [...rules, ...correlations, ...filters].map(({ facts }) => facts.id);
          expect(new Set(ids).size).toBe(ids.length);
        }
      }),
      { numRuns: 1_000 },
    );
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
