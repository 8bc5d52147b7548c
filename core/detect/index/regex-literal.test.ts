import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileRegex } from '../values/regex.ts';
import { foldCase } from '../values/folding.ts';
import { requiredLiteral } from './regex-literal.ts';

const PIECES = [
  'a',
  'Bc',
  'ss',
  'k',
  'σ',
  'É',
  '\\.',
  '\\\\',
  '-',
  '/',
  ' ',
  '[ab]',
  '[^x-z]',
  '[\\]a]',
  '(cd|e)',
  '(?:fg)',
  '(h(i)j)',
  'x+',
  'y*',
  'ab?',
  'z{2}',
  'w{0,3}',
  'u{1,}',
  '.',
  '\\d',
  '\\s',
  '\\w+',
  '(?:no)*',
  '^',
  '$',
  '|',
  '_',
  '%41',
];
const ODD = new Map([
  ['s', 'ſ'],
  ['k', '\u212a'],
]);

describe('the text that an expression requires', () => {
  test.each([
    ['powershell', '', 'powershell'],
    ['PowerShell\\.exe', '', 'powershell.exe'],
    ['abc.*defg', '', 'defg'],
    ['abcd*efg', '', 'abc'],
    ['abcd{2}e', '', 'abc'],
    ['ab+c', '', 'ab'],
    ['ab|cd', '', ''],
    ['(ab|cd)efg', '', 'efg'],
    ['a(b(c))?def', '', 'def'],
    ['[abc]x[^]]y', '', 'x'],
    ['\\x41bcd', '', ''],
    ['\\d\\wxyz\\b', '', 'xyz'],
    ['cscript', 'i', 'cript'],
    ['(?i)cscript', '', 'cript'],
    ['ß2', '', '2'],
    ['\\\\pipe\\\\', '', '\\pipe\\'],
    ['\\Qa.b\\E', '', ''],
    ['a{,5}bc', '', ''],
  ])('of %s with flags "%s" is "%s"', (source, flags, expected) => {
    expect(requiredLiteral(source, flags)).toBe(expected);
  });

  const piece = fc.constantFrom(...PIECES);
  const source = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(''));

  test('is in every text that matches', () => {
    const cases = source.chain((one) => {
      const texts = fc.stringMatching(new RegExp(one, 'u'));
      return fc.record({
        source: fc.constant(one),
        text: texts,
        mask: fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }),
      });
    });
    let matched = 0;
    fc.assert(
      fc.property(cases, fc.boolean(), ({ source: one, text, mask }, ignoresCase) => {
        const flags = ignoresCase ? 'i' : '';
        // Letters that count as `s` and `k` where case is ignored, upper and lower case at random.
        const changed = ignoresCase
          ? [...text].map((char, at) => (mask[at % 7] ? (ODD.get(char) ?? char.toUpperCase()) : char)).join('')
          : text;
        if (!compileRegex(one, flags)(changed)) return;
        matched++;
        expect(foldCase(changed)).toContain(requiredLiteral(one, flags));
      }),
      { numRuns: 2_000 },
    );
    expect(matched).toBeGreaterThan(500);
  });
});
