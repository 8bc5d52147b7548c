/** Loads the rules that come with the product, for tests. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { loadRules, type RuleSet } from '../../core/detect/load.ts';
import { filesBelow } from '../data.ts';

export const RULES_FOLDER = path.resolve(import.meta.dirname, '../../resources/rules');

export function loadStarterRules(): RuleSet {
  return loadRules(
    filesBelow(RULES_FOLDER, '.yml').map((file) => ({
      path: path.relative(RULES_FOLDER, file),
      text: readFileSync(file, 'utf8'),
    })),
  );
}
