/**
 * A stream as an encrypted file: what was submitted to an encrypted workspace lies beside it, and must not lie there in
 * plain text. AES-256-GCM in parts of 64 KB, so that a stream of any length passes through a bounded memory.
 *
 * `VDS` and a format number, 16 bytes of salt, then parts: four bytes of length whose highest bit marks the last one, that
 * many encrypted bytes, 16 bytes of tag. Each file has a key of its own (HKDF-SHA256 of the given key and the salt), its
 * parts are numbered by their nonces, and length and mark are authenticated: a part that was changed, moved or cut off is
 * an error, never other text.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { VedetteError } from '../kernel/errors.ts';
import type { ByteStream } from '../model/record.ts';

const MAGIC = Buffer.from('VDS\u0001', 'latin1');
const SALT_BYTES = 16;
const TAG_BYTES = 16;
const HEAD_BYTES = 4;
const PART_BYTES = 64 * 1024;
const LAST = 0x8000_0000;

/** Encrypts `bytes` with `key` (32 random bytes). Throws what the stream throws. */
export async function* sealed(bytes: ByteStream, key: Uint8Array): ByteStream {
  const salt = randomBytes(SALT_BYTES);
  const fileKey = deriveFileKey(key, salt);
  yield Buffer.concat([MAGIC, salt]);
  let number = 0;
  let held = Buffer.alloc(0);
  for await (const some of bytes) {
    held = Buffer.concat([held, some]);
    while (held.length > PART_BYTES) {
      yield sealPart(fileKey, number++, held.subarray(0, PART_BYTES), false);
      held = held.subarray(PART_BYTES);
    }
  }
  yield sealPart(fileKey, number, held, true);
}

/** What was encrypted. Throws `E_SOURCE_UNREADABLE` at the first part that is not as it was written. */
export async function* unsealed(bytes: ByteStream, key: Uint8Array): ByteStream {
  const take = taker(bytes);
  const start = await take(MAGIC.length + SALT_BYTES);
  if (!start.subarray(0, MAGIC.length).equals(MAGIC)) throw broken('it is no sealed stream');
  const fileKey = deriveFileKey(key, start.subarray(MAGIC.length));
  for (let number = 0; ; number++) {
    const head = await take(HEAD_BYTES);
    const word = head.readUInt32BE();
    const isLast = word >= LAST;
    const length = isLast ? word - LAST : word;
    if (length > PART_BYTES) throw broken(`part ${number} was changed`);
    yield unsealPart(fileKey, number, head, await take(length + TAG_BYTES));
    if (isLast) return;
  }
}

function deriveFileKey(key: Uint8Array, salt: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key, salt, 'vedette stream', 32));
}

function nonceOf(number: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(number, 6, 6);
  return nonce;
}

function sealPart(key: Uint8Array, number: number, plain: Uint8Array, isLast: boolean): Buffer {
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt32BE(plain.length + (isLast ? LAST : 0));
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(number)).setAAD(head);
  const encrypted = [cipher.update(plain), cipher.final()];
  return Buffer.concat([head, ...encrypted, cipher.getAuthTag()]);
}

function unsealPart(key: Uint8Array, number: number, head: Buffer, part: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(number)).setAAD(head);
  decipher.setAuthTag(part.subarray(-TAG_BYTES));
  const plain = decipher.update(part.subarray(0, -TAG_BYTES));
  try {
    decipher.final();
  } catch {
    throw broken(`part ${number} was changed, or the key is another`);
  }
  return plain;
}

/** Takes an exact number of bytes at a time; throws where the stream ends before. */
function taker(bytes: ByteStream): (count: number) => Promise<Buffer> {
  const iterator = bytes[Symbol.asyncIterator]();
  let held = Buffer.alloc(0);
  return async (count) => {
    while (held.length < count) {
      const next = await iterator.next();
      if (next.done === true) throw broken('its end is missing');
      held = Buffer.concat([held, next.value]);
    }
    const taken = held.subarray(0, count);
    held = held.subarray(count);
    return taken;
  };
}

function broken(why: string): VedetteError {
  return new VedetteError('E_SOURCE_UNREADABLE', `A stream that was kept cannot be read: ${why}`);
}
