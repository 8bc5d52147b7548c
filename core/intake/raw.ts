/** The way back: the bytes of one record, read again from the source its event names. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { hashing } from '../evidence/hash.ts';
import { VedetteError } from '../kernel/errors.ts';
import type { Limits } from '../kernel/limits.ts';
import type { ByteStream } from '../model/record.ts';
import { tolerant } from './read.ts';
import { findSources } from './sources.ts';

/** A source as the workspace names it. */
export interface NamedSource {
  /** `archive!member` for a member. */
  readonly path: string;
  readonly sha256: string;
}

/**
 * `lengthBytes` bytes at `offset` of an unpacked source. Reads all of it, because only its whole tells that it is still
 * what was imported. Throws `E_SOURCE_NOT_FOUND` where the source is gone, and `E_SOURCE_CHANGED` where it is another.
 */
export async function readPlace(
  source: NamedSource,
  offset: number,
  lengthBytes: number,
  limits: Limits,
): Promise<Uint8Array> {
  let isThere = false;
  for await (const found of findSources([fileOf(source.path)], limits)) {
    if (found.kind === 'skipped' || found.path !== source.path) continue;
    isThere = true;
    const stream = hashing(found.open());
    const bytes = await cut(tolerant(stream.bytes).bytes, offset, lengthBytes);
    if (stream.sha256() === source.sha256) return bytes;
  }
  if (isThere)
    throw new VedetteError('E_SOURCE_CHANGED', `${source.path} is not what was imported: its content differs`);
  throw new VedetteError('E_SOURCE_NOT_FOUND', `${source.path} is no longer where it was imported from`);
}

async function cut(stream: ByteStream, offset: number, lengthBytes: number): Promise<Uint8Array> {
  const bytes = Buffer.alloc(lengthBytes);
  let position = 0;
  let filled = 0;
  for await (const part of stream) {
    const start = Math.max(0, offset - position);
    position += part.length;
    if (start < part.length && filled < lengthBytes) filled += Buffer.from(part).copy(bytes, filled, start);
  }
  return bytes;
}

/** `place` with the whole path of its file, so that it is found from any folder; a member's name stays as it is. */
export function absolutePlace(place: string): string {
  const file = fileOf(place);
  return path.resolve(file) + place.slice(file.length);
}

/** The file on disk that a source path starts with; a file's own name may hold a `!` too. */
export function fileOf(place: string): string {
  for (let end = place.length; end > 0; end = place.lastIndexOf('!', end - 1)) {
    if (existsSync(place.slice(0, end))) return place.slice(0, end);
  }
  return place;
}
