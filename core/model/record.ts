/**
 * What readers hand on: one record of a source with its exact place, or one damaged place with its reason.
 */
import type { ErrorCode } from '../kernel/errors.ts';

export interface SourceRecord {
  /** 1-based position in reading order. With the source's hash it is the record's identity. */
  readonly ordinal: number;
  /** The number the format itself gives the record (EventRecordID in EVTX), else the ordinal. */
  readonly number: number;
  /** Where the record's bytes start in its source (unpacked), and how many they are. */
  readonly offset: number;
  readonly lengthBytes: number;
  /** The decoded record: JSON as parsed, EVTX in the shape of `evtx_dump -o jsonl`. */
  readonly value: unknown;
  /** True for a record found outside the live part of a file. */
  readonly isRecovered: boolean;
}

export interface Damage {
  readonly code: ErrorCode;
  /** Byte offset in the source (unpacked). */
  readonly offset: number;
  /** The record it concerns where one is known. */
  readonly record: number | null;
  readonly reason: string;
}

/** Readers work in batches: the unit of back-pressure, of hand-over between threads and of commits. */
export interface RecordBatch {
  readonly records: readonly SourceRecord[];
  readonly damage: readonly Damage[];
  /** Bytes of the source consumed so far, for progress. */
  readonly consumedBytes: number;
}

/** A stream of bytes, read once from start to end; every source, a member deep in an archive too, is one. */
export type ByteStream = AsyncIterable<Uint8Array>;
