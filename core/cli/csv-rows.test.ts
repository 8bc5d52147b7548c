import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvRows } from './csv-rows.ts';

test('rows know their lines; comments and blank lines are passed over; quotes may hold anything', () => {
  const text = '# a list\ntype,value\r\n\n"a ""b""\nc",d\n e , \nlast,';
  expect(csvRows(text)).toEqual([
    { line: 2, cells: ['type', 'value'] },
    { line: 4, cells: ['a "b"\nc', 'd'] },
    { line: 6, cells: [' e ', ' '] },
    { line: 7, cells: ['last', ''] },
  ]);
});

test('a quote that begins in a cell or never ends costs its line alone', () => {
  for (const bad of ['c,"d', 'c"d,e', '"c"d,e']) {
    expect(csvRows(`a,b\n${bad}\nf,g`)).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, problem: 'a quote begins or ends within a cell, or never ends' },
      { line: 3, cells: ['f', 'g'] },
    ]);
  }
});

test('what is written by the rules is read back', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', '#', ' ', 'ü') });
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 8 }), (table) => {
      const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
      const text = table.map((row) => row.map(quoted).join(',')).join('\n');
      expect(csvRows(text).map((row) => 'cells' in row && row.cells)).toEqual(table);
    }),
  );
});
