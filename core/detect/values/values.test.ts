import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ANY_ONE, ANY_RUN, type Pattern } from '../predicate.ts';
import { base64, base64Offsets, utf16, utf16be, utf16le, utf8 } from './encoding.ts';
import { compileCidr, parseCidr } from './cidr.ts';
import { foldCase } from './folding.ts';
import { decimalOf } from './number.ts';
import { parsePattern } from './pattern.ts';
import { compilePattern } from './wildcard.ts';

describe('VAL-3 escapes, row by row of the specification', () => {
  test.each<[string, Pattern]>([
    ['\\', ['\\']],
    ['\\\\', ['\\']],
    ['a\\b', ['a\\b']],
    ['a\\\\b', ['a\\b']],
    ['\\*', ['*']],
    ['\\?', ['?']],
    ['\\\\*', ['\\', ANY_RUN]],
    ['\\\\?', ['\\', ANY_ONE]],
    ['\\\\\\*', ['\\*']],
    ['\\\\\\?', ['\\?']],
    ['\\\\\\', ['\\\\']],
    ['\\\\\\\\', ['\\\\']],
    ['\\\\\\\\*', ['\\\\', ANY_RUN]],
    ['', []],
    ['*', [ANY_RUN]],
    ['**', [ANY_RUN]],
    ['prog?.exe', ['prog', ANY_ONE, '.exe']],
    ['\\\\\\\\server\\share\\*', ['\\\\server\\share*']],
  ])('%s', (text, pattern) => {
    expect(parsePattern(text)).toEqual(pattern);
  });
});

/** The definition, read literally: try every split for a `*`. */
function matchesNaively(pattern: Pattern, characters: readonly string[]): boolean {
  const [head, ...rest] = pattern;
  if (head === undefined) return characters.length === 0;
  if (head === ANY_ONE) return characters.length > 0 && matchesNaively(rest, characters.slice(1));
  if (head === ANY_RUN) {
    return characters.some((_, index) => matchesNaively(rest, characters.slice(index))) || matchesNaively(rest, []);
  }
  const literal = Array.from(head);
  return (
    literal.every((character, index) => characters[index] === character) &&
    matchesNaively(rest, characters.slice(literal.length))
  );
}

describe('VAL-2 wildcards', () => {
  const alphabet = fc.constantFrom('a', 'b', '\\', '😀', 'é', '\n');
  const texts = fc.array(alphabet, { maxLength: 9 }).map((characters) => characters.join(''));
  const patterns = fc
    .array(fc.oneof(alphabet, fc.constantFrom('*', '?', '\\*', '\\\\')), { maxLength: 8 })
    .map((parts) => parsePattern(parts.join('')));

  test('agree with a naive matcher', () => {
    fc.assert(
      fc.property(patterns, texts, (pattern, text) => {
        expect(compilePattern(pattern)(text)).toBe(matchesNaively(pattern, Array.from(text)));
      }),
      { numRuns: 20_000 },
    );
  });

  test('agree with a naive matcher on texts made from the pattern', () => {
    const derived = patterns.chain((pattern) =>
      fc.tuple(
        fc.constant(pattern),
        fc
          .tuple(
            ...pattern.map((part) =>
              typeof part === 'string' ? fc.constant(part) : part === ANY_ONE ? alphabet : texts,
            ),
          )
          .map((parts) => parts.join('')),
      ),
    );
    fc.assert(
      fc.property(derived, ([pattern, text]) => {
        expect(compilePattern(pattern)(text)).toBe(true);
      }),
      { numRuns: 5_000 },
    );
  });

  test('a hostile pattern on a hostile text ends', () => {
    const pattern = parsePattern('*a?'.repeat(200) + 'b');
    expect(compilePattern(pattern)('a'.repeat(20_000))).toBe(false);
  });
});

test('VAL-1 folding is the same for both sigmas and leaves no upper case', () => {
  expect(foldCase('ΟΔΟΣ')).toBe(foldCase('οδοσ'));
  expect(foldCase('C:\\WINDOWS\\ÄÖ')).toBe('c:\\windows\\äö');
});

describe('MOD-9 encodings', () => {
  test('UTF-16 in both byte orders and with its mark', () => {
    expect(utf16le('cmd')).toBe('c\0m\0d\0');
    expect(utf16be('cmd')).toBe('\0c\0m\0d');
    expect(utf16('cmd')).toBe('\xff\xfec\0m\0d\0');
  });

  test('Base64 of UTF-8', () => {
    expect(base64(utf8('ping'))).toBe('cGluZw==');
    expect(base64(utf8('ü'))).toBe('w7w=');
  });

  test('the three offsets', () => {
    expect(base64Offsets(utf8('/bin/bash'))).toEqual(['L2Jpbi9iYXNo', '9iaW4vYmFza', 'vYmluL2Jhc2']);
  });

  test('wherever a value stands inside encoded text, one of its offsets is found', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 3 }), fc.string(), fc.string(), (value, before, after) => {
        const encoded = base64(utf8(before) + utf8(value) + utf8(after));
        expect(base64Offsets(utf8(value)).some((variant) => encoded.includes(variant))).toBe(true);
      }),
    );
  });
});

describe('MOD-8 network ranges', () => {
  test.each([
    ['10.0.0.0/8', '10.255.255.255', true],
    ['10.0.0.0/8', '11.0.0.0', false],
    ['10.0.0.77/8', '10.1.2.3', true],
    ['192.168.1.1', '192.168.1.1', true],
    ['192.168.1.1', '192.168.1.2', false],
    ['0.0.0.0/0', '1.2.3.4', true],
    ['0.0.0.0/0', '::1', false],
    ['10.0.0.0/8', '::ffff:10.1.2.3', true],
    ['fe80::/10', 'fe80::1%12', true],
    ['fe80::/10', 'FE80::1', true],
    ['2001:db8::/32', '2001:db9::', false],
    ['::/0', '2001::1', true],
    ['10.0.0.0/8', '10.1', false],
    ['10.0.0.0/8', '012.1.1.1', false],
    ['10.0.0.0/8', 'not an address', false],
    ['10.0.0.0/8', '', false],
  ])('%s holds %s: %s', (range, text, expected) => {
    expect(compileCidr(range)(text)).toBe(expected);
  });

  test.each(['10.0.0.0/33', '10.0.0/8', 'fe80::/129', '10.0.0.0/', 'x', '', '10.0.0.0/-1'])(
    '%s is no range',
    (text) => {
      expect(parseCidr(text)).toBeNull();
    },
  );
});

test('VAL-4 decimal texts', () => {
  expect(['1', '-1', '1.50', '.5', '1e3', '0777'].map(decimalOf)).toEqual([1, -1, 1.5, 0.5, 1000, 777]);
  expect(['', ' 1', '0x10', '1,5', 'NaN', 'Infinity', '1e', '٣'].map(decimalOf)).toEqual(Array(8).fill(null));
});
