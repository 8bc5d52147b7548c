import { expect, test } from 'vitest';
import { csvLine } from './csv.ts';

test.each([
  ['plain', 'plain'],
  ['a,b', '"a,b"'],
  ['say "x"', '"say ""x"""'],
  ['two\nlines', '"two\nlines"'],
  [`=HYPERLINK("http://x")`, `"'=HYPERLINK(""http://x"")"`],
  ['+cmd', `'+cmd`],
  ['-2+3', `'-2+3`],
  ['@SUM(A1)', `'@SUM(A1)`],
  ['\t=1', `'\t=1`],
  ['  =1', `'  =1`],
  ['-42', '-42'],
  ['+1.5', '+1.5'],
  ['', ''],
])('%j becomes %j', (cell, expected) => expect(csvLine([cell, 'x'])).toBe(`${expected},x`));
