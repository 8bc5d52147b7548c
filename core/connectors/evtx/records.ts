/**
 * Finds the records of a chunk. Live records follow one another from the end of the chunk header to the free space;
 * the first frame that is none ends the chunk, because what follows may belong to an older life of it. Recovery looks
 * through exactly that rest, for frames whose size stands at both ends.
 *
 * Source: libyal, "Windows XML Event Log (EVTX) format", sections event record, corruption scenarios.
 */
import {
  CHUNK_BYTES,
  CHUNK_HEADER_BYTES,
  hasRecordMagic,
  readUInt64,
  RECORD_HEADER_BYTES,
  RECORD_MAGIC,
  RECORD_MIN_BYTES,
} from './layout.ts';

/** A record's frame; offsets are within the chunk. */
export interface RecordFrame {
  readonly offset: number;
  readonly size: number;
  readonly number: number;
  readonly isRecovered: boolean;
}

export interface TornFrame {
  readonly offset: number;
  readonly number: number | null;
  readonly reason: string;
}

export interface LiveRecords {
  readonly frames: readonly RecordFrame[];
  readonly torn: TornFrame | null;
  /** The first byte that belongs to no live record. */
  readonly end: number;
}

/** `freeSpace` is what the chunk header says; nonsense there means the whole chunk. */
export function liveRecords(chunk: Buffer, freeSpace: number): LiveRecords {
  const isSane = freeSpace >= CHUNK_HEADER_BYTES && freeSpace <= CHUNK_BYTES;
  const limit = Math.min(isSane ? freeSpace : CHUNK_BYTES, chunk.length);
  const frames: RecordFrame[] = [];
  let at = CHUNK_HEADER_BYTES;
  while (at + RECORD_MIN_BYTES <= limit) {
    if (!hasRecordMagic(chunk, at)) {
      if (chunk.readUInt32LE(at) === 0) break;
      return {
        frames,
        torn: { offset: at, number: null, reason: 'no record signature where a record starts' },
        end: at,
      };
    }
    const size = chunk.readUInt32LE(at + 4);
    const number = readUInt64(chunk, at + 8);
    const reason = sizeFault(chunk, at, size);
    if (reason !== null) return { frames, torn: { offset: at, number, reason }, end: at };
    frames.push({ offset: at, size, number, isRecovered: false });
    at += size;
  }
  return { frames, torn: null, end: Math.min(at, chunk.length) };
}

function sizeFault(chunk: Buffer, at: number, size: number): string | null {
  if (size < RECORD_MIN_BYTES) return `record size ${size} is below the smallest possible, ${RECORD_MIN_BYTES}`;
  return at + size > chunk.length ? `record of ${size} bytes reaches past the end of its chunk` : null;
}

/** Whole frames between `from` and the end of the chunk, wherever they start; they do not overlap. */
export function* slackRecords(chunk: Buffer, from: number): Generator<RecordFrame> {
  let at = chunk.indexOf(RECORD_MAGIC, from);
  while (at >= 0) {
    const frame = wholeFrame(chunk, at);
    if (frame !== null) yield frame;
    at = chunk.indexOf(RECORD_MAGIC, frame === null ? at + 1 : at + frame.size);
  }
}

function wholeFrame(chunk: Buffer, at: number): RecordFrame | null {
  if (at + RECORD_HEADER_BYTES > chunk.length) return null;
  const size = chunk.readUInt32LE(at + 4);
  if (size < RECORD_MIN_BYTES || at + size > chunk.length) return null;
  if (chunk.readUInt32LE(at + size - 4) !== size) return null;
  return { offset: at, size, number: readUInt64(chunk, at + 8), isRecovered: true };
}
