import { expect, test } from 'vitest';
import type { Column } from './column.ts';
import { toCsv } from './csv.ts';

const COLUMNS: readonly Column<readonly string[]>[] = ['Title', 'Note, "long"'].map((title, at) => ({
  id: title,
  title,
  widthPx: 1,
  cell: (row) => row[at],
  text: (row) => row[at]!,
}));

test('commas, quotes and lines are kept within their cell', () => {
  expect(toCsv(COLUMNS, [['a,b', 'say "x"\nand y']])).toBe('Title,"Note, ""long"""\r\n"a,b","say ""x""\nand y"');
});

test('what a spreadsheet would run is text', () => {
  const dangerous = ['=cmd|calc', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'];
  const lines = toCsv(
    COLUMNS,
    dangerous.map((text) => [text, 'x']),
  )
    .split('\r\n')
    .slice(1);
  expect(lines).toHaveLength(dangerous.length);
  for (const line of lines) expect(line).toMatch(/^"?'/);
});
