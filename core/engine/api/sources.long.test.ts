import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { madeEvent } from '../../../test/bench/many-events.ts';
import { ADA, openedApi, type OpenedApi } from '../../../test/api.ts';
import { VERSION } from '../version.ts';

const EVENTS = 300;
const LINES = Array.from({ length: EVENTS }, (_, index) => madeEvent(index, EVENTS).line);

/** Three sources, the second with a line that cannot be read. */
async function filled(): Promise<OpenedApi> {
  const opened = openedApi();
  const third = EVENTS / 3;
  for (const [index, name] of ['a', 'b', 'c'].entries()) {
    const file = path.join(opened.folder, `${name}.ndjson`);
    const lines = LINES.slice(index * third, (index + 1) * third);
    writeFileSync(
      file,
      name === 'b' ? [...lines, '{"broken": \n', lines[0]!.replace('{', '{"x":1,')].join('') : lines.join(''),
    );
    await opened.api.call('evidence.importPaths', { paths: [file] }, { actor: name });
  }
  return opened;
}

test('sources are listed newest first, with their span, damage and custody', { timeout: 60_000 }, async () => {
  const { api, workspace } = await filled();
  const first = await api.call('sources.listPage', { limit: 2 }, ADA);
  const second = await api.call('sources.listPage', { limit: 2, after: first.next }, ADA);
  const rows = [...first.rows, ...second.rows];
  expect(rows.map(({ path: file }) => path.basename(file))).toEqual(['c.ndjson', 'b.ndjson', 'a.ndjson']);
  expect([first.total, second.next]).toEqual([3, null]);
  expect(rows.map(({ damage }) => damage)).toEqual([0, 1, 0]);
  expect(rows.map(({ custody }) => [custody?.importedBy, custody?.tool])).toEqual(
    ['c', 'b', 'a'].map((actor) => [actor, `vedette ${VERSION}`]),
  );
  for (const { id, firstUs, lastUs, isComplete, events } of rows) {
    const own = workspace
      .reader()
      .prepare(
        'SELECT min(time_us) AS firstUs, max(time_us) AS lastUs, count(*) AS events FROM event WHERE source_id = ?',
      )
      .get(id);
    expect({ firstUs, lastUs, events }).toEqual(own);
    expect(isComplete).toBe(true);
  }
});

test('damaged places are paged, of one source or of all', { timeout: 60_000 }, async () => {
  const { api } = await filled();
  const all = await api.call('sources.listDamage', {}, ADA);
  expect(all).toMatchObject({ total: 1, next: null, rows: [{ code: 'E_RECORD_DAMAGED' }] });
  const { sourceId } = all.rows[0]!;
  expect((await api.call('sources.listDamage', { sourceId }, ADA)).rows).toEqual(all.rows);
  expect((await api.call('sources.listDamage', { sourceId: sourceId + 1 }, ADA)).total).toBe(0);
});

test('what came through each step adds up to the whole', { timeout: 60_000 }, async () => {
  const { api } = await filled();
  const { rows } = await api.call('sources.listPage', {}, ADA);
  const hops = await Promise.all(rows.map(({ id }) => api.call('sources.countHops', { sourceId: id }, ADA)));
  const { findings, events } = await api.call('workspace.describe', {}, ADA);
  const sum = (of: (one: (typeof hops)[number]) => number): number => hops.reduce((all, one) => all + of(one), 0);
  expect(sum((one) => one.events)).toBe(events);
  expect(sum((one) => one.findings.rules + one.findings.sensors + one.findings.correlations)).toBe(findings);
  expect(hops.every(({ keptBytes, sizeBytes }) => keptBytes === sizeBytes)).toBe(true);
  expect(await api.answer('sources.countHops', { sourceId: 99 }, ADA)).toMatchObject({
    error: { code: 'E_NOT_FOUND' },
  });
});

test('evidence that was changed in the workspace is told with its name', { timeout: 60_000 }, async () => {
  const { api, workspace } = await filled();
  expect(await api.call('sources.verify', {}, ADA)).toMatchObject({ sources: 3, whole: 3, faults: [], isSound: true });
  workspace.writer().exec('DELETE FROM raw_block WHERE source_id = 2');
  workspace
    .writer()
    .exec('INSERT INTO raw_block SELECT 2, byte_offset, length_bytes, bytes FROM raw_block WHERE source_id = 1');
  const bad = await api.call('sources.verify', { sourceId: 2 }, ADA);
  expect(bad).toMatchObject({ sources: 1, whole: 0, isSound: false });
  expect(path.basename(bad.faults[0]!.path)).toBe('b.ndjson');
  expect(await api.call('sources.verify', { sourceId: 1 }, ADA)).toMatchObject({ whole: 1, isSound: true });
  const signal = AbortSignal.abort();
  expect(await api.answer('sources.verify', {}, { ...ADA, signal })).toMatchObject({ error: { code: 'E_CANCELLED' } });
});
