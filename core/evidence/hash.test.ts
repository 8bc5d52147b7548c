import { expect, test } from 'vitest';
import { fingerprintOf, hashing } from './hash.ts';

async function* parts(...texts: readonly (string | Error)[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) {
    if (text instanceof Error) throw text;
    yield Buffer.from(text);
  }
}

test('bytes that pass have the same hash as bytes that are only fingerprinted', async () => {
  const passing = hashing(parts('one ', 'two'));
  expect(passing.sha256()).toBeNull();
  expect(Buffer.concat(await Array.fromAsync(passing.bytes)).toString()).toBe('one two');
  expect(passing.sha256()).toBe((await fingerprintOf(parts('one two'))).sha256);
});

test('a stream that breaks off has the hash of what came, one that is left early has none', async () => {
  const broken = hashing(parts('one', new Error('torn')));
  await expect(Array.fromAsync(broken.bytes)).rejects.toThrow('torn');
  expect(broken.sha256()).toBe((await fingerprintOf(parts('one'))).sha256);
  const left = hashing(parts('one', 'two'));
  for await (const part of left.bytes) if (part.length > 0) break;
  expect(left.sha256()).toBeNull();
});
