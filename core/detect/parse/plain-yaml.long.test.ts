import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { filesBelow, hasData, unpackData } from '../../../test/data.ts';
import { readPlainYaml } from './plain-yaml.ts';
import { readAnyYaml } from './yaml.ts';

const SAMPLE = [
  'title: A rule: no, a title',
  'title: A plain title',
  'description: |',
  '  First line',
  '    indented',
  '',
  '  last line',
  'references:',
  '  - https://example.org/a#b',
  '  - two # with a comment',
  '- at the margin',
  "quoted: 'it''s *here*' # comment",
  'double: "a \\\\ b \\" c"',
  'escape: "\\x41"',
  'number: 4688',
  'octal: 0123',
  'hex: 0x10',
  'float: 1.50',
  'negative: -5',
  'truth: true',
  'nothing: null',
  'nothing:',
  'tilde: ~',
  'detection:',
  '  selection:',
  '    Image|endswith: \\cmd.exe',
  '    CommandLine|contains|all:',
  '      - " -a"',
  "      - '*b*'",
  '      - -c',
  '    - Image: x',
  '      User: y',
  '    -   Deep: 1',
  "  '|all':",
  '  condition: selection and not 1 of filter_*',
  '  continued: one',
  '    two',
  '---',
  '--- # next',
  '...',
  '# comment',
  '  # indented comment',
  'a: [1, 2]',
  'b: {c: d}',
  'anchor: &x y',
  'alias: *x',
  'tag: !!str z',
  'folded: >-',
  '  text',
  'keep: |+',
  'merge:',
  '  <<: x',
  '? complex',
  ': value',
  '-',
  '- - nested',
  "'open",
  'tab:\tx',
  'trailing: x   ',
  'unicode: grün 😀 “quotes”',
  'long: a b c  d',
  '    ',
];

const SCALARS = [
  'x',
  '4688',
  "'it''s *x*'",
  '"a \\\\ \\" b"',
  '-c',
  '\\cmd.exe',
  'true',
  '~',
  'a b # comment',
  'http://x/y#z',
  '1.5',
];
const KEYS = ['title', 'Image|endswith', "'|all'", '"quoted"', 'a b', '12', '-x', 'C:\\x'];

/** A block of lines below some key, indented by `indent` spaces. */
function block(indent: number, depth: number): fc.Arbitrary<string[]> {
  const pad = ' '.repeat(indent);
  const scalar = fc.constantFrom(...SCALARS);
  const leaf = fc.tuple(fc.constantFrom(...KEYS), scalar).map(([key, value]) => [`${pad}${key}: ${value}`]);
  const literal = fc.constantFrom(...KEYS).map((key) => [`${pad}${key}: |`, `${pad}  one`, '', `${pad}    two`]);
  const folded = fc.constantFrom(...KEYS).map((key) => [`${pad}${key}: one`, `${pad}   two`]);
  const items = fc.array(scalar, { minLength: 1, maxLength: 3 }).map((values) => values.map((one) => `${pad}- ${one}`));
  if (depth === 0) return fc.oneof(leaf, items);
  const nested = fc
    .tuple(
      fc.constantFrom(...KEYS),
      fc.constantFrom(0, 1, 2, 4).chain((step) => block(indent + step, depth - 1)),
    )
    .map(([key, below]) => [`${pad}${key}:`, ...below]);
  const mapItem = block(indent + 2, depth - 1).map(([first, ...more]) => [`${pad}- ${first!.trimStart()}`, ...more]);
  const entry = fc.oneof(leaf, nested, literal, folded);
  return fc.oneof(
    { weight: 3, arbitrary: fc.array(entry, { minLength: 1, maxLength: 4 }).map((entries) => entries.flat()) },
    items,
    fc.array(mapItem, { minLength: 1, maxLength: 2 }).map((all) => all.flat()),
  );
}

const PIECES = [
  '',
  ' ',
  '\n',
  ':',
  ': ',
  '#',
  ' #',
  '-',
  '- ',
  "'",
  '"',
  '|',
  '\\',
  '0',
  '  ',
  '\n---\n',
  '\n\n',
  '&a ',
  '<<',
];
const mangled = fc
  .tuple(
    fc.array(
      fc.oneof(
        block(0, 3),
        fc.constantFrom(...SAMPLE).map((line) => [line]),
      ),
      { minLength: 1, maxLength: 3 },
    ),
    fc.array(fc.tuple(fc.nat(400), fc.constantFrom(...PIECES)), { maxLength: 2 }),
  )
  .map(([blocks, splices]) => {
    let text = `${blocks.flat().join('\n')}\n`;
    for (const [at, piece] of splices) text = text.slice(0, at % text.length) + piece + text.slice(at % text.length);
    return text;
  });

/** What both agree on: documents without errors. */
function expectSame(text: string): boolean {
  const plain = readPlainYaml(text);
  if (plain === null) return false;
  expect(plain.map(({ line, root }) => ({ line, root, refusal: null }))).toEqual(readAnyYaml(text));
  return true;
}

describe('LOAD-4 the short cut for plain files', () => {
  test('reads as the whole parser does, or not at all', () => {
    let tried = 0;
    let plain = 0;
    fc.assert(
      fc.property(mangled, (text) => {
        tried++;
        if (expectSame(text)) plain++;
      }),
      { numRuns: 3_000 },
    );
    expect(plain).toBeGreaterThan(tried / 20);
  });

  test('is taken for what rules are made of', () => {
    const text = SAMPLE.slice(1, 13).filter((line) => line !== '- at the margin');
    expect(expectSame(`${text.join('\n')}\ndetection:\n    a|re: 'x'\n    b:\n        - c\n        - 1\n`)).toBe(true);
  });
});

describe.skipIf(!hasData)('LOAD-4 the rules of SigmaHQ (needs the public data sets)', () => {
  test('read the same both ways, nearly all of them plain', { timeout: 60_000 }, () => {
    const files = filesBelow(unpackData('sigma/sigmahq-rules.zip'), '.yml');
    const plain = files.filter((file) => expectSame(readFileSync(file, 'utf8')));
    expect(plain.length).toBeGreaterThan(files.length * 0.95);
  });
});
