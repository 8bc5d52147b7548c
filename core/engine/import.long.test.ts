import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

import { systemClock } from '../kernel/clock.ts';
import { DEFAULT_LIMITS } from '../kernel/limits.ts';
import { createLog } from '../kernel/log.ts';
import { createMetrics } from '../kernel/metrics.ts';
import { openForWriting } from '../store/database.ts';
import { listSources } from '../store/sources.ts';
import { importPaths, type ImportOptions } from './import.ts';
import { createRuleEngine } from './rule-engine.ts';

const OPTIONS: ImportOptions = {
  kind: 'evidence',
  engine: createRuleEngine({ rules: [], correlations: [] }),
  recover: false,
  limits: DEFAULT_LIMITS,
  clock: systemClock,
  log: createLog('silent'),
  metrics: createMetrics(),
};

function temporary(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'vedette-import-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('a file that changes while it is imported is told', async () => {
  const folder = temporary();
  const file = path.join(folder, 'growing.ndjson');
  writeFileSync(file, '{"time":"2026-03-04T09:00:00Z","n":1}\n'.repeat(50_000));
  const workspace = openForWriting(path.join(folder, 'case.vedette'));
  let isChanged = false;
  const onProgress = (): void => {
    if (!isChanged) appendFileSync(file, '{"time":"2026-03-04T09:00:01Z","n":2}\n');
    isChanged = true;
  };
  const { sources } = await importPaths(workspace.db, [file], { ...OPTIONS, onProgress });
  expect(sources[0]!.damage).toMatchObject([{ code: 'E_SOURCE_CHANGED' }]);
  const again = await importPaths(workspace.db, [file], OPTIONS);
  expect(again.sources[0]).toMatchObject({ outcome: 'imported', damaged: 0 });
  workspace.close();
});

test('a source is stored with its whole path, so that it is found from any folder', async () => {
  const folder = temporary();
  const file = path.join(folder, 'a.ndjson');
  writeFileSync(file, '{"n":1}\n');
  const workspace = openForWriting(path.join(folder, 'case.vedette'));
  const relative = path.relative(process.cwd(), file);
  const { sources } = await importPaths(workspace.db, [relative], OPTIONS);
  expect(sources[0]!.path).toBe(relative);
  expect(listSources(workspace.db)[0]!.path).toBe(file);
  workspace.close();
});
