import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadRules } from '../../core/detect/load.ts';
import { createDetector } from '../../core/detect/match.ts';
import {
  conditionText,
  naiveMatch,
  type Condition,
  type NaiveFields,
  type NaiveRule,
  type Scalar,
  type Selection,
} from './naive-sigma.ts';

/** Few and short pieces, so that rules and events often meet. */
const PIECES = ['a', 'B', 'cmd', 'powershell', '\\', '.exe', '-', '/', '–', ' ', '4688', '1', 'σ', 'Σ', 'ς', '😀', 'é'];
const WILD = [...PIECES, '*', '?', '\\*', '\\?', '\\\\'];
const FIELDS = ['Image', 'CommandLine', 'EventID', 'constructor', 'Data.x'];

const joined = (pieces: readonly string[], maxLength: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...pieces), { maxLength }).map((parts) => parts.join(''));

const field = fc.constantFrom(...FIELDS);
const number = fc.constantFrom(0, 1, -1, 1.5, 3, 4688, 4689, 1e21);
const address = fc.constantFrom('10.0.0.1', '10.1.2.3', '192.168.1.77', '10.0.0.300', '10.0.0');

const eventScalar = fc.oneof(
  { weight: 6, arbitrary: joined(PIECES, 5) },
  { weight: 2, arbitrary: number },
  fc.constantFrom('4688.0', '0x1250', '1e21', '', '+3'),
  address,
  fc.boolean(),
  fc.constant(null),
);
const events: fc.Arbitrary<NaiveFields> = fc.dictionary(
  field,
  fc.oneof({ weight: 4, arbitrary: eventScalar }, fc.array(eventScalar, { maxLength: 3 })),
  { maxKeys: 5 },
);

const TEXT_MODIFIERS = ['', 'contains', 'startswith', 'endswith', 'cased', 'contains|cased', 'windash'];
const MORE_MODIFIERS = ['contains|windash', 'startswith|windash|cased', 'contains|all', 'neq', 'endswith|neq'];
const key = (name: string, modifiers: string): string => (modifiers === '' ? name : `${name}|${modifiers}`);
type Entry = readonly [string, Scalar | readonly Scalar[]];

const textEntry: fc.Arbitrary<Entry> = fc
  .tuple(
    field,
    fc.constantFrom(...TEXT_MODIFIERS, ...MORE_MODIFIERS),
    fc.array(joined(WILD, 4), { minLength: 1, maxLength: 4 }),
  )
  .map(([name, modifiers, values]) => [key(name, modifiers), values.length === 1 ? values[0]! : values]);

const otherEntry: fc.Arbitrary<Entry> = fc.oneof(
  fc.tuple(field, fc.oneof(number, fc.constant(null), fc.constant(''), fc.boolean())),
  fc.tuple(field, fc.array(fc.oneof(number, joined(WILD, 3), fc.constant(null)), { minLength: 2, maxLength: 4 })),
  fc.tuple(field, fc.boolean()).map(([name, value]): Entry => [`${name}|exists`, value]),
  fc
    .tuple(field, fc.constantFrom('lt', 'lte', 'gt', 'gte'), number)
    .map(([name, compare, value]): Entry => [`${name}|${compare}`, value]),
  fc
    .tuple(field, fc.constantFrom('10.0.0.0/8', '10.0.0.1/32', '192.168.0.0/16', '0.0.0.0/0'))
    .map(([name, range]): Entry => [`${name}|cidr`, range]),
  fc
    .tuple(field, fc.constantFrom('fieldref', 'fieldref|contains', 'fieldref|endswith', 'fieldref|cased'), field)
    .map(([name, modifiers, other]): Entry => [`${name}|${modifiers}`, other]),
  fc
    .tuple(
      field,
      fc.constantFrom('re', 're|i'),
      fc.constantFrom(
        'cmd',
        'CMD.*exe',
        'a?B',
        '(cmd|powershell)\\.exe$',
        '^\\d+$',
        'power[a-s]+',
        'é+',
        'x{0,2}1',
        'ſ',
      ),
    )
    .map(([name, modifiers, source]): Entry => [`${name}|${modifiers}`, source]),
);

const selections: fc.Arbitrary<Selection> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .array(fc.oneof({ weight: 3, arbitrary: textEntry }, otherEntry), { minLength: 1, maxLength: 3 })
      .map((entries) => Object.fromEntries(entries)),
  },
  // An empty keyword is refused, and one of wildcards alone holds wherever there is any text.
  fc.array(
    joined(WILD, 3).map((text) => `a${text}`),
    { minLength: 1, maxLength: 3 },
  ),
);

const conditions = fc.letrec<{ tree: Condition }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom('one', 'two', 'other').map((name) => ({ name })),
    fc.record({ of: fc.constantFrom('1' as const, 'all' as const), prefix: fc.constantFrom(null, 'o', 'tw') }),
    tie('tree').map((not) => ({ not })),
    fc.record({ op: fc.constantFrom('and' as const, 'or' as const), left: tie('tree'), right: tie('tree') }),
  ),
})).tree;

const rules: fc.Arbitrary<NaiveRule> = fc.record({
  selections: fc.record({ one: selections, two: selections, other: selections }),
  condition: conditions,
});

function yamlOf(rule: NaiveRule, title: string): string {
  const detection = { ...rule.selections, condition: conditionText(rule.condition) };
  return JSON.stringify({ title, id: title, logsource: { product: 'test' }, detection });
}

describe('the indexed engine', () => {
  test('fires exactly the rules that asking everything of everything fires', () => {
    fc.assert(
      fc.property(
        fc.array(rules, { minLength: 1, maxLength: 12 }),
        fc.array(events, { minLength: 1, maxLength: 8 }),
        (generated, fields) => {
          const texts = generated.map((rule, index) => ({ path: 'x.yml', text: yamlOf(rule, `rule ${index}`) }));
          const loaded = loadRules(texts);
          expect(loaded.refused).toEqual([]);
          const detector = createDetector(loaded.rules);
          for (const event of fields) {
            const fired = detector.match({ fields: event, logsource: { product: 'test' } }).map(({ rule }) => rule.id);
            const expected = generated.flatMap((rule, index) => (naiveMatch(rule, event) ? [`rule ${index}`] : []));
            expect(fired).toEqual(expected);
          }
        },
      ),
      { numRuns: 400 },
    );
  }, 120_000);

  test('fires the same rules without its index', () => {
    fc.assert(
      fc.property(fc.array(rules, { minLength: 1, maxLength: 30 }), events, (generated, fields) => {
        const texts = generated.map((rule, index) => ({ path: 'x.yml', text: yamlOf(rule, `rule ${index}`) }));
        const loaded = loadRules(texts).rules;
        const event = { fields, logsource: { product: 'test' } };
        expect(createDetector(loaded).match(event)).toEqual(createDetector(loaded, { isIndexed: false }).match(event));
      }),
      { numRuns: 100 },
    );
  }, 120_000);
});
