import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openForWriting } from '../../store/database.ts';
import { ADA, openedApi } from '../../../test/api.ts';
import { temporaryFolder } from '../../../test/vedette.ts';

async function states(api: ReturnType<typeof openedApi>['api']): Promise<Record<string, string>> {
  const { subsystems } = await api.call('health.read', {}, ADA);
  return Object.fromEntries(subsystems.map(({ name, state }) => [name, state]));
}

test('a look at each part says what is there, before there is a workspace and after', async () => {
  const { api, workspace } = openedApi();
  const before = await states(api);
  expect(before).toMatchObject({
    store: 'disabled',
    writer_lock: 'ok',
    rules: 'ok',
    readers: 'disabled',
    model: 'disabled',
  });
  expect(existsSync(workspace.file)).toBe(false);
  workspace.writer();
  expect(await states(api)).toMatchObject({ store: 'ok', writer_lock: 'ok', readers: 'ok', sync: 'disabled' });
});

test('another writer, rules that are refused and a file that is no workspace are told', async () => {
  const { api, workspace, folder } = openedApi();
  const bad = path.join(folder, 'rules');
  mkdirSync(bad);
  writeFileSync(path.join(bad, 'a.yml'), 'title: x\nlogsource: { product: windows }\n');
  await api.call('rules.setPack', { paths: [bad] }, ADA);
  await workspace.close();
  const other = openForWriting(workspace.file);
  onTestFinished(() => other.close());
  expect(await states(api)).toMatchObject({ store: 'ok', writer_lock: 'degraded', rules: 'down' });

  const foreign = openedApi();
  writeFileSync(
    foreign.workspace.file,
    'no database, and long enough to be taken for something else than an empty file',
  );
  expect(await foreign.api.call('health.read', {}, ADA)).toMatchObject({ state: 'down' });
});

test('the doctor tries everything and leaves nothing behind', { timeout: 60_000 }, async () => {
  const temp = temporaryFolder();
  vi.stubEnv('TMPDIR', temp);
  onTestFinished(() => void vi.unstubAllEnvs());
  const { api, workspace, folder } = openedApi();
  workspace.writer();
  const before = readdirSync(folder);
  const { checks, counts, state } = await api.call('health.runDoctor', {}, ADA);
  expect(checks.filter((check) => check.state !== 'ok' && check.id !== 'disk' && check.id !== 'memory')).toEqual([]);
  expect(state).not.toBe('down');
  expect(counts.down).toBe(0);
  expect(readdirSync(folder)).toEqual(before);
  expect(readdirSync(temp).filter((name) => name.startsWith('vedette-doctor'))).toEqual([]);
});

test(
  'a damaged workspace, a lost folder and a missing temporary folder are each told',
  { timeout: 60_000 },
  async () => {
    const { api, workspace, folder } = openedApi();
    workspace.writer();
    await workspace.close();
    const file = new Database(workspace.file);
    file.exec('DROP TRIGGER audit_is_not_changed');
    file.close();
    vi.stubEnv('TMPDIR', path.join(folder, 'gone'));
    onTestFinished(() => void vi.unstubAllEnvs());
    const { checks, state } = await api.call('health.runDoctor', {}, ADA);
    const of = (id: string) => checks.find((check) => check.id === id);
    expect(state).toBe('down');
    expect(of('workspace')).toMatchObject({
      state: 'down',
      detail: expect.stringContaining('audit_is_not_changed is missing'),
    });
    for (const id of ['temp_folder', 'encryption', 'canary', 'backup']) expect(of(id)?.state).toBe('down');
    expect(checks.filter((check) => check.state === 'down' && check.fix === '')).toEqual([]);
    expect(of('rules')?.state).toBe('ok');
  },
);

test('the doctor can be stopped between two checks', async () => {
  const { api } = openedApi();
  const stopping = new AbortController();
  const onStep = (step: string): void => void (step === 'Database and encryption' && stopping.abort());
  const answer = await api.answer('health.runDoctor', {}, { ...ADA, signal: stopping.signal, onStep });
  expect(answer).toMatchObject({ error: { code: 'E_CANCELLED' } });
});
