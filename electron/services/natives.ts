/**
 * Native modules cannot be loaded from inside the archive, whose integrity the system checks; they lie beside it, where
 * anybody who may write there could exchange them. So the archive holds their hashes, and none is loaded that differs.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { messageOf, VedetteError } from '../../core/kernel/errors.ts';

/** SHA-256 in hexadecimal, by path from the program's root. */
export type NativeManifest = Readonly<Record<string, string>>;

export const SQLITE_FOLDER = 'node_modules/better-sqlite3/prebuilds';

export interface NativeParts {
  readonly manifest: NativeManifest;
  /** Absolute path of what lies at a path from the program's root. */
  readonly placeOf: (name: string) => string;
  /** `linux-x64`, as the module itself names its binaries. */
  readonly target: string;
}

/** Throws `E_PROGRAM_CHANGED` where the binary of this system is missing, unknown or another one. */
export function checkNatives({ manifest, placeOf, target }: NativeParts): void {
  const name = `${SQLITE_FOLDER}/${target}.node`;
  const expected = manifest[name];
  if (expected === undefined) throw new VedetteError('E_PROGRAM_CHANGED', `${name} is no binary that was shipped`);
  let found: string;
  try {
    found = createHash('sha256')
      .update(readFileSync(placeOf(name)))
      .digest('hex');
  } catch (error) {
    throw new VedetteError('E_PROGRAM_CHANGED', `${name} cannot be read: ${messageOf(error)}`);
  }
  if (found !== expected) throw new VedetteError('E_PROGRAM_CHANGED', `${name} is not the file that was shipped`);
}

/** The name of this system's binary. */
export function nativeTarget(): string {
  const { platform, arch } = process;
  if (platform !== 'linux') return `${platform}-${arch}`;
  const { header } = process.report.getReport() as { readonly header: { readonly glibcVersionRuntime?: string } };
  return `${header.glibcVersionRuntime === undefined ? 'linuxmusl' : 'linux'}-${arch}`;
}
