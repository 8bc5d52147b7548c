/** The identity of evidence: SHA-256 over the unpacked bytes, taken before anything is parsed. */
import { createHash } from 'node:crypto';
import type { ByteStream } from '../model/record.ts';

export interface Fingerprint {
  /** SHA-256, 64 lower-case hex digits. */
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** Reads `bytes` to the end. Throws what the stream throws. */
export async function fingerprintOf(bytes: ByteStream): Promise<Fingerprint> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  for await (const part of bytes) {
    hash.update(part);
    sizeBytes += part.length;
  }
  return { sha256: hash.digest('hex'), sizeBytes };
}

/** The same bytes with their SHA-256, which is null until all of them have passed, broken off or not. */
export function hashing(bytes: ByteStream): { readonly bytes: ByteStream; sha256(): string | null } {
  const hash = createHash('sha256');
  let sha256: string | null = null;
  async function* pass(): ByteStream {
    let failure: { readonly error: unknown } | null = null;
    try {
      for await (const part of bytes) {
        hash.update(part);
        yield part;
      }
    } catch (error) {
      failure = { error };
    }
    sha256 = hash.digest('hex');
    if (failure !== null) throw failure.error;
  }
  return { bytes: pass(), sha256: () => sha256 };
}
