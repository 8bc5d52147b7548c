import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EMPTY_CHAIN, nextRow, verifyChain, type ChainHead, type ChainRow } from './chain.ts';

function chainOf(bodies: readonly string[]): ChainRow[] {
  const rows: ChainRow[] = [];
  for (const body of bodies) rows.push(nextRow(headOf(rows), body));
  return rows;
}

function headOf(rows: readonly ChainRow[]): ChainHead {
  const last = rows.at(-1);
  return last === undefined ? EMPTY_CHAIN : { count: rows.length, hash: last.hash };
}

/** Gives the rows numbers from 1 again, as somebody would who covers up. */
function renumber(rows: readonly ChainRow[]): ChainRow[] {
  return rows.map((row, index) => ({ ...row, seq: index + 1 }));
}

const SOUND = chainOf(['{"n":1}', '{"n":2}', '{"n":3}', '{"n":4}', '{"n":5}']);
const ANCHOR = headOf(SOUND);
const at = (seq: number): ChainRow => SOUND[seq - 1]!;
const without = (...seqs: readonly number[]): ChainRow[] => SOUND.filter(({ seq }) => !seqs.includes(seq));
const swapped = (a: number, b: number): ChainRow[] =>
  SOUND.map((row) => (row.seq === a ? at(b) : row.seq === b ? at(a) : row));

describe('a chain', () => {
  test('is what sha256sum makes of the hash before and the body', () => {
    const first = createHash('sha256')
      .update(`${'0'.repeat(64)}{"n":1}`)
      .digest('hex');
    expect(at(1).hash).toBe(first);
    expect(at(2).hash).toBe(createHash('sha256').update(`${first}{"n":2}`).digest('hex'));
  });

  test('that nobody touched is sound', () => {
    expect(verifyChain(() => SOUND, ANCHOR)).toEqual({ head: ANCHOR, fault: null });
    expect(verifyChain(() => [], EMPTY_CHAIN)).toEqual({ head: EMPTY_CHAIN, fault: null });
  });

  const rewritten = nextRow({ count: 2, hash: at(2).hash }, '{"n":"other"}');
  test.each<[string, ChainRow[], ChainHead | null, string, number]>([
    ['content', SOUND.map((row) => (row.seq === 3 ? { ...row, body: '{"n":9}' } : row)), ANCHOR, 'changed', 3],
    ['a hash', SOUND.map((row) => (row.seq === 3 ? { ...row, hash: at(2).hash } : row)), ANCHOR, 'changed', 3],
    ['a row with its own hash', SOUND.map((row) => (row.seq === 3 ? rewritten : row)), ANCHOR, 'changed', 3],
    ['one row gone', without(3), ANCHOR, 'removed', 3],
    ['several rows gone', without(2, 3), ANCHOR, 'removed', 2],
    ['a row gone, the rest renumbered', renumber(without(3)), ANCHOR, 'changed', 2],
    ['the beginning gone', without(1, 2), ANCHOR, 'head_removed', 1],
    ['the beginning gone, the rest renumbered', renumber(without(1)), ANCHOR, 'head_removed', 1],
    ['two rows swapped', renumber(swapped(2, 4)), ANCHOR, 'reordered', 2],
    ['neighbours swapped', renumber(swapped(4, 5)), ANCHOR, 'reordered', 4],
    ['the first row swapped', renumber(swapped(1, 3)), ANCHOR, 'reordered', 1],
    ['the end gone', without(4, 5), ANCHOR, 'tail_removed', 4],
    ['everything gone', [], ANCHOR, 'tail_removed', 1],
    [
      'numbers with a gap',
      SOUND.map((row) => (row.seq > 3 ? { ...row, seq: row.seq + 1 } : row)),
      ANCHOR,
      'renumbered',
      5,
    ],
    ['the recorded head gone', SOUND, null, 'anchor_mismatch', 6],
    ['the recorded head set back', SOUND, headOf(SOUND.slice(0, 3)), 'anchor_mismatch', 4],
    [
      'the last row rewritten',
      [...SOUND.slice(0, 4), nextRow(headOf(SOUND.slice(0, 4)), '{}')],
      ANCHOR,
      'anchor_mismatch',
      5,
    ],
  ])('with %s is found out', (_what, rows, anchor, kind, seq) => {
    const { fault, head } = verifyChain(() => rows, anchor);
    expect({ kind: fault?.kind, seq: fault?.seq }).toEqual({ kind, seq });
    expect(fault?.reason).toMatch(/\w/);
    expect(head.count).toBeLessThanOrEqual(5);
  });
});

// @promise DUR-03
test('any single edit of any chain is found, and never named later than where it was made', () => {
  const edit = fc.constantFrom('body', 'hash', 'prevHash', 'remove', 'remove and renumber', 'swap', 'cut');
  fc.assert(
    fc.property(
      fc.array(fc.string(), { minLength: 2, maxLength: 12 }),
      edit,
      fc.nat(),
      fc.nat(),
      (texts, kind, a, b) => {
        const rows = chainOf(texts.map((text, index) => JSON.stringify({ index, text })));
        const first = a % rows.length;
        const second = (first + 1 + (b % (rows.length - 1))) % rows.length;
        const edited = edits[kind](rows, Math.min(first, second), Math.max(first, second));
        const { fault, head } = verifyChain(() => edited, headOf(rows));
        expect(fault).not.toBeNull();
        expect(fault!.seq).toBeLessThanOrEqual(Math.min(first, second) + 1);
        expect(rows.slice(0, head.count)).toEqual(edited.slice(0, head.count));
      },
    ),
  );
});

type Edit = 'body' | 'hash' | 'prevHash' | 'remove' | 'remove and renumber' | 'swap' | 'cut';
const edits: Readonly<Record<Edit, (rows: readonly ChainRow[], low: number, high: number) => ChainRow[]>> = {
  body: (rows, low) => rows.with(low, { ...rows[low]!, body: '{}' }),
  hash: (rows, low) => rows.with(low, { ...rows[low]!, hash: 'f'.repeat(64) }),
  prevHash: (rows, low) => rows.with(low, { ...rows[low]!, prevHash: 'f'.repeat(64) }),
  remove: (rows, low) => rows.toSpliced(low, 1),
  'remove and renumber': (rows, low) => renumber(rows.toSpliced(low, 1)),
  swap: (rows, low, high) => renumber(rows.with(low, rows[high]!).with(high, rows[low]!)),
  cut: (rows, low) => rows.slice(0, low),
};
