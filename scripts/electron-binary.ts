/** Where Electron's program is, where it can be had: npm brings only the wrapper, which fetches the program when it is first used. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The program's path; null where it was not fetched. */
export function electronBinary(folder: string): string | null {
  const named = path.join(folder, 'path.txt');
  if (!existsSync(named)) return null;
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? path.join(folder, 'dist');
  const binary = path.join(dist, readFileSync(named, 'utf8').trim());
  return existsSync(binary) ? binary : null;
}

/**
 * Has the wrapper fetch the program, for no longer than `withinMs`: a machine without a network must not be kept waiting, and
 * browser mode is there meanwhile. The path of the program, or null.
 */
export async function fetchElectron(folder: string, withinMs: number): Promise<string | null> {
  const child = spawn(process.execPath, [path.join(folder, 'install.js')], { stdio: 'ignore' });
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => {
      child.kill();
      resolve();
    }, withinMs);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    child.once('error', () => resolve());
  });
  return electronBinary(folder);
}
