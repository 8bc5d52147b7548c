import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  citationsOf,
  readCitations,
  readPromises,
  securityDocument,
  type Promised,
} from '../../scripts/security-doc.ts';
import { PROJECT_ROOT } from '../../scripts/steps.ts';

const PROMISES: readonly Promised[] = ['AB-1', 'AB-2', 'AB-3'].map((id) => ({
  id,
  area: 'Area',
  promise: `${id} holds`,
  tests: 'U',
}));

function rowsOf(...files: readonly (readonly [file: string, text: string])[]): string[] {
  const document = securityDocument(
    PROMISES,
    files.flatMap(([file, text]) => citationsOf(file, text)),
  );
  return document.split('\n').filter((line) => line.startsWith('| AB-') || line.startsWith('**'));
}

test('docs/security.md says what the tests say; else run npm run docs', () => {
  const written = readFileSync(path.join(PROJECT_ROOT, 'docs/security.md'), 'utf8');
  expect(securityDocument(readPromises(), readCitations())).toBe(written);
});

test('a promise is proved by every test that cites it, and in part as soon as one says what is missing', () => {
  expect(
    rowsOf(
      ['test/b.test.ts', '// @promise AB-1 AB-2\ntest();\n  /* @promise AB-1 */'],
      ['core/a.test.ts', ' * @promise AB-1\r\n// @promise-part AB-2 the one | or the other'],
    ),
  ).toEqual([
    '**Proved: 1 of 3 promises; 1 more in part.**',
    '| AB-1 | AB-1 holds | [core/a.test.ts](../core/a.test.ts), [test/b.test.ts](../test/b.test.ts) |',
    '| AB-2 | AB-2 holds | partly: [core/a.test.ts](../core/a.test.ts), [test/b.test.ts](../test/b.test.ts); ' +
      'missing: the one \\| or the other |',
    '| AB-3 | AB-3 holds | not proved yet |',
  ]);
});

test('text that only mentions a comment is none', () => {
  expect(citationsOf('a.test.ts', `const text = '// @promise AB-1';\n// see @promise AB-1`)).toEqual([]);
});

describe('a comment that cannot be right is an error', () => {
  test.each([
    ['an unknown id', 'a.test.ts', '\n// @promise AB-1 AB-9', 'a.test.ts:2: AB-9 is not in docs/promises.json'],
    ['an unknown id in part', 'a.test.ts', '// @promise-part AB-9 x', 'a.test.ts:1: AB-9 is not in docs/promises.json'],
    ['no id', 'a.test.ts', '// @promise', 'a.test.ts:1: @promise names no promise'],
    ['a part without what is missing', 'a.test.ts', '// @promise-part AB-1', 'AB-1 does not say what is missing'],
    ['a misspelt word', 'a.test.ts', '// @promises AB-1', '@promises is neither @promise nor @promise-part'],
    ['a file that is not run', 'test/a.ts', '// @promise AB-1', 'test/a.ts:1: only a test'],
  ])('%s', (_name, file, text, message) => {
    expect(() => rowsOf([file, text])).toThrow(message);
  });

  test('so is a promise that is made twice', () => {
    expect(() => securityDocument([...PROMISES, PROMISES[0]!], [])).toThrow('AB-1 is there twice');
  });
});
