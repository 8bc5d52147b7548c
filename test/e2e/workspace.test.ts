/** What happens around a workspace: two at once, an interruption, and the workspace lying among its own evidence. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { importPaths } from '../../core/engine/import.ts';
import { createRuleEngine } from '../../core/engine/rule-engine.ts';
import { systemClock } from '../../core/kernel/clock.ts';
import { DEFAULT_LIMITS } from '../../core/kernel/limits.ts';
import { createLog } from '../../core/kernel/log.ts';
import { createMetrics } from '../../core/kernel/metrics.ts';
import { openForReading, openForWriting } from '../../core/store/database.ts';
import { markPending } from '../../core/store/pending.ts';
import { listSources } from '../../core/store/sources.ts';
import { temporaryFolder, VEDETTE, vedette } from '../vedette.ts';

const LINE = '{"time":"2026-03-04T09:00:00Z","title":"Port scan","entities":[{"type":"host","value":"h1"}]}\n';

test('importing the folder a workspace lies in keeps the lock on it, and takes none of its files for evidence', async () => {
  const folder = temporaryFolder();
  const file = path.join(folder, 'case.vedette');
  writeFileSync(path.join(folder, 'a.ndjson'), LINE);
  expect(vedette(['submit', '-', '-w', file], { input: LINE.replace('h1', 'h2') }).exitCode).toBe(0);
  const workspace = openForWriting(file);
  const options = { kind: 'evidence', recover: false, limits: DEFAULT_LIMITS, clock: systemClock } as const;
  const report = await importPaths(workspace.db, [folder], {
    ...options,
    engine: createRuleEngine({ rules: [], correlations: [] }),
    log: createLog('silent'),
    metrics: createMetrics(),
  });
  expect(report.sources.map((source) => path.basename(source.path))).toEqual(['a.ndjson']);
  expect(report.skipped).toEqual([]);
  const second = vedette(['import', path.join(folder, 'a.ndjson'), '-w', file]);
  expect(second.stderr).toContain('E_WORKSPACE_BUSY');
  workspace.close();
});

test('a workspace that is being written to can be read, and says what is not in the picture yet', () => {
  const file = path.join(temporaryFolder(), 'case.vedette');
  vedette(['submit', '-', '-w', file], { input: LINE });
  const workspace = openForWriting(file);
  markPending(workspace.db, 'fusion_pending');
  const run = vedette(['incidents', '-w', file]);
  expect(run.exitCode).toBe(0);
  expect(run.stdout).toContain('Port scan');
  expect(run.stderr).toContain('is being written to');
  workspace.close();
});

test('ids that cannot be ids name nothing, and --raw is for events', () => {
  const file = path.join(temporaryFolder(), 'case.vedette');
  vedette(['submit', '-', '-w', file], { input: LINE });
  for (const id of ['zzz', '', '#99', 'e99']) {
    const run = vedette(['show', id, '-w', file]);
    expect([id, run.exitCode]).toEqual([id, 1]);
    expect(run.stderr).toMatch(/(Nothing in|There is no).*\(E_NOT_FOUND\)/);
  }
  expect(vedette(['show', '1', '--raw', '-w', file]).exitCode).toBe(2);
  expect(vedette(['incidents', '-w', ' ']).exitCode).toBe(2);
});

test('an interrupted import says that it goes on, and does', async () => {
  const folder = temporaryFolder();
  const file = path.join(folder, 'log.ndjson');
  writeFileSync(file, '{"time":"2026-03-04T09:00:00Z","n":1}\n'.repeat(300_000));
  const workspace = path.join(folder, 'case.vedette');
  const running = spawn(process.execPath, [VEDETTE, 'import', file, '-w', workspace], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let remarks = '';
  running.stderr.on('data', (bytes: Buffer) => (remarks += bytes.toString()));
  const ended = new Promise<number | null>((resolve) => running.on('close', resolve));
  while (!hasStarted(workspace)) await new Promise((resolve) => setTimeout(resolve, 20));
  running.kill('SIGINT');
  expect(await ended).toBe(130);
  expect(remarks).toContain('run the same command again');
  const again = JSON.parse(vedette(['import', file, '-w', workspace, '--json']).stdout) as {
    readonly sources: readonly { readonly outcome: string }[];
    readonly totals: { readonly events: number };
  };
  expect(again.sources[0]!.outcome).toBe('resumed');
  expect(again.totals.events).toBe(300_000);
});

function hasStarted(workspace: string): boolean {
  try {
    const reading = openForReading(workspace);
    const isStarted = listSources(reading.db).some((source) => source.watermarkOrdinal > 0);
    reading.close();
    return isStarted;
  } catch {
    return false;
  }
}

test('output waits for a slow reader instead of piling up in memory, and ends when the reader leaves', async () => {
  const file = path.join(temporaryFolder(), 'case.vedette');
  const line = (index: number): string => JSON.stringify({ time: 1_772_614_800 + index, title: `Signal ${index}` });
  vedette(['submit', '-', '-w', file], { input: Array.from({ length: 5_000 }, (_, index) => line(index)).join('\n') });
  const running = spawn(process.execPath, [VEDETTE, 'alerts', '--json', '-w', file], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [first] = (await once(running.stdout, 'data')) as [Buffer];
  expect(JSON.parse(first.toString().split('\n')[0]!)).toMatchObject({ title: 'Signal 0' });
  running.stdout.destroy();
  const [exitCode] = (await once(running, 'exit')) as [number | null];
  expect(exitCode).toBe(0);
});
