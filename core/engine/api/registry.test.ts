import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import type { Contract } from '../../contract/method.ts';
import { fixedClock } from '../../kernel/clock.ts';
import { currentContext } from '../../kernel/context.ts';
import { createLog } from '../../kernel/log.ts';
import { createMetrics } from '../../kernel/metrics.ts';
import type { TimeUs } from '../../kernel/time.ts';
import type { JsonValue } from '../../model/json.ts';
import { listAudit } from '../../store/audit.ts';
import { createVedetteApi } from './api.ts';
import type { HandlerContext, HandlersOf } from './handler.ts';
import { createApi } from './registry.ts';
import { accessWorkspace } from './workspace-access.ts';

const contract = {
  'note.read': { kind: 'query', in: z.strictObject({}), out: z.object({ text: z.string().nullable() }) },
  'note.write': {
    kind: 'change',
    in: z.strictObject({ text: z.string().min(1).default('empty') }),
    out: z.object({ length: z.number().max(10) }),
  },
  'note.copy': { kind: 'job', in: z.strictObject({}), out: z.object({ isAborted: z.boolean() }) },
} as const satisfies Contract;

const text = (db: ReturnType<HandlerContext['workspace']['reader']>): string | null =>
  (db.prepare(`SELECT value FROM state WHERE name = 'note'`).pluck().get() as string | undefined) ?? null;

const handlers: HandlersOf<typeof contract> = {
  'note.read': (_input, { workspace }) => ({ text: text(workspace.reader()) }),
  'note.write': ({ text: after }, db) => {
    const before = text(db);
    if (before === after) return { out: { length: after.length }, change: null };
    db.prepare(`INSERT OR REPLACE INTO state VALUES ('note', ?)`).run(after);
    if (after === 'unwritable') throw new Error('the disk is on fire');
    const recordedAfter = after === 'unrecordable' ? (undefined as unknown as JsonValue) : after;
    return { out: { length: after.length }, change: { subject: 'the note', before, after: recordedAfter } };
  },
  'note.copy': async (_input, { signal }) => {
    await Promise.resolve();
    return { isAborted: signal.aborted };
  },
};

const ADA = { actor: 'ada', correlationId: 'request 1' };

function context(): HandlerContext {
  const folder = mkdtempSync(path.join(tmpdir(), 'vedette-api-'));
  const workspace = accessWorkspace(path.join(folder, 'case.vedette'));
  onTestFinished(() => {
    workspace.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { workspace, clock: fixedClock(7 as TimeUs), log: createLog('silent'), metrics: createMetrics() };
}

test('a change leaves its row: who, what, before, after, when, for which request', async () => {
  const given = context();
  const api = createApi(contract, [handlers], given);
  expect(await api.call('note.write', { text: 'one' }, ADA)).toEqual({ length: 3 });
  await api.call('note.write', {}, { actor: 'bob' });
  await api.call('note.write', { text: 'empty' }, ADA);
  expect(await api.call('note.read', {}, ADA)).toEqual({ text: 'empty' });
  expect([...listAudit(given.workspace.reader(), -1)]).toMatchObject([
    {
      seq: 1,
      actor: 'ada',
      action: 'note.write',
      subject: 'the note',
      before: null,
      after: 'one',
      correlationId: 'request 1',
      timeUs: 7,
    },
    { seq: 2, actor: 'bob', before: 'one', after: 'empty', correlationId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
  ]);
});

test.each([
  ['whose work fails', 'unwritable', 'the disk is on fire'],
  ['whose answer is not what was promised', 'longer than it may be', 'expected number to be <=10'],
  ['whose row cannot be written', 'unrecordable', ''],
])('neither a change nor a row of one %s', async (_what, note, told) => {
  const given = context();
  const api = createApi(contract, [handlers], given);
  await api.call('note.write', { text: 'before' }, ADA);
  await expect(api.call('note.write', { text: note }, ADA)).rejects.toThrow(told);
  expect(await api.call('note.read', {}, ADA)).toEqual({ text: 'before' });
  expect([...listAudit(given.workspace.reader(), -1)]).toHaveLength(1);
});

test('a wrong input never reaches a handler, and a message may hold anything', async () => {
  const given = context();
  const api = createApi(contract, [handlers], given);
  const answer = (name: string, input: unknown) => api.answer(name, input, ADA);
  const refused = { ok: false, error: { code: 'E_INPUT_INVALID', hint: expect.stringMatching(/\w/) } };
  for (const [name, input] of [
    ['note.write', { text: '' }],
    ['note.write', { text: 'x', other: 1 }],
    ['note.write', null],
    ['note.burn', {}],
    ['constructor', {}],
    ['__proto__', {}],
  ] as const) {
    expect(await answer(name, input)).toMatchObject(refused);
  }
  expect(await answer('note.write', { text: 'x' })).toEqual({ ok: true, out: { length: 1 } });
  const failed = await answer('note.write', { text: 'unwritable' });
  expect(failed).toMatchObject({ ok: false, error: { code: 'E_INTERNAL', logId: 'request 1' } });
});

test('work that nobody waits for any more does not begin, and a job can see it', async () => {
  const api = createApi(contract, [handlers], context());
  const gone = AbortSignal.abort();
  await expect(api.call('note.write', { text: 'x' }, { ...ADA, signal: gone })).rejects.toMatchObject({
    code: 'E_CANCELLED',
  });
  const controller = new AbortController();
  const copying = api.call('note.copy', {}, { ...ADA, signal: controller.signal });
  controller.abort();
  expect(await copying).toEqual({ isAborted: true });
});

test('a missing, a second and an unknown handler fail at boot', () => {
  const given = context();
  const { 'note.copy': copy, ...others } = handlers;
  expect(() => createApi(contract, [others], given)).toThrow('without a handler: note.copy');
  expect(() => createApi(contract, [handlers, { 'note.copy': copy }], given)).toThrow('note.copy has two handlers');
  expect(() => createApi(contract, [handlers, { 'note.burn': copy }], given)).toThrow('not in the contract');
  expect(() => createVedetteApi(given)).not.toThrow();
});

test('calls are bound to their request and leave no trace of it behind', async () => {
  const seen: unknown[] = [];
  const watching = { ...handlers, 'note.read': () => ({ text: (seen.push(currentContext()), null) }) };
  await createApi(contract, [watching], context()).call('note.read', {}, ADA);
  expect(seen).toEqual([{ correlation_id: 'request 1', user_id: 'ada' }]);
  expect(currentContext()).toEqual({});
});
