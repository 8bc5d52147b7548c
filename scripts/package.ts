/**
 * `npm run package [-- TARGET…] [--electron-dist FOLDER]`: builds the desktop program and packs it for this system, or for
 * the targets named: dir, deb, AppImage, nsis, dmg. Beside the packages lie their SHA-256 and a list of what is inside
 * (CycloneDX).
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { build, Platform, type Configuration } from 'electron-builder';
import { z } from 'zod';
import config from '../electron-builder.config.ts';
import { billOfMaterials } from './bill-of-materials.ts';
import { PROJECT_ROOT, run } from './steps.ts';

const PLATFORM_OF: Readonly<Record<string, Platform>> = {
  deb: Platform.LINUX,
  AppImage: Platform.LINUX,
  nsis: Platform.WINDOWS,
  dmg: Platform.MAC,
};

const versionSchema = z.object({ version: z.string() });

export interface PackageOptions {
  /** Empty for what the configuration names for this system. */
  readonly targets: readonly string[];
  /** An unpacked Electron; null to have it downloaded. */
  readonly electronDist: string | null;
  /** Where packages go; the configuration's own folder unless given. */
  readonly output?: string;
}

/** Packs what was built before. */
export async function packProgram({ targets, electronDist, output }: PackageOptions): Promise<void> {
  const electron = versionSchema.parse(readJson('node_modules/electron/package.json'));
  const effective: Configuration = {
    ...config,
    electronVersion: electron.version,
    ...(electronDist === null ? {} : { electronDist }),
    ...(output === undefined ? {} : { directories: { ...config.directories, output } }),
  };
  const platform = PLATFORM_OF[targets[0] ?? ''] ?? Platform.current();
  useDpkg();
  await build({
    projectDir: PROJECT_ROOT,
    publish: 'never',
    config: effective,
    targets: targets.length === 0 ? platform.createTarget() : platform.createTarget([...targets]),
  });
}

/** Where fpm was not named and Debian's own tool is there, that makes the package; nothing needs to be downloaded. */
function useDpkg(): void {
  if (process.env['CUSTOM_FPM_PATH'] === undefined && spawnSync('dpkg-deb', ['--version']).status === 0) {
    process.env['CUSTOM_FPM_PATH'] = path.join(PROJECT_ROOT, 'scripts/fpm-deb.ts');
  }
}

/** `SHA-256  name`, as `sha256sum -c` reads it. */
export async function checksumsOf(folder: string): Promise<string> {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'SHA256SUMS' && !entry.name.endsWith('.yml'))
    .map(({ name }) => name)
    .toSorted();
  const lines = await Promise.all(
    names.map(async (name) => {
      const hash = createHash('sha256');
      await pipeline(createReadStream(path.join(folder, name)), hash);
      return `${hash.digest('hex')}  ${name}\n`;
    }),
  );
  return lines.join('');
}

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(path.join(PROJECT_ROOT, name), 'utf8'));
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { 'electron-dist': { type: 'string' } },
  });
  if (!run(['vite', 'build', '-c', 'renderer/vite.config.ts']) || !run(['electron-vite', 'build'])) process.exit(1);
  const dist = values['electron-dist'];
  await packProgram({ targets: positionals, electronDist: dist === undefined ? null : path.resolve(dist) });
  const folder = path.join(PROJECT_ROOT, config.directories.output);
  const { version } = versionSchema.parse(readJson('package.json'));
  writeFileSync(path.join(folder, `vedette-${version}.cdx.json`), billOfMaterials());
  writeFileSync(path.join(folder, 'SHA256SUMS'), await checksumsOf(folder));
  console.log(`Packed in ${folder}`);
}

if (import.meta.main) await main();
