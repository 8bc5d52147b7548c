/**
 * Folders for what has to be unpacked to disk. Evidence must not be left lying there, so what is still open when the
 * process ends goes with it, an interruption that is handled included.
 */
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface TemporaryFolder {
  readonly path: string;
  remove(): void;
}

const open = new Set<string>();

/** A new empty folder that nobody else can read. */
export async function temporaryFolder(): Promise<TemporaryFolder> {
  const folder = await mkdtemp(path.join(tmpdir(), 'vedette-unpack-'));
  if (open.size === 0) process.on('exit', removeAll);
  open.add(folder);
  return {
    path: folder,
    remove: () => {
      removeFolder(folder);
      open.delete(folder);
      if (open.size === 0) process.off('exit', removeAll);
    },
  };
}

function removeAll(): void {
  for (const folder of open) removeFolder(folder);
}

function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
