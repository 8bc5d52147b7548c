import { expect, test } from 'vitest';
import { ADA, withIncidents } from '../../../test/case-api.ts';

test('candidates with their places; every status is offered, whether any incident has it or not', async () => {
  const { api } = withIncidents('Scan');
  const candidates = async (text: string) =>
    (await api.call('query.complete', { subject: 'incidents', text, at: text.length }, ADA)).candidates;
  expect((await candidates('risk>5 stat')).map(({ insert, from, to }) => [insert, from, to])).toEqual([
    ['status:', 7, 11],
  ]);
  expect((await candidates('status:c')).map(({ insert }) => insert)).toEqual(['contained', 'closed']);
  expect((await candidates('host:')).map(({ insert, about }) => [insert, about])).toEqual([['ws-scan', '1×']]);
});

test('terms with their places, and the query without each', async () => {
  const { api } = withIncidents('Scan');
  const text = 'severity>=high and (host:a or not user:b)  not title:x | last 24h';
  const { problems, terms, formatted, sql } = await api.call('query.check', { subject: 'alerts', text }, ADA);
  expect(problems).toEqual([]);
  expect(terms.map((term) => [term.kind, term.field, term.isNegated, term.text])).toEqual([
    ['field', 'severity', false, 'severity>=high'],
    ['group', null, false, '(host:a or not user:b)'],
    ['field', 'title', true, 'not title:x'],
    ['time', null, false, 'last 24h'],
  ]);
  for (const { from, to, text: written } of terms) expect(text.slice(from, to)).toBe(written);
  expect(terms.map(({ without }) => without)).toEqual([
    '(host:a or not user:b) and not title:x | last 24h',
    'severity>=high and not title:x | last 24h',
    'severity>=high and (host:a or not user:b) | last 24h',
    'severity>=high and (host:a or not user:b) and not title:x',
  ]);
  expect(formatted).toBe('severity>=high and (host:a or not user:b) and not title:x | last 24h');
  expect(sql).toMatch(/^SELECT \* FROM alert WHERE .* ORDER BY first_us, id$/);
  const one = await api.call('query.check', { subject: 'incidents', text: '(status:open)' }, ADA);
  expect(one.terms).toMatchObject([{ text: '(status:open)', without: '' }]);
});

test('problems with their places and what to do about them', async () => {
  const { api } = withIncidents('Scan');
  const check = async (text: string) => (await api.call('query.check', { subject: 'incidents', text }, ADA)).problems;
  expect(await check('rank:1 and statu:x')).toEqual([
    { from: 11, to: 18, message: 'incidents have no field `statu`', hint: 'did you mean `status`?' },
  ]);
  expect(await check('host: and')).toMatchObject([{ hint: null }, { hint: null }]);
  expect(await check('tag:/(?=x)/')).toMatchObject([{ from: 4, to: 11 }]);
  expect((await api.call('query.check', { subject: 'incidents', text: 'statu:x' }, ADA)).sql).toBeNull();
});

test('a saved view is replaced, removed and brought back', async () => {
  const { api } = withIncidents('Scan');
  const view = {
    subject: 'incidents' as const,
    name: 'Mine',
    query: 'assignee:ada',
    columns: ['rank', 'title'],
    sort: { by: 'risk', direction: 'descending' as const },
  };
  expect((await api.call('views.save', view, ADA)).undo).toBeNull();
  const changed = await api.call('views.save', { ...view, query: 'assignee:ada status:open', sort: null }, ADA);
  expect(changed.undo).toEqual(view);
  const removed = await api.call('views.remove', { subject: 'incidents', name: 'Mine' }, ADA);
  expect((await api.call('views.list', {}, ADA)).views).toEqual([]);
  await api.call('views.save', removed.undo, ADA);
  expect((await api.call('views.list', { subject: 'incidents' }, ADA)).views).toEqual([changed.view]);
  expect((await api.call('views.list', { subject: 'events' }, ADA)).views).toEqual([]);
  expect(await api.answer('views.remove', { subject: 'events', name: 'Mine' }, ADA)).toMatchObject({ ok: false });
});
