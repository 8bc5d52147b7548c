import { describe, expect, test } from 'vitest';
import { format } from './format.ts';
import { parse } from './parse.ts';

function problems(text: string): string[] {
  return parse(text).problems.map(({ start, end, message }) => `${text.slice(start, end)} → ${message}`);
}

describe('canonical text', () => {
  test.each([
    ['a b', 'a and b'],
    ['(a and b) c', 'a and b and c'],
    ['A OR b AND NOT c', 'A or b and not c'.replace('b and not c', '(b and not c)')],
    ['((a))', 'a'],
    ['field = x', 'field:x'],
    ['field != x', 'not field:x'],
    ['f not in (a,b)', 'not f in (a, b)'],
    ['f:(a or "b c")', 'f in (a, "b c")'],
    ['f in(10.0.0.0/8, "10.0.0.0/8")', 'f in (10.0.0.0/8, "10.0.0.0/8")'],
    ['host: WS-12', 'host:WS-12'],
    ['f:**', 'f:*'],
    ['a | last 1D 12h', 'a | last 1d12h'],
    ['| since now-1h', '| from now-1h'],
    ['C:\\Windows\\System32', '"C:\\Windows\\System32"'],
    ['http://a.example/x', '"http://a.example/x"'],
    ['2001:db8::1 or fe80::1', '"2001:db8::1" or "fe80::1"'],
    ['Image:\\\\\\\\srv\\x', 'Image:\\\\\\srv\\x'],
    ['Image:/usr/bin/curl', 'Image:"/usr/bin/curl"'],
    ['Image:/cu+rl/', 'Image:/cu+rl/'],
    ['""', '""'],
  ])('%s is %s', (text, canonical) => {
    const { query, problems: found } = parse(text);
    expect(found).toEqual([]);
    expect(format(query)).toBe(canonical);
  });
});

describe('problems have a place and say what to do', () => {
  test.each([
    ['host:', ['host: → A value is missing after `host:`']],
    ['host: and user:eve', ['host: → A value is missing after `host:`']],
    ['(a or b', ['( → This parenthesis is not closed']],
    ['a)', [') → This parenthesis closes nothing']],
    ['a and', ['and → Something is missing after `and`']],
    ['or a', ['or → There is nothing before `or`']],
    ['a and or b', ['and → Something is missing after `and`']],
    ['not', ['not → Something is missing after `not`']],
    ['()', ['() → There is nothing between the parentheses']],
    ['x:"abc', ['"abc → The closing quote is missing']],
    ['f>a*', ['a* → Wildcards have no size; they go with `:` and `in`']],
    ['f:[1 10]', ['[1 10] → A range reads `[5 to 10]`, with `*` for an open end']],
    ['f:[* to *]', ['f:[* to *] → A range needs at least one end; `field:*` asks for any value']],
    ['f in ()', ['() → A list needs at least one value']],
    ['f in (a', ['(a → A list reads `in (one, "two words", thr*)`; it is not closed']],
    ['a | last', [' last → A duration reads `24h`, `90m` or `1d12h` (ms, s, m, h, d, w)']],
    ['a | from noon', ['noon → A time reads `2026-03-04`, `2026-03-04T09:14`, `now-2h`, `today` or `yesterday`']],
    [
      'a | on today zone Mars/Base',
      ['Mars/Base → A zone is `UTC`, an offset such as `+01:00` or a name such as `Europe/Berlin`'],
    ],
  ])('%s', (text, expected) => expect(problems(text)).toEqual(expected));

  test('a path that ends with a backslash in quotes is told apart', () => {
    expect(problems('Image:"C:\\Temp\\"')[0]).toContain('write `\\\\"` where the text ends with a backslash');
  });

  test('what could be read is in the tree', () => {
    expect(format(parse('host:ws-1 and (user:eve or severity>').query)).toBe('host:ws-1 and (user:eve or severity:)');
  });

  test('a regular expression is checked by whoever will run it', () => {
    const { problems: found } = parse('a:/(/', { checkRegex: () => 'no' });
    expect(found).toEqual([{ start: 2, end: 5, message: 'no' }]);
  });
});
