/**
 * Opens zip files that carry bytes after their end, as downloads and forensic copies often do: the archive is taken to
 * stop where its own end record says, as other programs take it. Without this a single stray byte would cost every
 * member.
 */
import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import * as yauzl from 'yauzl';

const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const MAX_COMMENT_BYTES = 0xffff;
const COMMENT_LENGTH_AT = 20;

const OPTIONS = { lazyEntries: true, autoClose: false, decodeStrings: false } as const;

/** Opens the archive at `file`. Throws where it has no readable directory. Close it after use. */
export async function openZip(file: string): Promise<yauzl.ZipFile> {
  const archiveBytes = await sizeOfArchive(file);
  if (archiveBytes === null) return yauzl.openPromise(file, OPTIONS);
  return yauzl.fromRandomAccessReaderPromise(new FilePart(file), archiveBytes, OPTIONS);
}

/** Where the archive ends, where that is before the file does; null for a file with nothing after its end record. */
async function sizeOfArchive(file: string): Promise<number | null> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const tail = await tailOf(handle, size, END_BYTES + 2 * MAX_COMMENT_BYTES);
    for (let at = tail.length - END_BYTES; at >= 0; at--) {
      if (tail.readUInt32LE(at) !== END_SIGNATURE) continue;
      const end = at + END_BYTES + tail.readUInt16LE(at + COMMENT_LENGTH_AT);
      if (end <= tail.length) return end === tail.length ? null : size - tail.length + end;
    }
    return null;
  } finally {
    await handle.close();
  }
}

async function tailOf(handle: FileHandle, size: number, wantedBytes: number): Promise<Buffer> {
  const length = Math.min(size, wantedBytes);
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, size - length);
  return buffer.subarray(0, bytesRead);
}

class FilePart extends yauzl.RandomAccessReader {
  readonly #file: string;

  constructor(file: string) {
    super();
    this.#file = file;
  }

  /** `end` is exclusive here and inclusive in Node. */
  override _readStreamForRange(start: number, end: number): Readable {
    return createReadStream(this.#file, { start, end: end - 1 });
  }
}
