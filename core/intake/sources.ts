/**
 * From paths to sources: files, folders and archives within archives, told apart by content. Order is by name, so
 * that the same folder is always read the same way; symbolic links below a folder are not followed, since evidence
 * must not choose what else gets read.
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { lstat, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { messageOf, reportOf, VedetteError } from '../kernel/errors.ts';
import type { Limits } from '../kernel/limits.ts';
import type { ByteStream } from '../model/record.ts';
import { headOf, skipped, type Found, type Source } from './source.ts';
import { compressionOf, unpack } from './unpack.ts';
import { isZip, zipMembers } from './zip.ts';

const MAGIC_BYTES = 8;
const READ_BYTES = 256 * 1024;

/** Every source below `paths`, archives opened; what cannot be read is yielded as skipped, with the reason. */
export async function* findSources(paths: readonly string[], limits: Limits): AsyncGenerator<Found> {
  for (const given of paths) {
    let isFolder: boolean;
    try {
      isFolder = (await stat(given)).isDirectory();
    } catch (error) {
      yield skipped(given, 'E_SOURCE_NOT_FOUND', messageOf(error));
      continue;
    }
    if (isFolder) yield* inFolder(given, limits);
    else yield* inSource(await fileSource(given), given, limits, 0);
  }
}

/** Unpacked bytes of all sources below `paths`; null where one does not say its size before it is read. */
export async function totalSize(paths: readonly string[], limits: Limits): Promise<number | null> {
  let total = 0;
  for await (const found of findSources(paths, limits)) {
    if (found.kind === 'skipped') continue;
    if (found.sizeBytes === null) return null;
    total += found.sizeBytes;
  }
  return total;
}

async function* inFolder(folder: string, limits: Limits): AsyncGenerator<Found> {
  let names: string[];
  try {
    names = (await readdir(folder)).toSorted();
  } catch (error) {
    yield skipped(folder, 'E_SOURCE_UNREADABLE', messageOf(error));
    return;
  }
  for (const name of names) {
    const child = path.join(folder, name);
    try {
      const status = await lstat(child);
      if (status.isDirectory()) yield* inFolder(child, limits);
      else if (status.isFile()) yield* inSource(await fileSource(child), child, limits, 0);
      else
        yield skipped(
          child,
          'E_SOURCE_UNREADABLE',
          status.isSymbolicLink() ? 'is a symbolic link, which is not followed' : 'is not a regular file',
        );
    } catch (error) {
      yield skipped(child, 'E_SOURCE_UNREADABLE', messageOf(error));
    }
  }
}

async function fileSource(file: string): Promise<Source> {
  const { size } = await stat(file);
  return { kind: 'source', path: file, sizeBytes: size, open: () => openFile(file) };
}

async function* openFile(file: string): ByteStream {
  try {
    yield* createReadStream(file, { highWaterMark: READ_BYTES }) as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw new VedetteError('E_SOURCE_UNREADABLE', `${file}: ${messageOf(error)}`);
  }
}

/** Looks into `source` as long as it is a container; `file` is where it lies on disk, null for a member. */
async function* inSource(source: Source, file: string | null, limits: Limits, depth: number): AsyncGenerator<Found> {
  const head = await headOf(source, MAGIC_BYTES);
  const compression = compressionOf(head);
  const isContainer = compression !== null || isZip(head);
  if (!isContainer) {
    yield source;
  } else if (depth >= limits.archiveDepth) {
    yield skipped(source.path, 'E_LIMIT_EXCEEDED', `archives nested deeper than ${limits.archiveDepth} (archiveDepth)`);
  } else if (compression !== null) {
    const open = (): ByteStream => unpack(source.open(), compression, source.path, limits);
    yield* inSource({ kind: 'source', path: source.path, sizeBytes: null, open }, null, limits, depth + 1);
  } else if (file !== null) {
    yield* inZip(file, source.path, limits, depth);
  } else {
    yield* inNestedZip(source, limits, depth);
  }
}

async function* inZip(file: string, shownPath: string, limits: Limits, depth: number): AsyncGenerator<Found> {
  for await (const member of zipMembers(file, shownPath, limits)) {
    if (member.kind === 'skipped') yield member;
    else yield* inSource(member, null, limits, depth + 1);
  }
}

/** A zip inside another archive has to be on disk to be opened, because its directory stands at its end. */
async function* inNestedZip(source: Source, limits: Limits, depth: number): AsyncGenerator<Found> {
  const folder = await mkdtemp(path.join(tmpdir(), 'vedette-unpack-'));
  try {
    const file = path.join(folder, 'nested.zip');
    try {
      await pipeline(source.open(), createWriteStream(file));
    } catch (error) {
      const { code, message } = reportOf(error);
      yield skipped(source.path, code, message);
      return;
    }
    yield* inZip(file, source.path, limits, depth);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
