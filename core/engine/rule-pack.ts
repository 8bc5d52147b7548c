/** Rules from disk: folders, single files and zip archives, read by the same door as evidence. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { loadRules, type Placeholders, type RuleSet } from '../detect/load.ts';
import { readPlaceholderLists } from '../detect/placeholder-lists.ts';
import { messageOf, reportOf, VedetteError } from '../kernel/errors.ts';
import { DEFAULT_LIMITS } from '../kernel/limits.ts';
import { findSources } from '../intake/sources.ts';
import type { Skipped, Source } from '../intake/source.ts';

/** Our own rules, shipped with the program. */
export const STARTER_RULES = path.resolve(import.meta.dirname, '../../resources/rules');

/** Rules with what could not be opened at all; a file that is open but wrong is among `refused`. */
export interface RulePack extends RuleSet {
  readonly skipped: readonly Skipped[];
}

const RULE_FILE = /\.ya?ml$/i;

/**
 * Reads every `.yml` and `.yaml` file below `paths`. `listFiles` hold the lists that
 * placeholders stand for. Throws `E_RULES_NOT_FOUND` where there is none, and where one of
 * `paths` cannot be read: a run with fewer rules than were asked for would look like one that found nothing.
 */
export async function readRulePack(paths: readonly string[], listFiles: readonly string[] = []): Promise<RulePack> {
  const files: { path: string; text: string }[] = [];
  const skipped: Skipped[] = [];
  for await (const found of findSources(paths, DEFAULT_LIMITS)) {
    if (found.kind === 'skipped') {
      if (paths.includes(found.path)) throw new VedetteError('E_RULES_NOT_FOUND', `${found.path}: ${found.reason}`);
      skipped.push(found);
    } else if (RULE_FILE.test(found.path)) await readRuleFile(found, files, skipped);
  }
  if (files.length === 0) {
    throw new VedetteError('E_RULES_NOT_FOUND', `No rule files (.yml, .yaml) below ${paths.join(', ')}`);
  }
  return { ...loadRules(files, { placeholders: await readLists(listFiles) }), skipped };
}

/** Placeholder lists of several files; a later file replaces an earlier one's list of the same name. */
async function readLists(listFiles: readonly string[]): Promise<Placeholders> {
  const lists = await Promise.all(
    listFiles.map(async (file) => {
      try {
        return readPlaceholderLists({ path: file, text: await readFile(file, 'utf8') });
      } catch (error) {
        throw error instanceof VedetteError
          ? error
          : new VedetteError('E_RULES_NOT_FOUND', `${file}: ${messageOf(error)}`, { cause: error });
      }
    }),
  );
  return Object.assign({}, ...lists) as Placeholders;
}

async function readRuleFile(
  source: Source,
  files: { path: string; text: string }[],
  skipped: Skipped[],
): Promise<void> {
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
