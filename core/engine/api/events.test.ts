import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { ApiContract } from '../../contract/api.ts';
import { systemClock } from '../../kernel/clock.ts';
import { createLog } from '../../kernel/log.ts';
import { createMetrics } from '../../kernel/metrics.ts';
import { madeEvent } from '../../../test/bench/many-events.ts';
import { temporaryFolder } from '../../../test/vedette.ts';
import { createVedetteApi } from './api.ts';
import type { Api } from './registry.ts';
import { accessWorkspace } from './workspace-access.ts';

const EVENTS = 500;
const ADA = { actor: 'ada' };

async function filled(): Promise<Api<ApiContract>> {
  const folder = temporaryFolder();
  const log = createLog('silent');
  const workspace = accessWorkspace(path.join(folder, 'case.vedette'), log);
  onTestFinished(() => workspace.close());
  const api = createVedetteApi({ workspace, clock: systemClock, log, metrics: createMetrics() });
  const evidence = path.join(folder, 'log.ndjson');
  writeFileSync(evidence, Array.from({ length: EVENTS }, (_, index) => madeEvent(index, EVENTS).line).join(''));
  await api.call('evidence.importPaths', { paths: [evidence] }, ADA);
  return api;
}

test('pages follow each other without gap or overlap, and counts agree with them', { timeout: 60_000 }, async () => {
  const api = await filled();
  const seen: number[] = [];
  let after: { timeUs: number; id: number } | null = null;
  do {
    const page: Awaited<ReturnType<typeof api.call<'events.listPage'>>> = await api.call(
      'events.listPage',
      { query: 'EventID:4624', limit: 37, after },
      ADA,
    );
    expect(page.rows.every(({ fields }) => fields['EventID'] === 4624)).toBe(true);
    seen.push(...page.rows.map(({ id }) => id));
    after = page.next;
  } while (after !== null);
  expect(new Set(seen).size).toBe(seen.length);
  expect(await api.call('events.countAll', { query: 'EventID:4624' }, ADA)).toEqual({ count: seen.length });
  const { values } = await api.call('events.countBy', { by: 'EventID' }, ADA);
  expect(values.find(({ value }) => value === '4624')?.count).toBe(seen.length);
  expect(values.reduce((sum, { count }) => sum + count, 0)).toBe(EVENTS);
  const { entities } = await api.call('events.listEntities', { id: seen[0]! }, ADA);
  expect(entities.map(({ type }) => type)).toContain('host');
});

test('what is wrong with a question is told with its place; a cancelled one says so', { timeout: 60_000 }, async () => {
  const api = await filled();
  expect(await api.answer('events.countAll', { query: 'severity:loud' }, ADA)).toMatchObject({
    ok: false,
    error: { code: 'E_QUERY_INVALID' },
  });
  expect(await api.answer('events.countBy', { by: 'host:1h' }, ADA)).toMatchObject({
    ok: false,
    error: { code: 'E_INPUT_INVALID' },
  });
  const signal = AbortSignal.abort();
  expect(await api.answer('events.countAll', {}, { ...ADA, signal })).toMatchObject({
    ok: false,
    error: { code: 'E_CANCELLED' },
  });
});
