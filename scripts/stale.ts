/** Whether what was built is older than what it was built from. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** True where `built` is missing, or where a file of `sources` (files, and folders with all below) is newer than it. */
export function isStale(built: string, sources: readonly string[]): boolean {
  if (!existsSync(built)) return true;
  const builtMs = statSync(built).mtimeMs;
  return sources.some((source) => newestMs(source) > builtMs);
}

function newestMs(place: string): number {
  const status = statSync(place);
  if (!status.isDirectory()) return status.mtimeMs;
  return readdirSync(place)
    .map((name) => newestMs(path.join(place, name)))
    .reduce((newest, one) => Math.max(newest, one), 0);
}
