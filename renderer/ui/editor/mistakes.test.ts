import { Text } from '@codemirror/state';
import { expect, test } from 'vitest';
import { queryDiagnostic, yamlDiagnostic } from './mistakes.ts';

const DOC = Text.of(['title: a rule', 'level: hig', '']);

test('a line and column of YAML is the word there', () => {
  expect(yamlDiagnostic({ line: 2, column: 8, message: 'm' }, DOC)).toMatchObject({
    from: 21,
    to: 24,
    severity: 'error',
  });
  expect(yamlDiagnostic({ line: 2, column: 99, message: 'm' }, DOC)).toMatchObject({ from: 14, to: 24 });
  expect(yamlDiagnostic({ line: 99, column: 1, message: 'm', isWarning: true }, DOC)).toMatchObject({
    from: 25,
    to: 25,
    severity: 'warning',
  });
});

test('a mistake of a query is within its text, and on something that can be seen', () => {
  expect(queryDiagnostic({ from: 2, to: 5, message: 'm' }, 9)).toMatchObject({ from: 2, to: 5 });
  expect(queryDiagnostic({ from: 9, to: 9, message: 'm' }, 9)).toMatchObject({ from: 8, to: 9 });
  expect(queryDiagnostic({ from: 0, to: 4, message: 'm' }, 0)).toMatchObject({ from: 0, to: 0 });
});
