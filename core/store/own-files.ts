/**
 * The files that belong to a workspace. An import must not even open them: POSIX drops the locks that a process holds on
 * a file as soon as that process closes any handle on it, and with them would go the promise of a single writer.
 */
import { realpathSync } from 'node:fs';

/** What follows the workspace's name: SQLite's own files, our lock and copies (finished or not), the spool of submitted streams, a demo. */
const ENDING =
  /^(?:|-wal|-shm|-journal|-lock|\.demo\.ndjson|\.backup-v\d+(?:\.part)?|\.rewrite(?:-journal|-wal|-shm)?|\.replaced(?:-wal|-shm)?|\.spool(?:[/\\].*)?)$/s;

/** Tells whether a path names one of the files of the workspace at `workspaceFile`, by whatever way it leads there. */
export function ownFilesOf(workspaceFile: string): (path: string) => boolean {
  const workspace = realPath(workspaceFile);
  return (path) => {
    const real = realPath(path);
    return real.startsWith(workspace) && ENDING.test(real.slice(workspace.length));
  };
}

function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}

/** Where a new copy of the workspace is made before it takes the workspace's place. */
export function rewriteFileOf(workspaceFile: string): string {
  return `${workspaceFile}.rewrite`;
}

/** What a process that died while it replaced the workspace leaves behind. */
export function leftoversOf(workspaceFile: string): readonly string[] {
  const rewrite = rewriteFileOf(workspaceFile);
  return [rewrite, `${rewrite}-journal`, `${rewrite}-wal`, `${rewrite}-shm`];
}
