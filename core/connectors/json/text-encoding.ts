/**
 * JSON is UTF-8, but Windows tools also write UTF-16. Everything is scanned as UTF-8; this turns UTF-16 into it while
 * it streams, and maps places back, because a record's offset always counts the bytes of the source.
 */

export interface TextEncoding {
  readonly name: 'utf-8' | 'utf-16le' | 'utf-16be';
  /** Bytes of the byte order mark, skipped before scanning. */
  readonly markBytes: number;
}

const BRACE = 0x7b;
const BRACKET = 0x5b;

/** Told by the byte order mark, else by the zero bytes that UTF-16 puts beside the first ASCII characters. */
export function encodingOf(head: Uint8Array): TextEncoding {
  const [a, b, c, d] = head;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { name: 'utf-8', markBytes: 3 };
  if (a === 0xff && b === 0xfe) return { name: 'utf-16le', markBytes: 2 };
  if (a === 0xfe && b === 0xff) return { name: 'utf-16be', markBytes: 2 };
  if ((a === BRACE || a === BRACKET) && b === 0 && c !== 0 && d === 0) return { name: 'utf-16le', markBytes: 0 };
  if (a === 0 && (b === BRACE || b === BRACKET) && c === 0 && d !== 0) return { name: 'utf-16be', markBytes: 0 };
  return { name: 'utf-8', markBytes: 0 };
}

/** Streams UTF-16 into UTF-8; a lone surrogate becomes U+FFFD, so code units can still be counted afterwards. */
export function utf16Transcoder(name: 'utf-16le' | 'utf-16be'): (chunk: Uint8Array | null) => Uint8Array {
  const decoder = new TextDecoder(name, { ignoreBOM: true });
  return (chunk) => Buffer.from(chunk === null ? decoder.decode() : decoder.decode(chunk, { stream: true }), 'utf8');
}

/** UTF-16 code units that `bytes`, valid UTF-8, stand for: one a character, two where UTF-8 needs four bytes. */
export function utf16Units(bytes: Uint8Array, start: number, end: number): number {
  let units = 0;
  for (let index = start; index < end; index++) {
    const byte = bytes[index]!;
    if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1;
  }
  return units;
}
