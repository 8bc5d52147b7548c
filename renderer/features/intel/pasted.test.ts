import { expect, it } from 'vitest';
import { linesOf } from './pasted.ts';

it('takes one name a line and keeps the numbers of lines that people see', () => {
  expect(linesOf('# a list\r\nevil.example\n\n 203.0.113.7  # seen in May\nhttp://evil.example/#top\n')).toEqual([
    { line: 2, value: 'evil.example' },
    { line: 4, value: '203.0.113.7' },
    { line: 5, value: 'http://evil.example/#top' },
  ]);
});
