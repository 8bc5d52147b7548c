/**
 * Parsed rule sets on disk, so that starting with thousands of rules costs a fraction of reading their YAML. A cached
 * set is used only if it was written by this very version for exactly these files and options, and if its bytes are
 * those that were written; anything else counts as absent, and nothing here throws for what the folder holds or
 * refuses to hold. The check is against damage and staleness: who may write to the folder may also write rules.
 */
import { createHash, randomUUID, type Hash } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { loadRules, type LoadOptions, type RuleFile } from '../load.ts';
import type { RuleSet } from '../rule.ts';

export interface RuleCacheOptions {
  /** Made where it is missing. Holds nothing but caches. */
  readonly folder: string;
  /** Any text that changes whenever reading rules may have changed: the program's version. */
  readonly engineVersion: string;
}

/** Raised when the shape of a rule set changes between releases of one version. */
const FORMAT = 1;
/** Sets that are kept; each is a few megabytes. */
const MAX_SETS = 8;
const NEWLINE = 0x0a;
const ITEMS_AT_ONCE = 200;

export interface CachedRuleSet {
  readonly set: RuleSet;
  readonly isFromCache: boolean;
}

/** What `loadRules` gives, from the cache where that holds it; otherwise the cache holds it afterwards. */
export function loadRulesCached(
  files: readonly RuleFile[],
  cache: RuleCacheOptions,
  options: LoadOptions = {},
): CachedRuleSet {
  const fingerprint = fingerprintOfRules(files, options);
  const cached = readRuleSet(cache, fingerprint);
  if (cached !== null) return { set: cached, isFromCache: true };
  const set = loadRules(files, options);
  writeRuleSet(cache, fingerprint, set);
  return { set, isFromCache: false };
}

/** Everything that decides what the set looks like, lengths included, so that no two inputs read alike. */
export function fingerprintOfRules(files: readonly RuleFile[], options: LoadOptions = {}): string {
  const hash = createHash('sha256');
  hash.update(JSON.stringify([options, files.length]));
  for (const { path: name, text } of files) {
    hash.update(`\0${name.length}\0${text.length}\0${name}\0`);
    hash.update(text);
  }
  return hash.digest('hex');
}

/**
 * The set that was kept under `fingerprint`, or null. Whoever knows something cheaper than all texts that decides what
 * the set is, such as the hash of an archive with its path and the options, may use that as the fingerprint; `Set` is
 * then what was written under it.
 */
export function readRuleSet<Set extends RuleSet = RuleSet>(cache: RuleCacheOptions, fingerprint: string): Set | null {
  const key = keyOf(cache, fingerprint);
  try {
    const bytes = readFileSync(fileOf(cache, key));
    const end = bytes.lastIndexOf(NEWLINE);
    const payload = bytes.subarray(0, Math.max(end, 0));
    const isWhole = bytes.toString('latin1', end + 1) === sealOf(key, createHash('sha256').update(payload));
    if (!isWhole) return null;
    return JSON.parse(payload.toString('utf8')) as Set;
  } catch {
    return null;
  }
}

/** Keeps the set under `fingerprint`, where the folder allows it and JSON can tell it whole. */
export function writeRuleSet(cache: RuleCacheOptions, fingerprint: string, set: RuleSet): void {
  if (!survivesJson(set)) return;
  const key = keyOf(cache, fingerprint);
  const unfinished = path.join(cache.folder, `${randomUUID()}.unfinished`);
  try {
    mkdirSync(cache.folder, { recursive: true });
    const file = openSync(unfinished, 'wx');
    try {
      const hash = createHash('sha256');
      for (const text of jsonPieces(set)) {
        hash.update(text);
        writeSync(file, text);
      }
      writeSync(file, `\n${sealOf(key, hash)}`);
    } finally {
      closeSync(file);
    }
    renameSync(unfinished, fileOf(cache, key));
    forgetOldest(cache.folder);
  } catch {
    // A cache that cannot be written costs time, nothing else; an unfinished file goes when others are forgotten.
  }
}

/** The JSON of an object whose properties are long lists, a part at a time: as one text it would be tens of megabytes. */
function* jsonPieces(set: RuleSet): Generator<string> {
  let opening = '{';
  for (const [name, value] of Object.entries(set)) {
    yield `${opening}${JSON.stringify(name)}:`;
    opening = ',';
    if (!Array.isArray(value)) {
      yield JSON.stringify(value);
      continue;
    }
    for (let at = 0; at < value.length; at += ITEMS_AT_ONCE) {
      yield (at === 0 ? '[' : ',') + JSON.stringify(value.slice(at, at + ITEMS_AT_ONCE)).slice(1, -1);
    }
    yield value.length === 0 ? '[]' : ']';
  }
  yield opening === '{' ? '{}' : '}';
}

function keyOf({ engineVersion }: RuleCacheOptions, fingerprint: string): string {
  return createHash('sha256')
    .update(JSON.stringify([FORMAT, engineVersion, fingerprint]))
    .digest('hex');
}

function fileOf({ folder }: RuleCacheOptions, key: string): string {
  return path.join(folder, `${key}.rules`);
}

/** The last line of a file. */
function sealOf(key: string, hash: Hash): string {
  return `vedette rules ${FORMAT} ${key} ${hash.digest('hex')}`;
}

function forgetOldest(folder: string): void {
  const sets = readdirSync(folder)
    .map((name) => path.join(folder, name))
    .map((file) => ({ file, timeMs: statSync(file).mtimeMs }))
    .toSorted((a, b) => b.timeMs - a.timeMs);
  for (const { file } of sets.slice(MAX_SETS)) rmSync(file, { force: true });
}

/** Whether the value comes back from JSON as it went in: infinite numbers, maps and the like do not. */
function survivesJson(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (Array.isArray(value)) return value.every(survivesJson);
  if (typeof value !== 'object' || value === null) return typeof value !== 'bigint' && typeof value !== 'function';
  if (Object.getPrototypeOf(value) !== Object.prototype) return false;
  return Object.values(value).every(survivesJson);
}
