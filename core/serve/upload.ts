/** What was dropped on a browser window comes as bytes; it is kept in a folder of its own until it is imported. */
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { messageOf, VedetteError } from '../kernel/errors.ts';
import { newUuid } from '../kernel/ids.ts';

const MAX_NAME = 120;

/** Writes the request's body below `folder`; its path. Throws `E_WORKSPACE_DISK` and leaves nothing behind. */
export async function receiveUpload(request: IncomingMessage, folder: string, name: string): Promise<string> {
  const own = path.join(folder, newUuid());
  const file = path.join(own, safeName(name));
  try {
    await mkdir(own, { recursive: true, mode: 0o700 });
    await pipeline(request, createWriteStream(file, { flags: 'wx', mode: 0o600 }));
    return file;
  } catch (error) {
    await rm(own, { recursive: true, force: true });
    throw new VedetteError(
      'E_WORKSPACE_DISK',
      `The upload of ${JSON.stringify(name)} cannot be kept: ${messageOf(error)}`,
    );
  }
}

/** A name that every system takes and that names no other place: what it was called is for people to recognise. */
export function safeName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  const kept = last.replaceAll(/[^\p{L}\p{N}._ ()+@#=-]/gu, '_').replaceAll(/^[. ]+|[. ]+$/g, '');
  return kept === '' ? 'evidence' : kept.slice(-MAX_NAME);
}
