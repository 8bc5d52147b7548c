import { expect, test } from 'vitest';
import { ADA, openedApi } from '../../../test/api.ts';
import { loadRules } from '../../detect/load.ts';
import { DEMO_SCENARIO } from '../demo.ts';
import { attackList, parentOf } from './attack-list.ts';
import { coverageOf, type Named } from './coverage.ts';
import { rulesWithData } from './data-present.ts';
import { navigatorLayer } from './navigator.ts';

const NOBODY: Named = { rules: [], findings: [], alerts: [], incidents: [] };
const ON = { isEnabled: true, hasData: true };

test('the list has the fourteen tactics and every technique in its place', () => {
  const { tactics, techniques } = attackList();
  expect(tactics).toHaveLength(14);
  const slugs = new Set(tactics.map(({ slug }) => slug));
  for (const { id, tactics: served } of techniques.values()) {
    expect(id).toMatch(/^T\d{4}(\.\d{3})?$/);
    expect(served.length > 0 && served.every((slug) => slugs.has(slug))).toBe(true);
    expect(techniques.has(parentOf(id) ?? id)).toBe(true);
  }
});

test('a technique counts what names it, and once what names any part of it', () => {
  const covered = coverageOf(attackList(), {
    ...NOBODY,
    rules: [
      { techniques: ['T1059.001', 'T1059.003'], ...ON },
      { techniques: ['T1059'], isEnabled: false, hasData: true },
      { techniques: ['T9999', 'T1021.002'], isEnabled: true, hasData: false },
      { techniques: [], ...ON },
    ],
    findings: [{ techniques: ['T1059.001', 'T1059'], count: 7 }],
    alerts: [{ techniques: ['T8888'], count: 2 }],
  });
  const of = (id: string) => covered.techniques.find((technique) => technique.id === id)!;
  expect(of('T1059').own).toMatchObject({ rules: 1, enabledRules: 0, rulesWithData: 0, findings: 7 });
  expect(of('T1059').withParts).toMatchObject({ rules: 2, enabledRules: 1, rulesWithData: 1, findings: 7 });
  expect(of('T1059.001')).toMatchObject({ parentId: 'T1059', own: { rules: 1, findings: 7 } });
  expect(of('T1021')).toMatchObject({ own: { rules: 0 }, withParts: { enabledRules: 1, rulesWithData: 0 } });
  expect(covered.unknown.map(({ id }) => id)).toEqual(['T8888', 'T9999']);
  expect(covered.rulesWithoutTechnique).toBe(1);
  const execution = covered.tactics.find(({ slug }) => slug === 'execution')!;
  expect(execution).toMatchObject({ covered: 1, techniqueIds: ['T1059', 'T1059.001', 'T1059.003'] });
});

test('a layer holds the techniques that are named, with scores within its gradient', () => {
  const coverage = coverageOf(attackList(), { ...NOBODY, rules: [{ techniques: ['T1059.001'], ...ON }] });
  const layer = navigatorLayer(coverage, { name: 'case', score: 'enabledRules' });
  expect(JSON.parse(layer.text)).toMatchObject({
    name: 'case',
    domain: 'enterprise-attack',
    versions: { layer: '4.5' },
    techniques: [{ techniqueID: 'T1059.001', score: 1 }],
    gradient: { minValue: 0, maxValue: 1 },
  });
  expect(layer.techniques).toBe(1);
});

test('data is present for the rules of a kind of event, and for the correlations on them', () => {
  const rule = (id: string, category: string): string =>
    `title: ${id}\nid: ${id}\nlogsource: { product: windows, category: ${category} }\ndetection: { s: { Image: x }, condition: s }\n`;
  const correlation = (id: string, on: string): string =>
    `title: ${id}\nid: ${id}\ncorrelation: { type: event_count, rules: [${on}], timespan: 1h, condition: { gte: 5 } }\n`;
  const text = [rule('a', 'process_creation'), rule('b', 'dns_query'), correlation('c', 'a'), correlation('d', 'b')];
  const set = loadRules([{ path: 'r.yml', text: text.join('---\n') }]);
  expect(set.refused).toEqual([]);
  const fields = { Channel: 'Microsoft-Windows-Sysmon/Operational', EventID: 1 };
  expect([...rulesWithData(set, [{ fields, logsource: {} }])]).toEqual(['a', 'c']);
});

test('of the demo, what was found is covered, and its techniques are all known', { timeout: 60_000 }, async () => {
  const { api } = openedApi();
  const empty = await api.call('attack.readCoverage', {}, ADA);
  expect(empty.unknown).toEqual([]);
  expect(empty.techniques.every(({ own }) => own.findings === 0 && own.rulesWithData === 0)).toBe(true);
  await api.call('demo.resetWorkspace', { scenario: DEMO_SCENARIO }, ADA);
  const { techniques, unknown, tactics } = await api.call('attack.readCoverage', {}, ADA);
  const found = techniques.filter(({ own }) => own.findings > 0);
  expect(unknown).toEqual([]);
  expect(found.length).toBeGreaterThan(20);
  expect(found.every(({ own }) => own.rulesWithData > 0 && own.alerts > 0)).toBe(true);
  expect(tactics.every(({ listed, covered }) => covered <= listed)).toBe(true);
  const layer = await api.call('attack.exportNavigator', { score: 'alerts' }, ADA);
  expect(layer.techniques).toBeGreaterThanOrEqual(found.length);
});
