import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { PROJECT_ROOT, temporaryFolder, vedette } from '../vedette.ts';

const RULES = path.join(PROJECT_ROOT, 'resources/rules');
const NAME = 'proc_wmic_stylesheet';
const ID = /^id: (\S+)/m.exec(readFileSync(path.join(RULES, `windows/${NAME}.yml`), 'utf8'))![1]!;

function evidenceIn(folder: string): string {
  const { match } = JSON.parse(readFileSync(path.join(RULES, `tests/${NAME}.json`), 'utf8')) as { match: object[] };
  const file = path.join(folder, 'log.ndjson');
  writeFileSync(file, match.map((event) => JSON.stringify({ ...event, EventTime: '2026-03-04T09:00:00Z' })).join('\n'));
  return file;
}

test('rules are switched by the start of an id, and an import goes by it', { timeout: 60_000 }, () => {
  const folder = temporaryFolder();
  const workspace = path.join(folder, 'case.vedette');
  const off = vedette(['rules', 'disable', ID.slice(0, 8), '-w', workspace, '--why', 'ours']);
  expect([off.exitCode, off.stdout.startsWith('off  ')]).toEqual([0, true]);
  expect(vedette(['rules', 'disable', ID, '-w', workspace]).stdout).toBe('1 rule so already\n');
  expect(vedette(['rules', 'enable', 'nobody', '-w', workspace]).stderr).toContain('E_NOT_FOUND');
  const report = vedette(['import', evidenceIn(folder), '-w', workspace, '--json']);
  expect((JSON.parse(report.stdout) as { totals: { findings: number } }).totals.findings).toBe(0);
  expect(vedette(['audit', '-w', workspace]).stdout).toContain('rules.setEnabled');
});

test('a workspace uses the rules it was told to, and says what they cover', { timeout: 60_000 }, () => {
  const folder = temporaryFolder();
  const workspace = path.join(folder, 'case.vedette');
  const mine = path.join(folder, 'mine.yml');
  writeFileSync(mine, readFileSync(path.join(RULES, `windows/${NAME}.yml`)));
  expect(vedette(['rules', 'use', mine, '-w', workspace]).stdout).toContain('1 rule, 0 correlations');
  expect(vedette(['rules', 'use', path.join(folder, 'gone'), '-w', workspace]).exitCode).toBe(1);
  vedette(['import', evidenceIn(folder), '-w', workspace]);
  const reach = JSON.parse(vedette(['rules', 'reach', '-w', workspace, '--json']).stdout) as { rules: object[] };
  expect(reach.rules).toHaveLength(1);
  const shown = vedette(['attack', '-w', workspace]).stdout;
  expect(shown).toMatch(/^T1220 +XSL Script Processing +1 +1 +1 +1 +1$/m);
  const layer = path.join(folder, 'layer.json');
  expect(vedette(['attack', '-w', workspace, '--navigator', layer, '--score', 'alerts']).exitCode).toBe(0);
  expect(JSON.parse(readFileSync(layer, 'utf8'))).toMatchObject({ techniques: [{ techniqueID: 'T1220', score: 1 }] });
  expect(vedette(['attack', '-w', workspace, '--navigator', layer]).exitCode).toBe(1);
  expect(existsSync(layer)).toBe(true);
});
