import { expect, test } from 'vitest';
import { forestOf, rowsOf } from './tree.ts';
import type { ProcessNode } from './types.ts';

function process(id: string, parentId: string | null, startUs = 0, alerts = 0): ProcessNode {
  return { id, parentId, image: `${id}.exe`, commandLine: id, user: 'u', host: 'h', startUs, alerts };
}

/** `level:id`, with why it is at the top. */
function read(processes: readonly ProcessNode[], folded: readonly string[] = []): string[] {
  return rowsOf(forestOf(processes), new Set(folded)).map(
    ({ level, process: { id }, top }) => `${level}:${id}${top === null ? '' : ` ${top}`}`,
  );
}

test('children below their parent by when they started', () => {
  expect(read([process('c', 'a', 3), process('b', 'a', 2), process('a', null, 1), process('d', 'b', 4)])).toEqual([
    '1:a',
    '2:b',
    '3:d',
    '2:c',
  ]);
});

test('a parent that is not there', () => {
  expect(read([process('b', 'gone', 2), process('a', null, 1)])).toEqual(['1:a', '1:b missing']);
});

test('circles are cut where they start, and nobody is lost', () => {
  const circle = [
    process('a', 'c', 5),
    process('b', 'a', 2),
    process('c', 'b', 9),
    process('d', 'a', 1),
    process('e', 'e', 3),
  ];
  expect(read(circle)).toEqual(['1:b circle', '2:c', '3:a', '4:d', '1:e circle']);
});

test('an id that stands twice is one process', () => {
  expect(read([process('a', null), process('a', 'b'), process('b', 'a')])).toEqual(['1:a', '2:b']);
});

test('folding hides what is below and says how many alerts', () => {
  const processes = [process('a', null), process('b', 'a', 1, 2), process('c', 'b', 1, 3)];
  expect(read(processes, ['a'])).toEqual(['1:a']);
  expect(rowsOf(forestOf(processes), new Set(['a']))[0]).toMatchObject({ isOpen: false, hiddenAlerts: 5 });
  expect(rowsOf(forestOf(processes), new Set()).map(({ isOpen }) => isOpen)).toEqual([true, true, undefined]);
});

test('a chain as long as the list', () => {
  const chain = Array.from({ length: 20_000 }, (_, at) => process(`p${at}`, at === 0 ? null : `p${at - 1}`, at, 1));
  const rows = rowsOf(forestOf(chain), new Set());
  expect(rows).toHaveLength(20_000);
  expect(rows.at(-1)).toMatchObject({ level: 20_000, position: 1, siblings: 1 });
});
