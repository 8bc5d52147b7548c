import { expect, test } from 'vitest';
import { parse } from '../../core/query/parse.ts';
import { rangeOf, withPattern, withTerm, withTime } from './query-terms.ts';

test.each([
  ['*', 'host', 'ws-1', false, 'host:ws-1'],
  ['', 'host', 'ws-1', true, 'not host:ws-1'],
  ['a:1 or b:2', 'c', 'x y', false, '(a:1 or b:2) and c:"x y"'],
  ['a:1 | last 24h', 'c', '3', false, 'a:1 and c:3 | last 24h'],
  ['*', 'Image', 'C:\\a*b"\\', false, 'Image:"C:\\\\a\\*b\\"\\\\"'],
  ['*', 'word', 'and', false, 'word:"and"'],
])('%s with %s %s', (query, field, value, isOut, expected) => {
  const made = withTerm(query, field, value, isOut);
  expect(made).toBe(expected);
  expect(parse(made).problems).toEqual([]);
});

test('a range of time takes the place of the one that was there, and is read back', () => {
  const made = withTime('host:a | last 24h', 1_772_611_200_000_000, 1_772_614_800_000_000);
  expect(made).toBe('host:a | from 2026-03-04T08:00:00.000Z to 2026-03-04T09:00:00.000Z');
  expect(rangeOf(made)).toEqual({ fromUs: 1_772_611_200_000_000, toUs: 1_772_614_800_000_000 });
  expect(rangeOf('host:a | last 24h')).toBeNull();
  expect(withTime('', 0, 1_000)).toBe('* | from 1970-01-01T00:00:00.000Z to 1970-01-01T00:00:00.001Z');
});

test.each([
  ['*', 'host', 'ws-*', 'host:ws-*'],
  ['a:1', 'Image', 'C:\\Temp\\*', 'a:1 and Image:"C:\\\\Temp\\\\*"'],
  ['a:1 | last 1h', 'user', 'or', 'a:1 and user:"or" | last 1h'],
])('%s where %s is like %s', (query, field, pattern, expected) => {
  expect(withPattern(query, field, pattern)).toBe(expected);
  expect(parse(expected).problems).toEqual([]);
});
