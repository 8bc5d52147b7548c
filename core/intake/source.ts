/** What intake finds below the paths it is given: sources that can be read, and things it skips with the reason. */
import type { ErrorCode } from '../kernel/errors.ts';
import type { ByteStream } from '../model/record.ts';

export interface Source {
  readonly kind: 'source';
  /** Path for people and for reading again: `case/logs.zip!Security.evtx` for a member of an archive. */
  readonly path: string;
  /** Unpacked size where it is known beforehand. */
  readonly sizeBytes: number | null;
  /**
   * The bytes from the start; may be called again, but only until the next source is asked for, because a member is
   * read out of an archive that is open no longer than that. Throws `VedetteError` where the bytes end early.
   */
  open(): ByteStream;
}

export interface Skipped {
  readonly kind: 'skipped';
  readonly path: string;
  readonly code: ErrorCode;
  readonly reason: string;
}

export type Found = Source | Skipped;

export function skipped(path: string, code: ErrorCode, reason: string): Skipped {
  return { kind: 'skipped', path, code, reason };
}

/** The first bytes of a source, enough to tell what it is; fewer where it is shorter or breaks off. */
export async function headOf(source: Source, sizeBytes: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const bytes of source.open()) {
      parts.push(bytes);
      length += bytes.length;
      if (length >= sizeBytes) break;
    }
  } catch {
    // A source that breaks off early is reported when it is read; what it is can still be told from its start.
  }
  return Buffer.concat(parts).subarray(0, sizeBytes);
}
