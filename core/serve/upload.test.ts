import { expect, test } from 'vitest';
import { safeName } from './upload.ts';

test.each([
  ['', 'evidence'],
  ['..', 'evidence'],
  ['C:\\a\\b.evtx', 'b.evtx'],
  ['a/b\\c.json', 'c.json'],
  ['x'.repeat(300), 'x'.repeat(120)],
  ['日本.json', '日本.json'],
  ['<img src=x>', '_img src=x_'],
])('the name %j becomes %j', (given, expected) => expect(safeName(given)).toBe(expected));
