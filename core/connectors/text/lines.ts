/** Lines of a byte stream with their places, bounded by the limit on one record. */
import type { ByteStream } from '../../model/record.ts';

export interface Line {
  /** 1-based, blank lines counted, as an editor shows it. */
  readonly number: number;
  readonly offset: number;
  readonly lengthBytes: number;
  /** Null where the line is longer than the limit; it was passed over. */
  readonly text: string | null;
}

const NEWLINE = 0x0a;

/** Splits `bytes` at line feeds; holds at most `maxBytes` of a line. The text keeps no line end, a `\r` included. */
export async function* linesOf(bytes: ByteStream, maxBytes: number): AsyncGenerator<Line> {
  let parts: Uint8Array[] = [];
  let heldBytes = 0;
  let lengthBytes = 0;
  let offset = 0;
  let number = 1;

  function hold(part: Uint8Array): void {
    lengthBytes += part.length;
    if (lengthBytes <= maxBytes) {
      parts.push(Uint8Array.from(part));
      heldBytes += part.length;
    } else {
      parts = [];
      heldBytes = 0;
    }
  }

  function take(): Line {
    const isWhole = heldBytes === lengthBytes;
    const text = isWhole ? Buffer.concat(parts).toString('utf8').replace(/\r$/, '') : null;
    const line = { number, offset, lengthBytes, text: number === 1 ? (text?.replace(/^\uFEFF/, '') ?? null) : text };
    offset += lengthBytes + 1;
    number++;
    parts = [];
    heldBytes = 0;
    lengthBytes = 0;
    return line;
  }

  for await (const chunk of bytes) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      hold(chunk.subarray(start, end));
      yield take();
      start = end + 1;
    }
    if (start < chunk.length) hold(chunk.subarray(start));
  }
  if (lengthBytes > 0) yield take();
}
