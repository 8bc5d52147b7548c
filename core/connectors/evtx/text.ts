/**
 * Text out of chunk bytes. Logs repeat themselves: computer, channel, user, image come again with every record, so a
 * small direct-mapped table gives back the string made last time. ASCII becomes a one-byte string, which costs half
 * the memory here and half the time in everything that looks at it later.
 */
const SLOTS = 4_096;
const MAX_CACHED_UNITS = 128;
const SCRATCH_BYTES = 65_536;

const windows1252 = new TextDecoder('windows-1252');

export class TextDecoderCache {
  readonly #scratch = Buffer.allocUnsafeSlow(SCRATCH_BYTES);
  readonly #hashes = new Int32Array(SLOTS);
  readonly #strings: string[] = Array.from({ length: SLOTS }, () => '');

  /**
   * UTF-16 little-endian, up to the first NUL, at most `sizeBytes` bytes. A lone surrogate becomes U+FFFD: it could
   * be neither stored nor shown.
   */
  utf16(bytes: Buffer, offset: number, sizeBytes: number): string {
    const units = sizeBytes >> 1;
    const scratch = this.#scratch;
    let high = 0;
    let hash = 0;
    let length = 0;
    for (let at = offset; length < units; at += 2) {
      const low = bytes[at]!;
      const upper = bytes[at + 1]!;
      if ((low | upper) === 0) break;
      high |= upper;
      hash = (Math.imul(hash, 31) + (low | (upper << 8))) | 0;
      scratch[length++] = low;
    }
    if (length === 0) return '';
    if (high !== 0) return wide(bytes, offset, length);
    if (length > MAX_CACHED_UNITS) return scratch.toString('latin1', 0, length);
    const slot = (hash ^ (hash >>> 12)) & (SLOTS - 1);
    if (this.#hashes[slot] === hash) {
      const known = this.#strings[slot]!;
      if (known.length === length && isSame(known, scratch)) return known;
    }
    const text = scratch.toString('latin1', 0, length);
    this.#hashes[slot] = hash;
    this.#strings[slot] = text;
    return text;
  }

  /** Code page 1252 without its NULs, which writers use as padding. */
  ansi(bytes: Buffer, offset: number, sizeBytes: number): string {
    return windows1252.decode(bytes.subarray(offset, offset + sizeBytes)).replaceAll('\0', '');
  }
}

/** One for all files: making the table costs more than reading a small file, and nobody keeps a part of it. */
export const sharedText = new TextDecoderCache();

function wide(bytes: Buffer, offset: number, units: number): string {
  return bytes.toString('utf16le', offset, offset + units * 2).toWellFormed();
}

function isSame(text: string, latin1: Buffer): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) !== latin1[index]) return false;
  return true;
}

const NO_BREAK_AND_WIDE_SPACES = '\u0085\u00a0\u1680\u2028\u2029\u202f\u205f\u3000';

/** Without the characters at the end that Unicode calls white space; `trimEnd` of strings has a slightly other list. */
export function trimEnd(text: string): string {
  let length = text.length;
  while (length > 0 && isWhiteSpace(text.charCodeAt(length - 1))) length--;
  return length === text.length ? text : text.slice(0, length);
}

function isWhiteSpace(code: number): boolean {
  if (code <= 0x20) return code === 0x20 || (code >= 0x09 && code <= 0x0d);
  if (code < 0x85) return false;
  return (code >= 0x2000 && code <= 0x200a) || NO_BREAK_AND_WIDE_SPACES.includes(String.fromCharCode(code));
}
