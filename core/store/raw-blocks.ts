/**
 * Evidence itself, kept compactly: each source's bytes in compressed blocks of one size, so that an event's raw record
 * can be shown when the medium it came from is long gone. Blocks are committed with the events that were read from them;
 * a resumed import goes on after the last one that is there.
 */
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { createHash } from 'node:crypto';
import { VedetteError } from '../kernel/errors.ts';
import type { ByteStream } from '../model/record.ts';
import type { ReadableDb, WritableDb } from './database.ts';
import type { SourceId } from './sources.ts';
import { statement } from './statements.ts';

export const RAW_BLOCK_BYTES = 256 * 1024;
const LEVEL = 1;

interface RawBlock {
  readonly offset: number;
  readonly lengthBytes: number;
  readonly bytes: Buffer;
}

export interface RawWriter {
  /** The same bytes; what passes is kept for the next `flush`. */
  keeping(bytes: ByteStream): ByteStream;
  /** Keeps the next bytes of the source. */
  keep(part: Uint8Array): void;
  /** Writes complete blocks, and the last one once the stream has ended; call inside a transaction. */
  flush(): void;
}

/** For one source; `bytes` of `keeping` must be the whole of it from its start. */
export function createRawWriter(db: WritableDb, sourceId: SourceId): RawWriter {
  const insert = db.prepare(
    'INSERT OR IGNORE INTO raw_block (source_id, byte_offset, length_bytes, bytes) VALUES (?, ?, ?, ?)',
  );
  const keptTo = rawLength(db, sourceId);
  let waiting: RawBlock[] = [];
  let open: Buffer[] = [];
  let openBytes = 0;
  let offset = 0;

  const close = (): void => {
    if (openBytes > 0 && offset >= keptTo) {
      const bytes = zstdCompressSync(Buffer.concat(open), { params: { [constants.ZSTD_c_compressionLevel]: LEVEL } });
      waiting.push({ offset, lengthBytes: openBytes, bytes });
    }
    offset += openBytes;
    open = [];
    openBytes = 0;
  };
  const keep = (part: Uint8Array): void => {
    for (let from = 0; from < part.length;) {
      const taken = Math.min(part.length - from, RAW_BLOCK_BYTES - openBytes);
      // A copy, because a reader may use its buffer again.
      if (offset >= keptTo) open.push(Buffer.from(part.subarray(from, from + taken)));
      openBytes += taken;
      from += taken;
      if (openBytes === RAW_BLOCK_BYTES) close();
    }
  };
  return {
    keep,
    keeping: async function* (bytes) {
      for await (const part of bytes) {
        keep(part);
        yield part;
      }
      close();
    },
    flush: () => {
      for (const block of waiting) insert.run(sourceId, block.offset, block.lengthBytes, block.bytes);
      waiting = [];
    },
  };
}

/** How many of the source's first bytes are kept. */
function rawLength(db: ReadableDb, sourceId: SourceId): number {
  return statement(
    db,
    'SELECT coalesce(max(byte_offset + length_bytes), 0) FROM raw_block WHERE source_id = ?',
    'pluck',
  ).get(sourceId) as number;
}

interface BlockRow {
  readonly offset: number;
  readonly bytes: Buffer;
}

/** `lengthBytes` bytes at `offset` of a source; null where they are not all kept. */
export function readRaw(db: ReadableDb, sourceId: SourceId, offset: number, lengthBytes: number): Buffer | null {
  const rows = statement(
    db,
    `SELECT byte_offset AS offset, bytes FROM raw_block
     WHERE source_id = ? AND byte_offset > ? AND byte_offset < ? ORDER BY byte_offset`,
  ).all(sourceId, offset - RAW_BLOCK_BYTES, offset + lengthBytes) as BlockRow[];
  const [first] = rows;
  if (first === undefined) return null;
  const all = Buffer.concat(rows.map(({ bytes }) => zstdDecompressSync(bytes)));
  const start = offset - first.offset;
  return start >= 0 && all.length >= start + lengthBytes ? all.subarray(start, start + lengthBytes) : null;
}

export interface RawFingerprint {
  readonly sha256: string;
  readonly sizeBytes: number;
}

/**
 * SHA-256 of what is kept of a source, and how much that is: the same as the source's own where all of it is. Tells the
 * length of each block once it is read; memory is one block. Throws `E_WORKSPACE_DAMAGED` for a block that cannot be
 * unpacked or is not as long as it was.
 */
export function* fingerprintSteps(db: ReadableDb, sourceId: SourceId): Generator<number, RawFingerprint> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const blocks = db
    .prepare('SELECT byte_offset, length_bytes, bytes FROM raw_block WHERE source_id = ? ORDER BY byte_offset')
    .raw();
  for (const row of blocks.iterate(sourceId)) {
    const [offset, lengthBytes, bytes] = row as [number, number, Buffer];
    const part = unpacked(bytes);
    if (part?.length !== lengthBytes) {
      const why = part === null ? 'cannot be unpacked' : `holds ${part.length} of ${lengthBytes} bytes`;
      throw new VedetteError('E_WORKSPACE_DAMAGED', `the block at byte ${offset} ${why}`);
    }
    hash.update(part);
    sizeBytes += part.length;
    yield part.length;
  }
  return { sha256: hash.digest('hex'), sizeBytes };
}

/** Null for what is no compressed block; one that was put there by somebody else may unpack to anything. */
function unpacked(bytes: Buffer): Buffer | null {
  try {
    return zstdDecompressSync(bytes, { maxOutputLength: RAW_BLOCK_BYTES });
  } catch {
    return null;
  }
}
