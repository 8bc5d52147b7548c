import { expect, test } from 'vitest';
import { tokensOf } from './query-tokens.ts';

/** `kind:text` of each piece. */
function read(text: string): string[] {
  return tokensOf(text).map(({ from, to, kind }) => `${kind} ${text.slice(from, to)}`);
}

test('fields, operators, values and words of the language', () => {
  expect(read('host:WS-12 and not dst_port>=443')).toEqual([
    'field host',
    'operator :',
    'word WS-12',
    'keyword and',
    'keyword not',
    'field dst_port',
    'operator >=',
    'number 443',
  ]);
});

test('wildcards apart from what is literal, escaped ones as it', () => {
  expect(read('Image:*\\cmd?.exe')).toEqual([
    'field Image',
    'operator :',
    'wildcard *',
    'word \\cmd',
    'wildcard ?',
    'word .exe',
  ]);
  expect(read('a\\*b')).toEqual(['word a\\*b']);
});

test('lists and ranges hold values, not tests', () => {
  expect(read('EventID in (4624, "a:b" or c)')).toEqual([
    'field EventID',
    'keyword in',
    'bracket (',
    'number 4624',
    'bracket ,',
    'string "a:b"',
    'keyword or',
    'word c',
    'bracket )',
  ]);
  expect(read('port:[1 to 1024] x:y').slice(2, 8)).toEqual([
    'bracket [',
    'number 1',
    'keyword to',
    'number 1024',
    'bracket ]',
    'field x',
  ]);
});

test('a colon names no field in paths, addresses and links', () => {
  expect(read('C:\\Windows')).toEqual(['word C:\\Windows']);
  expect(read('http://a.example/x')).toEqual(['word http://a.example/x']);
  expect(read('2001:db8::1')).toEqual(['word 2001:db8::1']);
});

test('regular expressions and paths', () => {
  expect(read('Image:/curl$/')).toEqual(['field Image', 'operator :', 'regex /curl$/']);
  expect(read('Image:/usr/bin/curl').at(-1)).toBe('word /usr/bin/curl');
});

test('after the bar stands a time', () => {
  expect(read('* | last 24h')).toEqual(['wildcard *', 'operator |', 'keyword last', 'time 24h']);
});

test('whatever is typed is covered once, in order', () => {
  const pieces = [
    '"',
    'a:',
    '(',
    ')',
    '[',
    ']',
    '|',
    '/',
    '\\',
    '*',
    ' in (',
    ' ',
    ',',
    '\u202e',
    '日本',
    '😀',
    '>=',
    '1',
  ];
  for (let seed = 1; seed < 500; seed++) {
    const text = Array.from({ length: 12 }, (_, at) => pieces[(seed * (at + 3) * 7919) % pieces.length]).join('');
    let end = 0;
    for (const { from, to } of tokensOf(text)) {
      expect(from).toBeGreaterThanOrEqual(end);
      expect(to).toBeGreaterThan(from);
      expect(text.slice(end, from).trim()).toBe('');
      end = to;
    }
    expect(text.slice(end).trim()).toBe('');
  }
});
