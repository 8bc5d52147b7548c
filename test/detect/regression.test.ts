import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { detectPaths } from '../../core/engine/detect.ts';
import { createRuleEngine, type RuleEngine } from '../../core/engine/rule-engine.ts';
import { readRulePack } from '../../core/engine/rule-pack.ts';
import { DEFAULT_LIMITS } from '../../core/kernel/limits.ts';
import { dataPath, filesBelow, hasData, unpackData } from '../data.ts';

const infoSchema = z.object({
  rule_metadata: z.array(z.object({ id: z.string() })),
  regression_tests_info: z.array(z.object({ path: z.string(), match_count: z.number().optional() })).optional(),
});

/**
 * Cases whose `match_count` contradicts their own evidence, with what the evidence holds: in each, three records of
 * the EVTX (and of the JSON made from it) satisfy the rule as written, and nothing in the rule aggregates.
 */
const WRONG_COUNT = new Map([
  ['0b9ad457-2554-44c1-82c2-d56a99c42377', 3],
  ['45e112d0-7759-4c2a-aa36-9f8fb79d3393', 3],
]);

/** A case that names no evidence in its info.yml (the entry is commented out there) has it beside itself. */
function evidenceOf(info: string, tests: readonly { readonly path: string }[] | undefined): string[] {
  const folder = path.dirname(info);
  if (tests !== undefined) return tests.map((one) => path.join(folder, path.basename(one.path)));
  return filesBelow(folder, '.raw');
}

describe.skipIf(!hasData)('SigmaHQ regression cases, from their raw evidence (needs the public data sets)', () => {
  let engine: RuleEngine;
  beforeAll(async () => {
    engine = createRuleEngine(await readRulePack([dataPath('sigma/sigmahq-rules.zip')]));
  });

  async function hitsOf(file: string, ruleId: string): Promise<number> {
    let hits = 0;
    for await (const detection of detectPaths([file], { engine, recover: false, limits: DEFAULT_LIMITS })) {
      if (detection.kind === 'hit' && detection.hit.rule.id === ruleId) hits++;
    }
    return hits;
  }

  test('each case fires its rule as often as it says', { timeout: 120_000 }, async () => {
    const misses: string[] = [];
    let exact = 0;
    const infos = filesBelow(unpackData('sigma/regression-data.zip'), 'info.yml');
    for (const info of infos) {
      const { rule_metadata, regression_tests_info } = infoSchema.parse(parse(readFileSync(info, 'utf8')));
      const ruleId = rule_metadata[0]!.id;
      const expected = regression_tests_info?.[0]?.match_count;
      let hits = 0;
      for (const file of evidenceOf(info, regression_tests_info)) hits += await hitsOf(file, ruleId);
      const isExact = expected === undefined ? hits >= 1 : hits === expected;
      if (isExact) exact++;
      else if (hits !== WRONG_COUNT.get(ruleId))
        misses.push(`${ruleId}: ${hits} hits, not ${expected} (${path.basename(path.dirname(info))})`);
    }
    expect(misses).toEqual([]);
    expect(exact).toBeGreaterThanOrEqual(infos.length - WRONG_COUNT.size);
  });
});
