/** The way back: the bytes of one record, read again from the source its event names. */
import { existsSync } from 'node:fs';
import { VedetteError } from '../kernel/errors.ts';
import type { Limits } from '../kernel/limits.ts';
import { findSources } from './sources.ts';

/**
 * `lengthBytes` bytes at `offset` of the unpacked source at `path` (`archive!member` for a member). Throws
 * `E_SOURCE_NOT_FOUND` where the source is gone, and `E_SOURCE_CHANGED` where it is shorter than it was.
 */
export async function readPlace(
  path: string,
  offset: number,
  lengthBytes: number,
  limits: Limits,
): Promise<Uint8Array> {
  for await (const found of findSources([fileOf(path)], limits)) {
    if (found.kind === 'skipped' || found.path !== path) continue;
    const bytes = Buffer.alloc(lengthBytes);
    let position = 0;
    let filled = 0;
    for await (const part of found.open()) {
      const start = Math.max(0, offset - position);
      position += part.length;
      if (start >= part.length) continue;
      filled += Buffer.from(part).copy(bytes, filled, start);
      if (filled === lengthBytes) return bytes;
    }
    throw new VedetteError(
      'E_SOURCE_CHANGED',
      `${path} ends before byte ${offset + lengthBytes}; it is not what was imported`,
    );
  }
  throw new VedetteError('E_SOURCE_NOT_FOUND', `${path} is no longer where it was imported from`);
}

/** The file on disk that a source path starts with; a file's own name may hold a `!` too. */
function fileOf(path: string): string {
  for (let end = path.length; end > 0; end = path.lastIndexOf('!', end - 1)) {
    if (existsSync(path.slice(0, end))) return path.slice(0, end);
  }
  return path;
}
