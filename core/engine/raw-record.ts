/** The raw record of an event for people: text where it is text, else digits, of either a bounded part. */
import { readPlace } from '../intake/raw.ts';
import { messageOf } from '../kernel/errors.ts';
import { DEFAULT_LIMITS } from '../kernel/limits.ts';
import type { ReadableDb } from '../store/database.ts';
import type { EventRow } from '../store/events.ts';
import { readRaw } from '../store/raw-blocks.ts';

export type RawRecord =
  | {
      readonly kind: 'text' | 'hex';
      readonly content: string;
      readonly shownBytes: number;
      readonly ofBytes: number;
    }
  | { readonly kind: 'missing'; readonly reason: string; readonly ofBytes: number };

/** From what the workspace keeps, or else from where it came from. */
export async function rawRecordOf(db: ReadableDb, event: EventRow, maxBytes: number): Promise<RawRecord> {
  const { lengthBytes: ofBytes, byteOffset, sourceId, sourcePath, sourceSha256 } = event;
  const wanted = Math.min(ofBytes, maxBytes);
  const kept = wanted === 0 ? Buffer.alloc(0) : readRaw(db, sourceId, byteOffset, wanted);
  if (kept !== null) return rawRecord(kept, ofBytes);
  try {
    const source = { path: sourcePath, sha256: sourceSha256 };
    return rawRecord(await readPlace(source, byteOffset, wanted, DEFAULT_LIMITS), ofBytes);
  } catch (thrown) {
    return { kind: 'missing', reason: messageOf(thrown), ofBytes };
  }
}

/** Characters that no text has; line ends and tabs are fine. */
// oxlint-disable-next-line no-control-regex -- finding control characters is the purpose
const NO_TEXT = /[\u0000-\u0008\u000b\u000c\u000e-\u001a\u001c-\u001f]/;

/** `bytes` are the first of `ofBytes`; where they end within a character, that one is left out. */
export function rawRecord(bytes: Uint8Array, ofBytes: number): RawRecord {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  try {
    const content = decoder.decode(bytes, { stream: bytes.length < ofBytes });
    if (!NO_TEXT.test(content)) return { kind: 'text', content, shownBytes: Buffer.byteLength(content), ofBytes };
  } catch (thrown) {
    if (!(thrown instanceof TypeError)) throw thrown;
  }
  return { kind: 'hex', content: Buffer.from(bytes).toString('hex'), shownBytes: bytes.length, ofBytes };
}
