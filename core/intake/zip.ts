/**
 * Members of a zip archive as sources. Nothing is ever written under a member's name, so a name that climbs out of
 * its folder can do no harm here; it is shown, not followed.
 */
import type { Readable } from 'node:stream';
import { crc32, inflateRawSync } from 'node:zlib';
import * as yauzl from 'yauzl';
import { messageOf, VedetteError } from '../kernel/errors.ts';
import type { Limits } from '../kernel/limits.ts';
import type { ByteStream } from '../model/record.ts';
import { skipped, type Found } from './source.ts';
import { unpack } from './unpack.ts';
import { openZip } from './zip-file.ts';

const STORED = 0;
const DEFLATED = 8;

/** A member up to this size is unpacked at once. */
const SMALL_BYTES = 256 * 1024;

/** Central directory attributes made on Unix carry the file mode in the upper half. */
const UNIX_MODE_SHIFT = 16;
const MODE_TYPE_MASK = 0o170000;
const MODE_SYMLINK = 0o120000;

export function isZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && ((head[2] === 3 && head[3] === 4) || (head[2] === 5 && head[3] === 6));
}

/** Yields the members of the zip file at `file`, shown as `path!member`, in the order of its directory. */
export async function* zipMembers(file: string, path: string, limits: Limits): AsyncGenerator<Found> {
  let zip: yauzl.ZipFile;
  try {
    zip = await openZip(file);
  } catch (error) {
    yield skipped(path, 'E_ARCHIVE_DAMAGED', `zip directory cannot be read: ${messageOf(error)}`);
    return;
  }
  try {
    let count = 0;
    for await (const entry of zip.eachEntry()) {
      const member = `${path}!${nameOf(entry)}`;
      if (++count > limits.archiveEntries) {
        yield skipped(path, 'E_LIMIT_EXCEEDED', `more than ${limits.archiveEntries} entries (archiveEntries)`);
        return;
      }
      if (member.endsWith('/')) continue;
      yield memberOf(zip, entry, member, limits);
    }
  } catch (error) {
    yield skipped(path, 'E_ARCHIVE_DAMAGED', `zip directory is damaged: ${messageOf(error)}`);
  } finally {
    zip.close();
  }
}

function nameOf(entry: yauzl.Entry): string {
  return yauzl.getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
}

function memberOf(zip: yauzl.ZipFile, entry: yauzl.Entry, path: string, limits: Limits): Found {
  const mode = (entry.externalFileAttributes >>> UNIX_MODE_SHIFT) & MODE_TYPE_MASK;
  if (mode === MODE_SYMLINK) return skipped(path, 'E_SOURCE_UNREADABLE', 'is a symbolic link, which is not followed');
  if (entry.isEncrypted()) return skipped(path, 'E_ARCHIVE_ENCRYPTED', 'is encrypted with a password');
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) {
    return skipped(path, 'E_ARCHIVE_DAMAGED', `uses zip compression method ${entry.compressionMethod}, not supported`);
  }
  return { kind: 'source', path, sizeBytes: entry.uncompressedSize, open: opener(zip, entry, path, limits) };
}

/**
 * Opens a member, any number of times. A small one is unpacked at once and kept for the next time, since it is looked at
 * before it is read and opening a stream costs more than it does.
 */
function opener(zip: yauzl.ZipFile, entry: yauzl.Entry, path: string, limits: Limits): () => ByteStream {
  const stream = (): ByteStream => openMember(zip, entry, path, limits);
  if (Math.max(entry.uncompressedSize, entry.compressedSize) > SMALL_BYTES) return stream;
  let whole: Promise<Uint8Array | null> | null = null;
  return async function* open() {
    whole ??= readWhole(zip, entry, path);
    const bytes = await whole;
    // What is wrong with it, and how far it can be read, the stream can tell.
    if (bytes === null) yield* stream();
    else yield bytes;
  };
}

/** The member's bytes; null where anything about them is not as the archive says. */
async function readWhole(zip: yauzl.ZipFile, entry: yauzl.Entry, path: string): Promise<Uint8Array | null> {
  try {
    const raw = Buffer.concat(await Array.fromAsync(packed(zip, entry, path)));
    const isPacked = entry.compressionMethod === DEFLATED;
    const bytes = isPacked ? inflateRawSync(raw, { maxOutputLength: SMALL_BYTES }) : raw;
    return crc32(bytes) === entry.crc32 ? bytes : null;
  } catch {
    return null;
  }
}

async function* openMember(
  zip: yauzl.ZipFile,
  entry: yauzl.Entry,
  path: string,
  limits: Limits,
): AsyncGenerator<Uint8Array> {
  const bytes =
    entry.compressionMethod === DEFLATED
      ? unpack(packed(zip, entry, path), 'deflate', path, limits)
      : packed(zip, entry, path);
  let checksum = 0;
  for await (const part of bytes) {
    checksum = crc32(part, checksum);
    yield part;
  }
  if (checksum !== entry.crc32) {
    throw new VedetteError(
      'E_ARCHIVE_DAMAGED',
      `${path}: checksum differs from the archive's; its content was altered`,
    );
  }
}

async function* packed(zip: yauzl.ZipFile, entry: yauzl.Entry, path: string): ByteStream {
  let stream: Readable;
  try {
    stream = await zip.openReadStreamPromise(entry, { decodeFileData: false });
  } catch (error) {
    throw new VedetteError('E_ARCHIVE_DAMAGED', `${path}: cannot be read from the archive: ${messageOf(error)}`);
  }
  yield* stream as AsyncIterable<Uint8Array>;
}
