import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPlainWithin } from './weight.ts';

test('plain data that is small enough', () => {
  const call = {
    kind: 'call',
    id: 1,
    workspace: null,
    method: 'events.listPage',
    input: { query: 'user:eve', limit: 100 },
  };
  expect(isPlainWithin(call, 1_024)).toBe(true);
  expect(isPlainWithin(undefined, 0)).toBe(true);
  expect(isPlainWithin(Object.create(null), 10)).toBe(true);
});

test('not what is larger, however it is packed', () => {
  expect(isPlainWithin('x'.repeat(1_025), 1_024)).toBe(false);
  expect(isPlainWithin('ü'.repeat(600), 1_024)).toBe(false);
  expect(
    isPlainWithin(
      Array.from({ length: 2_000 }, () => null),
      1_024,
    ),
  ).toBe(false);
  expect(isPlainWithin({ ['x'.repeat(2_000)]: 1 }, 1_024)).toBe(false);
  expect(isPlainWithin([['x'.repeat(600)], ['x'.repeat(600)]], 1_024)).toBe(false);
});

test('nothing that JSON could not say, and no end of depth', () => {
  const cycle: Record<string, unknown> = {};
  cycle['self'] = cycle;
  const others = [new Map(), new Set(), new Date(), new Uint8Array(1), new ArrayBuffer(1), /x/, 1n, cycle, () => {}];
  for (const value of others) expect(isPlainWithin({ value }, 1_000_000)).toBe(false);
});

test('what weighs less than it may as JSON by far is taken', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => isPlainWithin(value, 4 * JSON.stringify(value).length + 64)),
  );
});
