// @promise SEC-43
import { describe, expect, test } from 'vitest';
import { fires, refusalOf } from './fixture.ts';
import { compileRegex } from './values/regex.ts';

/**
 * Expressions that a backtracking engine needs exponential or high polynomial time for, each with a text that almost
 * matches. Nothing here looks at a clock: a backtracking engine would not come back before the sun goes out.
 */
const CORPUS: readonly (readonly [source: string, text: string])[] = [
  ['^(a+)+$', `${'a'.repeat(50_000)}!`],
  ['^(a|a)*$', `${'a'.repeat(50_000)}!`],
  ['^(a|aa)+$', `${'a'.repeat(50_000)}!`],
  ['^(a|a?)+$', `${'a'.repeat(50_000)}!`],
  ['^(.*a){12}$', `${'a'.repeat(20_000)}!`],
  ['^(a*)*$', `${'a'.repeat(50_000)}!`],
  ['^((a*)*)*$', `${'a'.repeat(50_000)}!`],
  ['(x+x+)+y', 'x'.repeat(50_000)],
  ['^(([a-z])+.)+[A-Z]([a-z])+$', 'a'.repeat(50_000)],
  [
    '^([a-zA-Z0-9])(([\\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}(([a-z]{2,3})|([a-z]{2,3}[.]{1}[a-z]{2,3}))$',
    `${'a'.repeat(20_000)}!`,
  ],
  ['^(\\w+\\s?)*$', `${'word '.repeat(10_000)}!`],
  ['^(\\d+)+\\.$', '1'.repeat(50_000)],
  ['(.*)(.*)(.*)(.*)(.*)[b]', 'a'.repeat(20_000)],
  ['^(?:.*,){10}P', '1,2,3,4,5,6,7,8,9,10,11,12,13,'.repeat(500)],
  ['\\s+$', `${' '.repeat(50_000)}x`],
  ['^(([^\\\\"]|\\\\.)*)*"$', '\\\\'.repeat(20_000)],
  ['(-?)*-?(/|-)+(e|en|enc)+ $', `${'-'.repeat(30_000)}e`],
  ['(a?){50}a{50}$', `${'a'.repeat(49)}`],
];

describe('SEC-43 no expression of a rule can hang the engine', () => {
  test.each(CORPUS)('%s', (source, text) => {
    // Asked directly too: the index may know without the expression that the text cannot match.
    expect(compileRegex(source, '')(text)).toBe(false);
    expect(compileRegex(source, 'ms')(text)).toBe(false);
    expect(fires(`sel:\n  Text|re: ${JSON.stringify(source)}\ncondition: sel`, { Text: text })).toBe(false);
  });

  test.each([
    '(?=a)b',
    '(?!a)b',
    '(?<=a)b',
    '(?<!a)b',
    '(a)\\1',
    '(?>a+)b',
    'a{1,100000}',
    '((a{1,1000}){1,1000}){1,1000}',
  ])('%s cannot be had in linear time and is refused', (source) => {
    const { code, reason } = refusalOf(`sel:\n  Text|re: ${JSON.stringify(source)}\ncondition: sel`);
    expect(code).toBe('E_RULE_UNSUPPORTED');
    expect(reason).toMatch(/linear time/);
  });

  test('wildcards cannot either, however many', () => {
    const text = `${'a'.repeat(50_000)}!`;
    const value = JSON.stringify(`${'*a'.repeat(200)}b`);
    expect(fires(`sel:\n  Text: ${value}\ncondition: sel`, { Text: text })).toBe(false);
    expect(fires(`sel:\n  Text: ${JSON.stringify(`*${'?a'.repeat(100)}b*`)}\ncondition: sel`, { Text: text })).toBe(
      false,
    );
  });

  test('nor can values made of what the rules look for', () => {
    const literals = Array.from({ length: 200 }, (_, index) => `'${'a'.repeat(index + 1)}b'`);
    const detection = `sel:\n  Text|contains: [${literals.join(', ')}]\n  Text|endswith: z\ncondition: sel`;
    expect(fires(detection, { Text: 'a'.repeat(1_000_000) })).toBe(false);
  });
});
