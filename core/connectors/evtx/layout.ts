/**
 * The fixed structures of an EVTX file: file header, chunk header, record frame. It reads what the headers say and
 * judges nothing: which of their claims to believe is the chunk walker's business, because in the files that matter
 * (carved, dirty, cut off) the headers are the first thing to be wrong.
 *
 * Source: libyal, "Windows XML Event Log (EVTX) format", sections file header, chunk, event record.
 */
import { crc32 } from 'node:zlib';

export const FILE_HEADER_BYTES = 4_096;
export const CHUNK_BYTES = 65_536;
export const CHUNK_HEADER_BYTES = 512;
/** Signature, size, identifier, time written. */
export const RECORD_HEADER_BYTES = 24;
/** Header, the smallest binary XML (end of file token) and the copy of the size. */
export const RECORD_MIN_BYTES = RECORD_HEADER_BYTES + 4;

export const FILE_MAGIC = signature('ElfFile\0');
export const CHUNK_MAGIC = signature('ElfChnk\0');
export const RECORD_MAGIC = signature('**\0\0');
const RECORD_MAGIC_U32 = 0x2a2a;

const FILE_FLAG_DIRTY = 1;
const CHUNK_FLAG_DIRTY = 1;
/** Set by writers that fill in no checksums. */
const CHUNK_FLAG_NO_CRC = 4;

function signature(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}

export interface FileHeader {
  readonly isDirty: boolean;
  readonly isChecksumRight: boolean;
}

export interface ChunkHeader {
  /** The chunk was being written: checksums and offsets may be older than its records. */
  readonly isDirty: boolean;
  /** Where the first byte after the last record is, as the header has it. */
  readonly freeSpaceOffset: number;
  readonly isHeaderChecksumRight: boolean;
  readonly isDataChecksumRight: boolean;
}

export function hasMagic(bytes: Uint8Array, offset: number, magic: Uint8Array): boolean {
  if (offset < 0 || offset + magic.length > bytes.length) return false;
  for (let index = 0; index < magic.length; index++) if (bytes[offset + index] !== magic[index]) return false;
  return true;
}

/** Null where the bytes do not start with the file signature or are too few. */
export function readFileHeader(bytes: Buffer): FileHeader | null {
  if (bytes.length < 128 || !hasMagic(bytes, 0, FILE_MAGIC)) return null;
  return {
    isDirty: (bytes.readUInt32LE(120) & FILE_FLAG_DIRTY) !== 0,
    isChecksumRight: crc32(bytes.subarray(0, 120)) === bytes.readUInt32LE(124),
  };
}

/** `chunk` starts with the chunk signature and holds at least a chunk header. */
export function readChunkHeader(chunk: Buffer): ChunkHeader {
  const freeSpaceOffset = chunk.readUInt32LE(48);
  const flags = chunk.readUInt32LE(120);
  const hasNoChecksums = (flags & CHUNK_FLAG_NO_CRC) !== 0;
  return {
    isDirty: (flags & CHUNK_FLAG_DIRTY) !== 0,
    freeSpaceOffset,
    isHeaderChecksumRight: hasNoChecksums || headerChecksum(chunk) === chunk.readUInt32LE(124),
    isDataChecksumRight: hasNoChecksums || dataChecksum(chunk, freeSpaceOffset) === chunk.readUInt32LE(52),
  };
}

function headerChecksum(chunk: Buffer): number {
  return crc32(chunk.subarray(128, CHUNK_HEADER_BYTES), crc32(chunk.subarray(0, 120)));
}

function dataChecksum(chunk: Buffer, freeSpaceOffset: number): number {
  return crc32(
    chunk.subarray(CHUNK_HEADER_BYTES, Math.min(Math.max(freeSpaceOffset, CHUNK_HEADER_BYTES), chunk.length)),
  );
}

export function hasRecordMagic(chunk: Buffer, offset: number): boolean {
  return chunk.readUInt32LE(offset) === RECORD_MAGIC_U32;
}

/** Little-endian; above 2^53 rounded, which no honest record number reaches. */
export function readUInt64(bytes: Buffer, offset: number): number {
  return bytes.readUInt32LE(offset + 4) * 0x1_0000_0000 + bytes.readUInt32LE(offset);
}
