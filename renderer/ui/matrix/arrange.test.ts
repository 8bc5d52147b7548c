import { expect, test } from 'vitest';
import { columnsOf, filterCounts, toneOf } from './arrange.ts';
import type { MatrixFilter, MatrixTechnique } from './types.ts';

const TACTICS = [
  { id: 'TA1', name: 'Execution' },
  { id: 'TA2', name: 'Persistence' },
];

function technique(id: string, tactics: string[], rules: number, hits: number): MatrixTechnique {
  return { id, name: `name of ${id}`, tactics, rules, hits };
}

const TECHNIQUES = [
  technique('T2', ['TA1', 'TA2'], 0, 0),
  technique('T1', ['TA1'], 1, 0),
  technique('T1.001', [], 2, 40),
  technique('T1.002', [], 0, 0),
  technique('T9.001', ['TA2'], 1, 0),
];

function read(filter: MatrixFilter, unfolded: string[] = []): string[] {
  return columnsOf(TACTICS, TECHNIQUES, filter, new Set(unfolded)).map(({ tactic, cells }) =>
    [tactic.id, ...cells.map(({ technique: { id }, rules, hits, subs }) => `${id} ${rules}/${hits}+${subs}`)].join(
      ' · ',
    ),
  );
}

test('sub-techniques are folded into theirs, with their numbers', () => {
  expect(read('all')).toEqual(['TA1 · T1 3/40+2 · T2 0/0+0', 'TA2 · T2 0/0+0 · T9.001 1/0+0']);
  expect(read('all', ['T1'])[0]).toBe('TA1 · T1 1/0+2 · T1.001 2/40+0 · T1.002 0/0+0 · T2 0/0+0');
});

test('filters keep a technique for what is below it', () => {
  expect(read('hits')).toEqual(['TA1 · T1 3/40+1', 'TA2']);
  expect(read('rules')).toEqual(['TA1 · T1 3/40+1', 'TA2 · T9.001 1/0+0']);
  expect(read('gaps', ['T1'])).toEqual(['TA1 · T1 1/0+1 · T1.002 0/0+0 · T2 0/0+0', 'TA2 · T2 0/0+0']);
  expect(filterCounts(TECHNIQUES)).toEqual({ all: 5, hits: 1, rules: 3, gaps: 2 });
});

test('tones go by orders of magnitude', () => {
  expect([0, 1, 9, 10, 99, 100, 1_000, 1_000_000].map(toneOf)).toEqual([0, 1, 1, 2, 2, 3, 4, 4]);
});
