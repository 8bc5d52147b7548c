import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linesOf, type Line } from './lines.ts';

async function collect(parts: readonly Uint8Array[], maxBytes = 1_000): Promise<Line[]> {
  async function* stream(): AsyncGenerator<Uint8Array> {
    yield* parts;
  }
  return Array.fromAsync(linesOf(stream(), maxBytes));
}

test('lines come with number and place; line ends and a byte order mark are not part of them', async () => {
  expect(await collect([Buffer.from('\uFEFFone\r\n\ntwo')])).toEqual([
    { number: 1, offset: 0, lengthBytes: 7, text: 'one' },
    { number: 2, offset: 8, lengthBytes: 0, text: '' },
    { number: 3, offset: 9, lengthBytes: 3, text: 'two' },
  ]);
});

// @promise SEC-42
test('a line past the limit is passed over and the next is read', async () => {
  const lines = await collect([Buffer.from(`short\n${'x'.repeat(5_000)}\nafter\n`)], 100);
  expect(lines.map((line) => line.text)).toEqual(['short', null, 'after']);
  expect(lines[2]!.offset).toBe(5_007);
});

test('where the stream is cut into parts makes no difference', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: fc.constantFrom('a', 'ä', '\n', '\r') }),
      fc.infiniteStream(fc.integer({ min: 1, max: 4 })),
      async (text, sizes) => {
        const bytes = Buffer.from(text);
        const parts: Uint8Array[] = [];
        for (let start = 0; start < bytes.length;) {
          const size = sizes.next().value as number;
          parts.push(bytes.subarray(start, start + size));
          start += size;
        }
        expect(await collect(parts)).toEqual(await collect([bytes]));
      },
    ),
  );
});
