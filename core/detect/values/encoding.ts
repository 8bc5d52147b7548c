/** The byte encodings of Sigma's modifiers (Sigma 2.1.0, modifiers appendix, "Encoding"). */

/** Bytes are carried as text with one character (U+0000 to U+00FF) a byte. */
export type ByteText = string;

export function utf8(text: string): ByteText {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** `cmd` becomes `c 00 m 00 d 00`. */
export function utf16le(text: string): ByteText {
  return Buffer.from(text, 'utf16le').toString('latin1');
}

export function utf16be(text: string): ByteText {
  return Buffer.from(text, 'utf16le').swap16().toString('latin1');
}

/** UTF-16 with its byte order mark, little endian. */
export function utf16(text: string): ByteText {
  return `\xff\xfe${utf16le(text)}`;
}

/** Padding included, as a value that was encoded on its own would look. */
export function base64(bytes: ByteText): string {
  return Buffer.from(bytes, 'latin1').toString('base64');
}

/** First characters that depend on what comes before, by how many bytes the value is shifted. */
const UNSTABLE_START = [0, 2, 3];

/**
 * The three ways in which a value can appear inside longer Base64, by its offset modulo 3: the characters that also
 * hold bits of neighbouring bytes are cut off at both ends.
 */
export function base64Offsets(bytes: ByteText): string[] {
  return UNSTABLE_START.map((start, shift) => {
    const encoded = Buffer.from(' '.repeat(shift) + bytes, 'latin1').toString('base64');
    const overhang = (bytes.length + shift) % 3;
    const end = overhang === 0 ? encoded.length : encoded.length - (overhang === 1 ? 3 : 2);
    return encoded.slice(start, end);
  });
}
