/**
 * The starter rules over recorded attacks whose folder names the technique: how many files set off a rule with that
 * technique (parent level). A floor against regressions, not a target; the rules are written from documentation.
 */
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { evtxReader } from '../../core/connectors/evtx/reader.ts';
import { recogniseShape } from '../../core/connectors/registry.ts';
import { createDetector } from '../../core/detect/match.ts';
import { DEFAULT_LIMITS } from '../../core/kernel/limits.ts';
import { filesBelow, hasData, unpackData } from '../data.ts';
import { loadStarterRules } from './starter-rules.ts';

const LEAST_RECALL = 0.65;

describe.skipIf(!hasData)('recorded attacks', () => {
  test('most files set off a rule with the technique of their label', { timeout: 120_000 }, async () => {
    const detector = createDetector(loadStarterRules().rules);
    let labelled = 0;
    let recalled = 0;
    for (const file of filesBelow(unpackData('evtx/evtx-to-mitre.zip'), '.evtx')) {
      const technique = /^T\d{4}/.exec(path.basename(path.dirname(file)))?.[0];
      if (technique === undefined) continue;
      labelled += 1;
      const seen = new Set<string>();
      for await (const { records } of evtxReader.read(createReadStream(file), {
        limits: DEFAULT_LIMITS,
        recover: false,
      })) {
        for (const record of records) {
          const hits = detector.match(recogniseShape(record.value).normalise(record));
          for (const hit of hits) for (const found of hit.rule.techniques) seen.add(found.slice(0, 5));
        }
      }
      if (seen.has(technique)) recalled += 1;
    }
    expect(recalled / labelled).toBeGreaterThanOrEqual(LEAST_RECALL);
  });
});
