/**
 * Rules ready to use, from a cache where exactly these files were read before by exactly this program: unpacking and
 * parsing thousands of rules costs seconds, recognising them costs one hash.
 */
import { createHash, type Hash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { readRuleSet, writeRuleSet, type RuleCacheOptions } from '../detect/cache/rule-cache.ts';
import { loadRules, type Placeholders, type RuleSet } from '../detect/load.ts';
import type { Skipped } from '../intake/source.ts';
import { programPath } from '../kernel/program.ts';
import { readLists, readRuleFiles } from './rule-files.ts';
import { VERSION } from './version.ts';

/** Our own rules, shipped with the program. */
export const STARTER_RULES = programPath('resources/rules');

/** What reads rules: a folder of sources, or this very file where all of it was bundled. */
const DETECT = path.resolve(import.meta.dirname, '../detect');
const RULE_READING = existsSync(DETECT) ? DETECT : import.meta.filename;

/** Rules with what could not be opened at all; a file that is open but wrong is among `refused`. */
export interface RulePack extends RuleSet {
  readonly skipped: readonly Skipped[];
}

/**
 * The rules below `paths`; `listFiles` hold the lists that placeholders in them stand for. Throws
 * `E_RULES_NOT_FOUND` where there is no rule or one of the paths cannot be read, `E_RULE_INVALID` for a wrong list.
 */
export async function readRulePack(paths: readonly string[], listFiles: readonly string[] = []): Promise<RulePack> {
  const placeholders = await readLists(listFiles);
  const cache = cacheOptions();
  const fingerprint = fingerprintOf(paths, placeholders);
  const cached = fingerprint === null ? null : readRuleSet<RulePack>(cache, fingerprint);
  if (cached !== null) return cached;
  const { files, skipped } = await readRuleFiles(paths);
  const pack: RulePack = { ...loadRules(files, { placeholders }), skipped };
  if (fingerprint !== null) writeRuleSet(cache, fingerprint, pack);
  return pack;
}

function cacheOptions(): RuleCacheOptions {
  return {
    folder: path.join(cacheFolder(), 'vedette', 'rules'),
    engineVersion: `${VERSION} ${newestChangeMs(RULE_READING)}`,
  };
}

/** Where the system keeps what can be made again. */
function cacheFolder(): string {
  if (process.platform === 'win32' && process.env['LOCALAPPDATA']) return process.env['LOCALAPPDATA'];
  if (process.platform === 'darwin') return path.join(homedir(), 'Library', 'Caches');
  return process.env['XDG_CACHE_HOME'] || path.join(homedir(), '.cache');
}

/** So that a changed source makes the caches of the one before it stale, between releases too. */
function newestChangeMs(place: string): number {
  if (!statSync(place).isDirectory()) return statSync(place).mtimeMs;
  return readdirSync(place, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .reduce((newest, name) => Math.max(newest, statSync(path.join(place, name)).mtimeMs), 0);
}

/** Names and contents of everything below `paths`, and the lists; null where something there cannot be read. */
function fingerprintOf(paths: readonly string[], placeholders: Placeholders): string | null {
  const hash = createHash('sha256').update(JSON.stringify(placeholders));
  try {
    for (const given of paths) {
      if (statSync(given).isDirectory()) addFolder(hash, given);
      else addFile(hash, given);
    }
  } catch {
    return null;
  }
  return hash.digest('hex');
}

function addFolder(hash: Hash, folder: string): void {
  const entries = readdirSync(folder, { withFileTypes: true });
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const child = path.join(folder, entry.name);
    if (entry.isDirectory()) addFolder(hash, child);
    else if (entry.isFile()) addFile(hash, child);
  }
}

function addFile(hash: Hash, file: string): void {
  const bytes = readFileSync(file);
  hash.update(`\0${file}\0${bytes.length}\0`).update(bytes);
}
