/** The texts of rule files, from folders, single files and zip archives, read by the same door as evidence. */
import { readFile } from 'node:fs/promises';
import type { Placeholders, RuleFile } from '../detect/load.ts';
import { readPlaceholderLists } from '../detect/placeholder-lists.ts';
import { findSources } from '../intake/sources.ts';
import type { Skipped, Source } from '../intake/source.ts';
import { messageOf, reportOf, VedetteError } from '../kernel/errors.ts';
import { DEFAULT_LIMITS } from '../kernel/limits.ts';

const RULE_FILE = /\.ya?ml$/i;

export interface RuleFiles {
  readonly files: readonly RuleFile[];
  /** What could not be opened at all. */
  readonly skipped: readonly Skipped[];
}

/**
 * Every `.yml` and `.yaml` file below `paths`. Throws `E_RULES_NOT_FOUND` where there is none, and where one of `paths`
 * cannot be read: a run with fewer rules than were asked for would look like one that found nothing.
 */
export async function readRuleFiles(paths: readonly string[]): Promise<RuleFiles> {
  const files: RuleFile[] = [];
  const skipped: Skipped[] = [];
  for await (const found of findSources(paths, DEFAULT_LIMITS)) {
    if (found.kind === 'skipped') {
      if (paths.includes(found.path)) throw new VedetteError('E_RULES_NOT_FOUND', `${found.path}: ${found.reason}`);
      skipped.push(found);
    } else if (RULE_FILE.test(found.path)) {
      await readRuleFile(found, files, skipped);
    }
  }
  if (files.length === 0) {
    throw new VedetteError('E_RULES_NOT_FOUND', `No rule files (.yml, .yaml) below ${paths.join(', ')}`);
  }
  return { files, skipped };
}

async function readRuleFile(source: Source, files: RuleFile[], skipped: Skipped[]): Promise<void> {
  const parts: Uint8Array[] = [];
  let sizeBytes = 0;
  try {
    for await (const bytes of source.open()) {
      parts.push(bytes);
      sizeBytes += bytes.length;
      if (sizeBytes > DEFAULT_LIMITS.recordBytes) {
        throw new VedetteError('E_LIMIT_EXCEEDED', `${source.path}: larger than ${DEFAULT_LIMITS.recordBytes} bytes`);
      }
    }
    files.push({ path: source.path, text: Buffer.concat(parts).toString('utf8') });
  } catch (error) {
    const { code, message } = reportOf(error);
    skipped.push({ kind: 'skipped', path: source.path, code, reason: message });
  }
}

/** Placeholder lists of several files; a later file replaces an earlier one's list of the same name. */
export async function readLists(listFiles: readonly string[]): Promise<Placeholders> {
  const lists = await Promise.all(listFiles.map(readList));
  return Object.assign({}, ...lists) as Placeholders;
}

async function readList(file: string): Promise<Placeholders> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new VedetteError('E_RULES_NOT_FOUND', `${file}: ${messageOf(error)}`, { cause: error });
  }
  return readPlaceholderLists({ path: file, text });
}
