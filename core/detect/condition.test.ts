import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fires, refusalOf } from './fixture.ts';

/** A rule with selections a, b, c … each true where the event has the field of that name. */
function detection(condition: string, names: readonly string[] = ['a', 'b', 'c']): string {
  return [...names.map((name) => `${name}:\n  ${name}: 1`), `condition: ${condition}`].join('\n');
}

function isTrue(condition: string, present: readonly string[], names?: readonly string[]): boolean {
  return fires(detection(condition, names), Object.fromEntries(present.map((name) => [name, 1])));
}

describe('CON-1 precedence', () => {
  test.each<[string, string[], boolean]>([
    ['a or b and c', ['a'], true],
    ['a or b and c', ['b'], false],
    ['(a or b) and c', ['a'], false],
    ['(a or b) and c', ['a', 'c'], true],
    ['not a and b', ['b'], true],
    ['not a and b', [], false],
    ['not (a and b)', ['a'], true],
    ['not not a', ['a'], true],
    ['a AND NOT b', ['a'], true],
    ['a and not b or c', ['a', 'b', 'c'], true],
    ['((a))', ['a'], true],
    ['not 1 of a*', [], true],
  ])('%s on %j: %s', (condition, present, expected) => {
    expect(isTrue(condition, present)).toBe(expected);
  });

  test('agrees with JavaScript on generated conditions', () => {
    const names = ['a', 'b', 'c'] as const;
    const { tree } = fc.letrec<{ tree: string }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom(...names),
        fc.tuple(tie('tree'), fc.constantFrom(' and ', ' or '), tie('tree')).map((parts) => parts.join('')),
        tie('tree').map((inner) => `not ${inner}`),
        tie('tree').map((inner) => `(${inner})`),
      ),
    }));
    fc.assert(
      fc.property(tree, fc.subarray([...names]), (condition, present) => {
        const script = condition.replaceAll('and', '&&').replaceAll('or', '||').replaceAll('not', '!');
        const values = names.map((name) => present.includes(name));
        // The generated text holds nothing but these names, operators and parentheses.
        const expected = new Function(...names, `return ${script}`)(...values) as boolean;
        expect(isTrue(condition, present)).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });
});

describe('CON-2 and CON-3 quantifiers', () => {
  const names = ['sel_a', 'sel_b', 'filter_main', '_hidden'];
  test.each<[string, string[], boolean]>([
    ['1 of sel*', ['sel_b'], true],
    ['1 of sel_*', ['filter_main'], false],
    ['any of sel*', ['sel_a'], true],
    ['all of sel*', ['sel_a'], false],
    ['all of sel*', ['sel_a', 'sel_b'], true],
    ['1 of *_main', ['filter_main'], true],
    ['1 of *e*a*', ['sel_a'], true],
    ['1 of sel_a', ['sel_a'], true],
    ['1 of them', ['_hidden'], false],
    ['1 of them', ['filter_main'], true],
    ['all of them', ['sel_a', 'sel_b', 'filter_main'], true],
    ['1 of *', ['_hidden'], false],
    ['1 of _hid*', ['_hidden'], true],
    ['_hidden', ['_hidden'], true],
    ['all of sel* and not 1 of filter*', ['sel_a', 'sel_b'], true],
    ['all of sel* and not 1 of filter*', ['sel_a', 'sel_b', 'filter_main'], false],
  ])('%s on %j: %s', (condition, present, expected) => {
    expect(isTrue(condition, present, names)).toBe(expected);
  });
});

test('CON-4 several conditions are linked by OR', () => {
  expect(isTrue('[a and b, c]', ['c'])).toBe(true);
  expect(isTrue('[a and b, c]', ['a'])).toBe(false);
});

test('selections may be named like the operators', () => {
  expect(isTrue('of and 1', ['of', '1'], ['of', '1'])).toBe(true);
});

describe('CON-5 and CON-6 refusals', () => {
  test.each([
    ['a and', 'the condition ends too early'],
    ['a b', '`b` is not expected here'],
    ['(a', 'the condition ends too early'],
    ['(a or b c', 'a closing parenthesis is missing'],
    ['a)', '`)` is not expected here'],
    ['and a', '`and` is not expected here'],
    ['missing', 'there is no selection named `missing`'],
    ['1 of missing*', 'no selection matches `1 of missing*`'],
    ['2 of them', '`2 of` is not known; Sigma has `1 of`, `any of`, `all of`'],
    ['a | count() > 5', 'aggregations after `|` were replaced by correlation rules'],
    ['[]', 'the condition is empty'],
    ["''", 'the condition is no text'],
    [`${'not '.repeat(150)}a`, 'nested more than 100 levels deep'],
    [`${'('.repeat(150)}a${')'.repeat(150)}`, 'nested more than 100 levels deep'],
    [`a${' or a'.repeat(2_000)}`, 'the condition has more than 2000 words'],
  ])('%s', (condition, reason) => {
    expect(refusalOf(detection(condition))).toMatchObject({ field: 'condition', line: 11, reason });
  });

  test('no text makes the parser throw anything but a refusal', () => {
    const words = fc.array(fc.constantFrom('a', 'and', 'or', 'not', '(', ')', '1', 'all', 'of', 'them', 'a*', '|'));
    fc.assert(
      fc.property(words, (condition) => {
        const text = detection(JSON.stringify(condition.join(' ')));
        expect(() => fires(text, {})).not.toThrow(/^(?!refused)/);
      }),
    );
  });
});
