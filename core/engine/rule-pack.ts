/** Rules from disk: folders, single files and zip archives, read by the same door as evidence. */
import path from 'node:path';
import { loadRules, type RuleSet } from '../detect/load.ts';
import { reportOf, VedetteError } from '../kernel/errors.ts';
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

/** Reads every `.yml` and `.yaml` file below `paths`. Throws `E_RULES_NOT_FOUND` where there is none. */
export async function readRulePack(paths: readonly string[]): Promise<RulePack> {
  const files: { path: string; text: string }[] = [];
  const skipped: Skipped[] = [];
  for await (const found of findSources(paths, DEFAULT_LIMITS)) {
    if (found.kind === 'skipped') skipped.push(found);
    else if (RULE_FILE.test(found.path)) await readRuleFile(found, files, skipped);
  }
  if (files.length === 0) {
    throw new VedetteError('E_RULES_NOT_FOUND', `No rule files (.yml, .yaml) below ${paths.join(', ')}`);
  }
  return { ...loadRules(files), skipped };
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
