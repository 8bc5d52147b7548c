import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { ApiContract } from '../../contract/api.ts';
import { ADA, openedApi } from '../../../test/api.ts';
import { STARTER_RULES } from '../rule-pack.ts';
import type { Api } from './registry.ts';

const STYLESHEET = path.join(STARTER_RULES, 'windows/proc_wmic_stylesheet.yml');
const TESTS = JSON.parse(readFileSync(path.join(STARTER_RULES, 'tests/proc_wmic_stylesheet.json'), 'utf8')) as {
  readonly match: readonly object[];
  readonly noMatch: readonly object[];
};
const RULE = readFileSync(STYLESHEET, 'utf8');
const RULE_ID = /^id: (\S+)/m.exec(RULE)![1]!;

let evidence: string;
beforeAll(() => {
  const times = [...TESTS.match, ...TESTS.noMatch].map((event, index) => ({
    ...event,
    EventTime: `2026-03-04T09:0${index}:00Z`,
    UtcTime: `2026-03-04 09:0${index}:00.000`,
  }));
  evidence = times.map((event) => JSON.stringify(event)).join('\n');
});

async function filled(): Promise<Api<ApiContract>> {
  const { api, folder } = openedApi();
  writeFileSync(path.join(folder, 'log.ndjson'), evidence);
  await api.call('evidence.importPaths', { paths: [path.join(folder, 'log.ndjson')] }, ADA);
  return api;
}

test('lists every rule with what it found, before there is a workspace and after', async () => {
  const { api } = openedApi();
  const before = await api.call('rules.listAll', {}, ADA);
  expect(before.pack).toEqual({ paths: [], lists: [] });
  expect(before.rules.length).toBeGreaterThan(200);
  expect(new Set(before.rules.map(({ kind }) => kind))).toEqual(new Set(['rule', 'correlation']));
  expect(before.refused).toEqual([]);
  expect(before.rules.every(({ findings, isEnabled }) => findings === 0 && isEnabled)).toBe(true);

  const { rules } = await (await filled()).call('rules.listAll', {}, ADA);
  const found = rules.find(({ id }) => id === RULE_ID)!;
  expect(found).toMatchObject({ findings: TESTS.match.length, alerts: 1, tier: 'beta', path: STYLESHEET });
  expect(found.lastSeenUs).toBeGreaterThan(0);
});

test('a rule is read as it is written, in words, and with its test events', async () => {
  const { api } = openedApi();
  const read = await api.call('rules.read', { id: RULE_ID }, ADA);
  expect(read.text).toBe(RULE);
  expect(read.testEvents).toEqual(TESTS);
  expect(read.fields.map(({ field }) => field)).toContain('CommandLine');
  expect(read.routes.some((route) => route.kind === 'channel' && route.eventIds.includes(1))).toBe(true);
  expect(await api.answer('rules.read', { id: 'nobody' }, ADA)).toMatchObject({ error: { code: 'E_NOT_FOUND' } });
});

test('samples and stored events are explained alike', async () => {
  const api = await filled();
  const json = JSON.stringify([...TESTS.match, ...TESTS.noMatch]);
  const expected = [...TESTS.match.map(() => true), ...TESTS.noMatch.map(() => false)];
  for (const rule of [{ id: RULE_ID }, { text: RULE }]) {
    const tried = await api.call('rules.test', { rule, events: { json } }, ADA);
    expect(tried.events.map(({ isMatch }) => isMatch)).toEqual(expected);
    const ids = [...expected.keys()].map((index) => index + 1);
    const stored = await api.call('rules.test', { rule, events: { ids: [...ids, 99] } }, ADA);
    expect(stored.events.map(({ isMatch }) => isMatch)).toEqual(expected);
    expect(stored.unreadable).toEqual([{ what: 'e99', reason: 'there is no such event' }]);
  }
  const explained = await api.call('rules.explain', { ruleId: RULE_ID, eventId: 1 }, ADA);
  expect(explained.explanations).toMatchObject([{ rule: { id: RULE_ID }, isMatch: true }]);
  expect(await api.call('rules.test', { rule: { id: RULE_ID }, events: { json: 'no json' } }, ADA)).toMatchObject({
    events: [],
    unreadable: [{ what: 'samples' }],
  });
});

test('a text is checked where somebody types it', async () => {
  const { api } = openedApi();
  const whole = await api.call('rules.check', { text: RULE }, ADA);
  expect(whole.problems).toEqual([]);
  expect(whole.rules).toMatchObject([{ kind: 'rule', isKnown: true, logsource: { category: 'process_creation' } }]);

  const wrong = RULE.replace(/^level: .*/m, 'level: loud');
  const line = wrong.split('\n').indexOf('level: loud') + 1;
  const { problems, rules } = await api.call('rules.check', { text: wrong }, ADA);
  expect(rules).toEqual([]);
  expect(problems).toMatchObject([{ line, column: 1, endColumn: 6, field: 'level', code: 'E_RULE_INVALID' }]);
  for (const text of ['', '# nothing', 'title: x', 'a: [', '- 1'])
    expect((await api.call('rules.check', { text }, ADA)).problems).toHaveLength(1);
  expect((await api.call('rules.test', { rule: { text: wrong }, events: { json: '{}' } }, ADA)).problems).toHaveLength(
    1,
  );
});

test('a correlation that is being written finds the rules in use it is built on', async () => {
  const { api } = openedApi();
  const text = `title: Twice\ncorrelation:\n  type: event_count\n  rules: [${RULE_ID}]\n  timespan: 1h\n  condition: { gte: 2 }\n`;
  expect(await api.call('rules.check', { text }, ADA)).toMatchObject({
    problems: [],
    rules: [{ kind: 'correlation' }],
  });
  const tried = await api.call('rules.test', { rule: { text }, events: { json: JSON.stringify(TESTS.match) } }, ADA);
  expect(tried.correlations).toMatchObject([{ builtOn: [RULE_ID] }]);
  expect(tried.events[0]!.isMatch).toBe(true);
  const lost = await api.call('rules.check', { text: text.replace(RULE_ID, 'nobody') }, ADA);
  expect(lost.problems).toMatchObject([{ line: 4, reason: 'there is no rule `nobody`' }]);
});

test('a backtest says what an edit gains and loses against what is stored', async () => {
  const api = await filled();
  const all = RULE.replace(/^( +)condition: .*/m, "$1any: { CommandLine|contains: 'wmic' }\n$1condition: any");
  const run = (text: string) => api.call('rules.backtest', { rule: { text }, compareWith: 'stored' }, ADA);
  const same = await run(RULE);
  expect(same.comparison).toMatchObject({ before: TESTS.match.length, after: TESTS.match.length, gained: 0, lost: 0 });
  const wider = await run(all);
  expect(wider.comparison!.gained).toBeGreaterThan(0);
  expect(wider.rules[0]!.hits).toBe(wider.comparison!.after);
  // Of another product: none of the events is even looked at for it.
  const elsewhere = await run(RULE.replace('product: windows', 'product: linux'));
  expect(elsewhere.comparison).toMatchObject({ after: 0, lost: TESTS.match.length });
  const progress: number[] = [];
  const onProgress = ({ doneBytes }: { readonly doneBytes: number }): void => void progress.push(doneBytes);
  await api.call('rules.backtest', { rule: { id: RULE_ID } }, { ...ADA, onProgress });
  expect(progress.length).toBeGreaterThan(0);
  expect(await api.answer('rules.backtest', { rule: { text: 'title: x' } }, ADA)).toMatchObject({
    error: { code: 'E_RULE_INVALID' },
  });
});

test('reach says of one rule and of all what keeps them from firing', async () => {
  const api = await filled();
  const one = await api.call('rules.explainReach', { id: RULE_ID }, ADA);
  expect(one.rules).toMatchObject([{ id: RULE_ID, state: 'fired', obstacle: null }]);
  const all = await api.call('rules.explainReach', {}, ADA);
  expect(all.rules.length).toBeGreaterThan(200);
  expect(all.counts.no_logsource).toBeGreaterThan(0);
  expect(all.rules.find(({ state }) => state === 'other_values')?.obstacle?.blocks.length).toBeGreaterThan(0);
});

test('a rule that is switched off finds nothing from then on, and switching it back undoes that', async () => {
  const { api, folder } = openedApi();
  const log = path.join(folder, 'log.ndjson');
  writeFileSync(log, evidence);
  const other = path.join(folder, 'other.ndjson');
  writeFileSync(other, evidence.replaceAll('NV-WS-0417', 'NV-WS-0418'));
  const off = { ids: [RULE_ID, RULE_ID], isEnabled: false, why: 'ours' };
  expect(await api.call('rules.setEnabled', off, ADA)).toEqual({ switched: [RULE_ID], unchanged: 0 });
  expect(await api.call('rules.setEnabled', off, ADA)).toEqual({ switched: [], unchanged: 1 });
  await api.call('evidence.importPaths', { paths: [log] }, ADA);
  const row = async () => (await api.call('rules.listAll', {}, ADA)).rules.find(({ id }) => id === RULE_ID);
  expect(await row()).toMatchObject({ findings: 0, isEnabled: false, switched: { actor: 'ada', why: 'ours' } });
  await api.call('rules.setEnabled', { ids: [RULE_ID], isEnabled: true }, { actor: 'bob' });
  await api.call('evidence.importPaths', { paths: [other] }, ADA);
  expect(await row()).toMatchObject({ findings: TESTS.match.length, isEnabled: true, switched: { actor: 'bob' } });
  const { rows } = await api.call('audit.listRows', {}, ADA);
  expect(rows.filter(({ action }) => action === 'rules.setEnabled')).toMatchObject([
    { actor: 'bob', subject: `rule ${RULE_ID}`, after: { isEnabled: true } },
    { actor: 'ada', after: { isEnabled: false, why: 'ours' } },
  ]);
});

test('a workspace uses the rules it was told to; what cannot be read is no choice', async () => {
  const { api, folder } = openedApi();
  const mine = path.join(folder, 'mine.yml');
  writeFileSync(mine, RULE.replace(RULE_ID, '11111111-1111-4111-8111-111111111111'));
  const set = await api.call('rules.setPack', { paths: [mine], why: 'trial' }, ADA);
  expect(set).toMatchObject({ before: { paths: [] }, after: { paths: [mine] }, loaded: 1, refused: 0 });
  expect((await api.call('rules.listAll', {}, ADA)).rules).toMatchObject([{ tier: 'imported', path: mine }]);
  writeFileSync(path.join(folder, 'log.ndjson'), evidence);
  const report = await api.call('evidence.importPaths', { paths: [path.join(folder, 'log.ndjson')] }, ADA);
  expect(report.rules).toEqual({ loaded: 1, refused: 0 });
  expect(report.totals.findings).toBe(TESTS.match.length);
  expect(await api.answer('rules.setPack', { paths: [path.join(folder, 'gone')] }, ADA)).toMatchObject({
    error: { code: 'E_RULES_NOT_FOUND' },
  });
  expect((await api.call('rules.setPack', {}, ADA)).before.paths).toEqual([mine]);
});
