import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { logsourceDocument, shippedPipelines, usesOf } from '../../scripts/logsource-table.ts';
import { PROJECT_ROOT } from '../../scripts/steps.ts';
import { dataPath, hasData } from '../data.ts';

describe.skipIf(!hasData)('docs/logsources.md', () => {
  test('LOG-7 says what the tables do; else run node scripts/logsource-table.ts RULES', async () => {
    const written = readFileSync(path.join(PROJECT_ROOT, 'docs/logsources.md'), 'utf8');
    const uses = await usesOf([dataPath('sigma/sigmahq-rules.zip')]);
    expect(logsourceDocument(uses, shippedPipelines(), true)).toBe(written);
  });
});
