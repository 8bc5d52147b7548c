/** Queries at random, over few enough words that they often match something. */
import fc from 'fast-check';
import {
  joined,
  type Expression,
  type Query,
  type Span,
  type Test,
  type TimeStage,
  type Value,
} from '../../core/query/ast.ts';
import { ANY_ONE, ANY_RUN, type Pattern, type PatternPart } from '../../core/query/pattern.ts';

/** Texts that break things: quotes, escapes, wildcards, other alphabets, letters that change length in lower case. */
export const TEXTS: readonly string[] = [
  'cmd.exe',
  'CMD.EXE',
  'vssadmin',
  'delete shadows',
  'C:\\Windows\\System32\\cmd.exe',
  '\\\\srv\\share\\',
  'WS-12',
  'ws-12.corp.example',
  'corp\\eve',
  'eve@corp.example',
  'SYSTEM',
  '10.1.2.3',
  '10.200.0.1',
  '2001:db8::1',
  '::ffff:10.1.2.3',
  'a*b',
  'a?b',
  'a\\b',
  '\\*',
  '"quoted"',
  "O'Brien",
  'x\u0000y',
  '%',
  '_',
  '100%_x',
  'Ünïcode',
  'ÜNÏCODE',
  'straße',
  '\u212a',
  'İ',
  '日本',
  '😀',
  '',
  '5',
  '10',
  '4624',
  '0x10',
  '1.5',
  'true',
  'and',
  'not',
  'in',
  'to',
  '-enc',
  '/tmp/x',
  'a:b',
  '10.0.0.0/8',
  "'); DROP TABLE event; --",
  '?1',
  ':x',
  '$."x"',
  '\u001b[2J',
  'line\nbreak',
];

const SPAN: Span = { start: 0, end: 0 };
const anyText = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
  { weight: 1, arbitrary: fc.string({ maxLength: 8 }) },
);
const anyPiece = fc.oneof(
  anyText,
  fc
    .tuple(anyText, fc.nat(6), fc.integer({ min: 1, max: 5 }))
    .map(([text, at, size]) => [...text].slice(at, at + size).join('')),
);

export function patternOf(parts: readonly PatternPart[]): Pattern {
  const pattern: PatternPart[] = [];
  for (const part of parts) {
    const last = pattern.at(-1);
    if (part === '' || (part === ANY_RUN && last === ANY_RUN)) continue;
    if (typeof part === 'string' && typeof last === 'string') pattern[pattern.length - 1] = last + part;
    else pattern.push(part);
  }
  return pattern;
}

export const anyPattern: fc.Arbitrary<Pattern> = fc
  .oneof<fc.Arbitrary<readonly PatternPart[]>[]>(
    anyPiece.map((piece) => [piece]),
    anyPiece.map((piece) => [ANY_RUN, piece]),
    anyPiece.map((piece) => [piece, ANY_RUN]),
    anyPiece.map((piece) => [ANY_RUN, piece, ANY_RUN]),
    fc.array(fc.oneof(fc.constant(ANY_RUN), fc.constant(ANY_ONE), anyPiece), { maxLength: 5 }),
  )
  .map((parts) => patternOf(parts));

const NETWORKS = ['10.0.0.0/8', '10.1.0.0/16', '10.1.2.3/32', '0.0.0.0/0', '2001:db8::/32', '::/0'] as const;
const anyValue: fc.Arbitrary<Value> = fc.oneof(
  { weight: 5, arbitrary: anyPattern.map((pattern): Value => ({ kind: 'pattern', pattern })) },
  { weight: 1, arbitrary: fc.constantFrom(...NETWORKS).map((network): Value => ({ kind: 'network', network })) },
);

const anyOperand = fc.oneof(fc.integer({ min: -5, max: 5_000 }).map(String), anyText);
const anyRegex = fc.constantFrom('cmd', '^c', 'exe$', '[a-c]+', 'a\\*b', 's.*s', '(?-i)CMD', '\\\\', 'a/b', '^$', '日');

const anyTextTest: fc.Arbitrary<Test> = fc.oneof(
  { weight: 5, arbitrary: anyValue.map((value) => withoutStar({ kind: 'is', value })) },
  {
    weight: 2,
    arbitrary: fc.array(anyValue, { minLength: 1, maxLength: 4 }).map((values): Test => ({ kind: 'in', values })),
  },
  { weight: 1, arbitrary: anyRegex.map((source): Test => ({ kind: 'regex', source })) },
  { weight: 1, arbitrary: fc.constant<Test>({ kind: 'exists' }) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom('<', '<=', '>', '>='), anyOperand)
      .map(([comparison, operand]): Test => ({ kind: 'compare', comparison, operand })),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.option(anyOperand), anyOperand).map(([from, to]): Test => ({ kind: 'range', from, to })),
  },
);

/** `field:*` is how existence is written. */
function withoutStar(test: Test & { kind: 'is' }): Test {
  const isStar = test.value.kind === 'pattern' && test.value.pattern.length === 1 && test.value.pattern[0] === ANY_RUN;
  return isStar ? { kind: 'exists' } : test;
}

const plain = (text: string): Value => ({ kind: 'pattern', pattern: patternOf([text]) });
const anyTime = fc.constantFrom(
  '2026-03-04',
  '2026-03',
  '2026',
  '2026-03-04T09',
  '2026-03-04T09:14',
  '2026-03-04T09:14:07',
  'now',
  'now-2h',
  'today',
  'yesterday',
  '2026-03-04T09:14:07.5+01:00',
  '2026-03-04T10:00Z',
);
const anyTimeTest: fc.Arbitrary<Test> = fc.oneof(
  anyTime.map((time): Test => ({ kind: 'is', value: plain(time) })),
  fc
    .tuple(fc.constantFrom('<', '<=', '>', '>='), anyTime)
    .map(([comparison, operand]): Test => ({ kind: 'compare', comparison, operand })),
  fc.tuple(anyTime, fc.option(anyTime)).map(([from, to]): Test => ({ kind: 'range', from, to })),
  fc.constant<Test>({ kind: 'exists' }),
);
const anySeverity = fc.constantFrom('info', 'low', 'Medium', 'high', 'critical');
const anySeverityTest: fc.Arbitrary<Test> = fc.oneof(
  anySeverity.map((severity): Test => ({ kind: 'is', value: plain(severity) })),
  fc.array(anySeverity.map(plain), { minLength: 1, maxLength: 3 }).map((values): Test => ({ kind: 'in', values })),
  fc
    .tuple(fc.constantFrom('<', '<=', '>', '>='), anySeverity)
    .map(([comparison, operand]): Test => ({ kind: 'compare', comparison, operand })),
  fc.tuple(anySeverity, anySeverity).map(([from, to]): Test => ({ kind: 'range', from, to })),
);
const anyNumberTest: fc.Arbitrary<Test> = fc.oneof(
  fc.nat(12).map((number): Test => ({ kind: 'is', value: plain(String(number)) })),
  fc
    .tuple(fc.constantFrom('<', '<=', '>', '>='), fc.nat(12).map(String))
    .map(([comparison, operand]): Test => ({ kind: 'compare', comparison, operand })),
  fc
    .tuple(fc.nat(12).map(String), fc.option(fc.nat(12).map(String)))
    .map(([from, to]): Test => ({ kind: 'range', from, to })),
);

export const TEXT_FIELDS = [
  'Image',
  'image',
  'COMMANDLINE',
  'commandline',
  'EventID',
  'Custom',
  'cUSTOM',
  'we"ird',
  'a\\b',
  'any',
  'fields.user',
  'kind',
  'source',
  'logsource.product',
  'dst_port',
  'host',
  'device',
  'user',
  'actor.user',
  'process',
  'process.name',
  'parent.name',
  'hash',
  'domain',
  'file.path',
  'file.name',
  'entity',
  'src_endpoint.port',
  'process.cmd_line',
  'absent',
] as const;
const field = (names: readonly string[], test: fc.Arbitrary<Test>): fc.Arbitrary<Expression> =>
  fc
    .tuple(fc.constantFrom(...names), test)
    .map(([name, one]) => ({ kind: 'field', field: name, test: one, span: SPAN }));

const anyLeaf: fc.Arbitrary<Expression> = fc.oneof(
  { weight: 8, arbitrary: field(TEXT_FIELDS, anyTextTest) },
  { weight: 2, arbitrary: field(['time', '@timestamp'], anyTimeTest) },
  { weight: 1, arbitrary: field(['severity'], anySeverityTest) },
  { weight: 2, arbitrary: field(['class_uid', 'ordinal', 'record', 'id'], anyNumberTest) },
  {
    weight: 2,
    arbitrary: field(
      ['ip', 'src_ip', 'dst_endpoint.ip'],
      anyValue.map((value) => withoutStar({ kind: 'is', value })),
    ),
  },
  {
    weight: 3,
    arbitrary: fc
      .oneof(
        anyPattern.map((pattern): Test => ({ kind: 'is', value: { kind: 'pattern', pattern } })),
        anyRegex.map((source): Test => ({ kind: 'regex', source })),
      )
      .map((test): Expression => ({ kind: 'words', test, span: SPAN })),
  },
);

export const anyExpression: fc.Arbitrary<Expression> = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'query' },
    { weight: 4, arbitrary: anyLeaf },
    { weight: 1, arbitrary: tie('expression').map((part): Expression => ({ kind: 'not', part, span: SPAN })) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(
          fc.constantFrom('and' as const, 'or' as const),
          fc.array(tie('expression'), { minLength: 2, maxLength: 3 }),
        )
        .map(([kind, parts]) => joined(kind, parts, SPAN)!),
    },
  ),
})).expression;

const anyZone = fc.constantFrom(null, 'UTC', '+05:30', '-0800', 'Europe/Berlin');
const anyStage: fc.Arbitrary<TimeStage> = fc.oneof(
  fc.constantFrom('24h', '90m', '1d12h', '2w').map((duration): TimeStage => ({ kind: 'last', duration, span: SPAN })),
  fc.tuple(anyTime, anyZone).map(([at, zone]): TimeStage => ({ kind: 'on', at, zone, span: SPAN })),
  fc
    .tuple(fc.option(anyTime), fc.option(anyTime), anyZone)
    .filter(([from, to]) => from !== null || to !== null)
    .map(([from, to, zone]): TimeStage => ({ kind: 'between', from, to, zone, span: SPAN })),
);

export const anyQuery: fc.Arbitrary<Query> = fc.record({
  where: fc.option(anyExpression, { freq: 20 }),
  time: fc.option(anyStage, { freq: 1 }),
});

/** The same tree without its places in the text. */
export function withoutSpans(query: Query): unknown {
  return JSON.parse(JSON.stringify(query, (key, value: unknown) => (key === 'span' ? undefined : value)));
}
