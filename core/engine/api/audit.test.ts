import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { TimeUs } from '../../kernel/time.ts';
import { recordChange } from '../../store/audit.ts';
import { ADA, openedApi, type OpenedApi } from '../../../test/api.ts';

const ROWS = 30;

/** Rows by two people, of two domains, one a second. */
function filled(): OpenedApi {
  const opened = openedApi();
  const db = opened.workspace.writer();
  db.transaction(() => {
    for (let index = 0; index < ROWS; index++) {
      recordChange(db, {
        actor: index % 3 === 0 ? 'bob' : 'ada',
        action: index % 2 === 0 ? 'cases.pinAlert' : 'casesx.note',
        subject: `Alert ${index}`,
        before: null,
        after: { index },
        correlationId: 'c',
        timeUs: (index * 1_000_000) as TimeUs,
      });
    }
  }).immediate();
  return opened;
}

test('rows are found by who, what, whom and when, in pages that follow each other', async () => {
  const { api } = filled();
  const seqs = async (input: object): Promise<number[]> =>
    (await api.call('audit.search', input, ADA)).rows.map(({ seq }) => seq);
  expect(await api.call('audit.search', { limit: 1 }, ADA)).toMatchObject({
    found: ROWS,
    total: ROWS,
    next: ROWS,
    actors: ['ada', 'bob'],
    actions: ['cases.pinAlert', 'casesx.note'],
  });
  expect(await seqs({ actor: 'bob' })).toEqual([28, 25, 22, 19, 16, 13, 10, 7, 4, 1]);
  expect(await api.call('audit.search', { action: 'cases.' }, ADA)).toMatchObject({ found: 15, total: ROWS });
  expect(await seqs({ subject: 'alert 2', fromUs: 20_000_000, toUs: 22_000_000 })).toEqual([23, 22, 21]);
  expect(await seqs({ subject: '%' })).toEqual([]);
  const seen: number[] = [];
  let beforeSeq: number | null = null;
  do {
    const page: Awaited<ReturnType<typeof api.call<'audit.search'>>> = await api.call(
      'audit.search',
      { actor: 'ada', limit: 7, beforeSeq },
      ADA,
    );
    expect(page.found).toBe(20);
    seen.push(...page.rows.map(({ seq }) => seq));
    beforeSeq = page.next;
  } while (beforeSeq !== null);
  expect(seen).toEqual(await seqs({ actor: 'ada' }));
});

test('searching by who and what goes through an index', () => {
  const db = filled().workspace.reader();
  for (const where of ["actor = 'ada'", "action >= 'cases.' AND action < 'cases/'"]) {
    const plan = db.prepare(`EXPLAIN QUERY PLAN SELECT count(*) FROM audit WHERE ${where}`).all() as {
      detail: string;
    }[];
    expect(plan.map(({ detail }) => detail).join(' ')).toContain('INDEX audit_by_');
  }
});

test('verifying names the first row that is not as it was written', async () => {
  const { api, workspace } = filled();
  const steps: string[] = [];
  expect(await api.call('audit.verify', {}, { ...ADA, onStep: (step) => void steps.push(step) })).toMatchObject({
    isSound: true,
    problems: [],
    chains: [
      { chain: 'audit', head: { count: ROWS }, fault: null },
      { chain: 'decision', head: { count: 0 } },
    ],
  });
  await workspace.close();
  const file = new Database(workspace.file);
  file.exec('DROP TRIGGER audit_is_not_changed');
  file.exec("UPDATE audit SET actor = 'eve' WHERE seq = 12");
  file.close();
  const { isSound, chains, problems } = await api.call('audit.verify', { isQuick: true }, ADA);
  expect(isSound).toBe(false);
  expect(chains[0]).toMatchObject({ head: { count: 11 }, fault: { kind: 'changed', seq: 12 } });
  expect(problems.join()).toContain('audit_is_not_changed is missing');
});
