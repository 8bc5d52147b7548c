/** A rule as it is written, and the events it is tested with where its pack brings some. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { VedetteError } from '../kernel/errors.ts';
import type { JsonObject } from '../model/json.ts';
import { readRuleFiles } from './rule-files.ts';

/** The file at `rulePath`, which a rule of the pack below `paths` names; a member of an archive is unpacked for it. */
export async function ruleText(rulePath: string, paths: readonly string[]): Promise<string> {
  if (statSync(rulePath, { throwIfNoEntry: false })?.isFile() === true) return readFileSync(rulePath, 'utf8');
  const { files } = await readRuleFiles(paths);
  const found = files.find((file) => file.path === rulePath);
  if (found === undefined) throw new VedetteError('E_RULES_NOT_FOUND', `${rulePath} is not there any more`);
  return found.text;
}

export interface RuleTestEvents {
  readonly match: readonly JsonObject[];
  readonly noMatch: readonly JsonObject[];
}

/** `tests/NAME.json` in the folder of the pack that the rule is from; null where there is none that can be read. */
export function ruleTestEvents(rulePath: string, paths: readonly string[]): RuleTestEvents | null {
  const name = `${path.basename(rulePath).replace(/\.ya?ml$/i, '')}.json`;
  const root = paths.find((one) => rulePath.startsWith(path.join(one, path.sep)));
  const file = root === undefined ? null : path.join(root, 'tests', name);
  if (file === null || !existsSync(file)) return null;
  try {
    const { match, noMatch } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    return { match: objectsIn(match), noMatch: objectsIn(noMatch) };
  } catch {
    return null;
  }
}

function objectsIn(value: unknown): JsonObject[] {
  if (!Array.isArray(value)) return [];
  return value.filter((item): item is JsonObject => typeof item === 'object' && item !== null && !Array.isArray(item));
}
