import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ByteStream } from '../model/record.ts';
import { sealed, unsealed } from './sealed-stream.ts';

const KEY = randomBytes(32);
const PART = 64 * 1024;

async function* cut(bytes: Uint8Array, size: number): ByteStream {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

async function whole(stream: ByteStream): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(stream));
}

const seal = (plain: Uint8Array, size = 10_000): Promise<Buffer> => whole(sealed(cut(plain, size), KEY));
const unseal = (bytes: Uint8Array, key = KEY, size = 7_777): Promise<Buffer> => whole(unsealed(cut(bytes, size), key));

test.each([0, 1, PART - 1, PART, PART + 1, 3 * PART, 3 * PART + 5])(
  '%d bytes come back as they were',
  async (length) => {
    const plain = randomBytes(length);
    const bytes = await seal(plain);
    expect((await unseal(bytes)).equals(plain)).toBe(true);
    expect((await unseal(bytes, KEY, 1_000_000)).equals(plain)).toBe(true);
  },
);

test('nothing can be read, and the same text is never the same bytes', async () => {
  const text = Buffer.from('the quick brown fox '.repeat(5_000));
  const [one, two] = [await seal(text), await seal(text)];
  expect(one.includes('quick brown')).toBe(false);
  expect(one.equals(two)).toBe(false);
  await expect(unseal(one, randomBytes(32))).rejects.toMatchObject({ code: 'E_SOURCE_UNREADABLE' });
});

test('a changed byte, a part moved, doubled or left out, an end cut off: an error, and never other text', async () => {
  const plain = randomBytes(2 * PART + 100);
  const bytes = await seal(plain);
  const parts = [
    bytes.subarray(0, 20),
    bytes.subarray(20, 20 + PART + 20),
    bytes.subarray(40 + PART, 60 + 2 * PART),
    bytes.subarray(60 + 2 * PART),
  ];
  const [start, one, two, last] = parts as [Buffer, Buffer, Buffer, Buffer];
  for (const wrong of [
    [start, two, one, last],
    [start, one, one, last],
    [start, one, last],
    [start, last],
    [start, one, two],
    [start],
    [],
  ]) {
    await expect(unseal(Buffer.concat(wrong))).rejects.toMatchObject({ code: 'E_SOURCE_UNREADABLE' });
  }
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
      const changed = Buffer.from(bytes);
      changed[at]! ^= flip;
      await expect(unseal(changed)).rejects.toMatchObject({ code: 'E_SOURCE_UNREADABLE' });
    }),
    { numRuns: 60 },
  );
});
