import { expect, test } from 'vitest';
import { findIn } from './find.ts';
import { hexLines, prettyJson, prettyXml } from './pretty.ts';

test('JSON is laid out and nothing of it changes', () => {
  const text = '{"id":12345678901234567890,"a":"x\\u202e, {y}","a":[],"o":{},"l":[1,{"b":null}]}';
  const pretty = prettyJson(text)!;
  expect(pretty).toBe(
    [
      '{',
      '  "id": 12345678901234567890,',
      '  "a": "x\\u202e, {y}",',
      '  "a": [],',
      '  "o": {},',
      '  "l": [',
      '    1,',
      '    {',
      '      "b": null',
      '    }',
      '  ]',
      '}',
    ].join('\n'),
  );
  expect(prettyJson('{"a":')).toBeNull();
});

test('XML is laid out with texts beside their tags', () => {
  expect(prettyXml('<Event><System><EventID>1</EventID><A x="1"/></System><!-- c --></Event>')).toBe(
    [
      '<Event>',
      '  <System>',
      '    <EventID>1</EventID>',
      '    <A x="1"/>',
      '  </System>',
      '  <!-- c -->',
      '</Event>',
    ].join('\n'),
  );
  expect(prettyXml('no markup')).toBeNull();
  expect(prettyXml('<<a></b></b></b>')).toContain('</b>');
});

test('bytes as hexdump shows them', () => {
  expect(hexLines(new Uint8Array([0x4d, 0x5a, 0, 0xff]))).toBe(`00000000  4d 5a 00 ff${' '.repeat(37)}  |MZ..|`);
  expect(hexLines(new Uint8Array(17)).split('\n')).toHaveLength(2);
});

test('finds without regard to case, wherever a text stands', () => {
  expect(findIn(['aXa', 'xx'], 'x')).toEqual([
    { line: 0, from: 1, to: 2 },
    { line: 1, from: 0, to: 1 },
    { line: 1, from: 1, to: 2 },
  ]);
  expect(findIn(['a'], '')).toEqual([]);
});
