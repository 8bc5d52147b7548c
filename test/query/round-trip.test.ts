import fc from 'fast-check';
import { expect, test } from 'vitest';
import { completionsAt } from '../../core/query/complete.ts';
import { eventCatalogue } from '../../core/query/event-fields.ts';
import { compile } from '../../core/query/compile.ts';
import { format } from '../../core/query/format.ts';
import { MAX_QUERY_CHARS, parse } from '../../core/query/parse.ts';
import { timeUsFromMs } from '../../core/kernel/time.ts';
import { anyQuery, TEXTS, withoutSpans } from './any-query.ts';

const NOW = { nowUs: timeUsFromMs(Date.UTC(2026, 2, 4, 12))!, zone: 'UTC' };
const catalogue = eventCatalogue();

test('what format writes is read back as the same tree', () => {
  fc.assert(
    fc.property(anyQuery, (query) => {
      const text = format(query);
      const { query: again, problems } = parse(text);
      if (text.length > MAX_QUERY_CHARS) return;
      expect({ text, problems }).toEqual({ text, problems: [] });
      expect({ text, tree: withoutSpans(again) }).toEqual({ text, tree: withoutSpans(query) });
      expect(format(again)).toBe(text);
    }),
    { numRuns: 3_000 },
  );
});

const anyToken = fc.oneof(
  fc.constantFrom(
    '(',
    ')',
    '[',
    ']',
    '"',
    ':',
    '|',
    '/',
    '\\',
    '*',
    '?',
    ',',
    '>',
    '<=',
    '!=',
    '=',
    ' ',
    '\n',
    ' and ',
    ' or ',
    ' not ',
    ' in (',
    ' to ',
    'last',
    'from',
    'zone',
    'host:',
    'time:',
    'Image',
    'severity>',
    '10.0.0.0/8',
    'C:\\',
  ),
  fc.constantFrom(...TEXTS),
  fc.string({ unit: 'binary', maxLength: 5 }),
);

test('any text is parsed, compiled and completed without a throw, and every problem has a place in it', () => {
  fc.assert(
    fc.property(fc.array(anyToken, { maxLength: 40 }), fc.nat(200), (tokens, cursor) => {
      const text = tokens.join('');
      const { query, problems } = parse(text);
      for (const { start, end, message } of [...problems, ...compile(query, catalogue, NOW).problems]) {
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeGreaterThanOrEqual(start);
        expect(end).toBeLessThanOrEqual(text.length);
        expect(message).not.toBe('');
      }
      completionsAt(text, Math.min(cursor, text.length), catalogue, () => [{ value: 'x', count: 1 }]);
      expect(parse(format(query)).problems.length === 0 || problems.length > 0).toBe(true);
    }),
    { numRuns: 5_000 },
  );
});

test.each([
  ['(', 4_000],
  ['not ', 2_000],
  ['a:(', 2_000],
  ['/a\\ ', 3_000],
  ['"\\', 3_000],
  ['a or ', 100_000],
  ['x:[1 to ', 1_000],
])('%j %i times over is bounded', (piece, times) => {
  const { query, problems } = parse(piece.repeat(times));
  expect(problems.length).toBeGreaterThan(0);
  expect(problems.length).toBeLessThanOrEqual(20);
  expect(() => compile(query, catalogue, NOW)).not.toThrow();
});
