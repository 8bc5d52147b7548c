/**
 * Streams can be read once only, so they are kept beside the workspace before anything is parsed: what was submitted stays.
 * Beside an encrypted workspace they are kept encrypted.
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { hashing } from '../evidence/hash.ts';
import { sealed, unsealed } from '../evidence/sealed-stream.ts';
import { messageOf, VedetteError } from '../kernel/errors.ts';
import { newUuid } from '../kernel/ids.ts';
import type { ByteStream } from '../model/record.ts';
import type { WritableDb } from '../store/database.ts';
import { keyOf } from '../store/keyring.ts';
import { spoolKey } from '../store/spool-key.ts';

const PLAIN = '.ndjson';
const SEALED = '.sealed';

/**
 * Keeps a copy of a stream beside the workspace `db` and returns its path; its name is the content's hash. Throws
 * `E_WORKSPACE_DISK`.
 */
export async function spool(db: WritableDb, bytes: ByteStream): Promise<string> {
  const folder = `${db.name}.spool`;
  const incoming = path.join(folder, `${newUuid()}.incoming`);
  const isSealed = keyOf(db.name) !== null;
  const hashed = hashing(bytes);
  try {
    await mkdir(folder, { recursive: true });
    await pipeline(isSealed ? sealed(hashed.bytes, spoolKey(db)) : hashed.bytes, createWriteStream(incoming));
  } catch (error) {
    await rm(incoming, { force: true });
    throw new VedetteError('E_WORKSPACE_DISK', `${folder}: the stream cannot be kept: ${messageOf(error)}`);
  }
  const kept = path.join(folder, `${hashed.sha256()}${isSealed ? SEALED : PLAIN}`);
  await rename(incoming, kept);
  return kept;
}

/** The bytes of a file, or of a stream that was kept beside the workspace `db`. */
export function openSpooled(db: WritableDb, file: string): ByteStream {
  const bytes = createReadStream(file) as unknown as ByteStream;
  const isKept = path.dirname(path.resolve(file)) === path.resolve(`${db.name}.spool`);
  return isKept && file.endsWith(SEALED) ? unsealed(bytes, spoolKey(db)) : bytes;
}
