/**
 * From paths to sources: files, folders and archives within archives, told apart by content. Order is by name, so
 * that the same folder is always read the same way; symbolic links below a folder are not followed, since evidence
 * must not choose what else gets read.
 */
import { createReadStream, createWriteStream, type Stats } from 'node:fs';
import { lstat, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { messageOf, reportOf, VedetteError } from '../kernel/errors.ts';
import type { Limits } from '../kernel/limits.ts';
import type { ByteStream } from '../model/record.ts';
import { headOf, skipped, type Found, type Source } from './source.ts';
import { temporaryFolder } from './temporary.ts';
import { compressionOf, unpack } from './unpack.ts';
import { isZip, zipMembers } from './zip.ts';

const MAGIC_BYTES = 8;
const READ_BYTES = 256 * 1024;
const LEAST_READ_BYTES = 4 * 1024;

/** A pipe can be read once, and evidence is read more often than that. */
const NOT_A_FILE = 'is a pipe, socket or device and no file; save what it holds to a file first';

/** Tells of a file or folder that it must not be opened. */
export type IsOff = (path: string) => boolean;

const NOTHING_OFF: IsOff = () => false;

/**
 * Every source below `paths`, archives opened; what cannot be read is yielded as skipped, with the reason. What `isOff`
 * names is not opened: found below a folder it is passed over, given by name it is skipped.
 */
export async function* findSources(
  paths: readonly string[],
  limits: Limits,
  isOff: IsOff = NOTHING_OFF,
): AsyncGenerator<Found> {
  for (const given of paths) {
    let status: Stats;
    try {
      status = await stat(given);
    } catch (error) {
      yield skipped(given, 'E_SOURCE_NOT_FOUND', messageOf(error));
      continue;
    }
    if (isOff(given)) yield skipped(given, 'E_FORMAT_UNKNOWN', 'belongs to the workspace itself and is no evidence');
    else if (status.isDirectory()) yield* inFolder(given, limits, isOff);
    else if (!status.isFile()) yield skipped(given, 'E_SOURCE_UNREADABLE', NOT_A_FILE);
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

async function* inFolder(folder: string, limits: Limits, isOff: IsOff): AsyncGenerator<Found> {
  let names: string[];
  try {
    names = (await readdir(folder)).toSorted();
  } catch (error) {
    yield skipped(folder, 'E_SOURCE_UNREADABLE', messageOf(error));
    return;
  }
  for (const name of names) {
    const child = path.join(folder, name);
    if (isOff(child)) continue;
    try {
      const status = await lstat(child);
      if (status.isDirectory()) yield* inFolder(child, limits, isOff);
      else if (status.isFile()) yield* inSource(await fileSource(child), child, limits, 0);
      else
        yield skipped(
          child,
          'E_SOURCE_UNREADABLE',
          status.isSymbolicLink() ? 'is a symbolic link, which is not followed' : NOT_A_FILE,
        );
    } catch (error) {
      yield skipped(child, 'E_SOURCE_UNREADABLE', messageOf(error));
    }
  }
}

async function fileSource(file: string): Promise<Source> {
  const { size } = await stat(file);
  return { kind: 'source', path: file, sizeBytes: size, open: () => openFile(file, size) };
}

/** A part is no larger than the file: thousands of small ones would each cost a large buffer several times over. */
async function* openFile(file: string, sizeBytes: number): ByteStream {
  const highWaterMark = Math.min(READ_BYTES, Math.max(LEAST_READ_BYTES, sizeBytes));
  try {
    yield* createReadStream(file, { highWaterMark }) as AsyncIterable<Uint8Array>;
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
  const folder = await temporaryFolder();
  try {
    const file = path.join(folder.path, 'nested.zip');
    try {
      await pipeline(source.open(), createWriteStream(file));
    } catch (error) {
      const { code, message } = reportOf(error);
      yield skipped(source.path, code, message);
      return;
    }
    yield* inZip(file, source.path, limits, depth);
  } finally {
    folder.remove();
  }
}
