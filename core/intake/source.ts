/** What intake finds below the paths it is given: sources that can be read, and things it skips with the reason. */
import { reportOf, type ErrorCode } from '../kernel/errors.ts';
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

/** A thing that is not read, and why; a path that the reason starts with is not told twice. */
export function skipped(path: string, code: ErrorCode, reason: string): Skipped {
  return { kind: 'skipped', path, code, reason: withoutPath(path, reason) };
}

/** `reason` as it reads behind the name of its source. */
export function withoutPath(path: string, reason: string): string {
  return reason.startsWith(`${path}: `) ? reason.slice(path.length + 2) : reason;
}

/** The start of a source, enough to tell what it is, and why it breaks off where it does before `sizeBytes`. */
export interface Head {
  readonly bytes: Uint8Array;
  readonly failure: { readonly code: ErrorCode; readonly reason: string } | null;
}

/** Reads the first `sizeBytes` of `source`. Never throws for what the source holds or because it cannot be read. */
export async function probe(source: Source, sizeBytes: number): Promise<Head> {
  const parts: Uint8Array[] = [];
  let length = 0;
  let failure: Head['failure'] = null;
  try {
    for await (const bytes of source.open()) {
      parts.push(bytes);
      length += bytes.length;
      if (length >= sizeBytes) break;
    }
  } catch (error) {
    const { code, message } = reportOf(error);
    failure = { code, reason: message };
  }
  return { bytes: Buffer.concat(parts).subarray(0, sizeBytes), failure };
}

/** The first bytes of a source; fewer where it is shorter or breaks off, which is reported when it is read. */
export async function headOf(source: Source, sizeBytes: number): Promise<Uint8Array> {
  return (await probe(source, sizeBytes)).bytes;
}
