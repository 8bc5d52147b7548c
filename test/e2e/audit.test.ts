/** Everything the command line changes is in the audit log, in the operator's name. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ndjson, temporaryFolder, vedette } from '../vedette.ts';

interface Row {
  readonly seq: number;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly before: object | null;
  readonly after: Readonly<Record<string, unknown>>;
  readonly correlation_id: string;
}

function auditOf(workspace: string): Row[] {
  expect(vedette(['verify', '-w', workspace, '--quick']).exitCode).toBe(0);
  return ndjson<Row>(vedette(['audit', '-w', workspace, '--json']).stdout);
}

test('an import and a submission leave who, what and how much, each under one request', () => {
  const folder = temporaryFolder();
  const workspace = path.join(folder, 'case.vedette');
  const evidence = path.join(folder, 'a.ndjson');
  writeFileSync(evidence, '{"time":"2026-03-04T09:00:00Z","n":1}\n{"time":"2026-03-04T09:00:01Z","n":2}\n{\n');
  expect(vedette(['import', evidence, '-w', workspace, '--operator', ' Ada Lovelace ']).exitCode).toBe(0);
  const begun = { action: 'evidence.beginSource', actor: 'Ada Lovelace', subject: evidence, before: null };
  const done = { action: 'evidence.completeSource', actor: 'Ada Lovelace', before: { state: 'reading' } };
  const counts = { sha256: expect.stringMatching(/^[0-9a-f]{64}$/), records: 2, events: 2, hits: 0, damaged: 1 };
  const rows = auditOf(workspace);
  expect(rows).toMatchObject([begun, { ...done, after: counts }]);
  expect(rows[0]!.correlation_id).toBe(rows[1]!.correlation_id);

  // The same again changes nothing, so there is nothing to record.
  expect(vedette(['import', evidence, '-w', workspace]).exitCode).toBe(0);
  expect(auditOf(workspace)).toEqual(rows);

  const alert = '{"time":"2026-03-04T09:00:00Z","title":"Port scan"}\n';
  expect(vedette(['submit', '-', '-w', workspace, '--operator', 'bob'], { input: alert }).exitCode).toBe(0);
  const submitted = auditOf(workspace).slice(2);
  expect(submitted).toMatchObject([
    { actor: 'bob', after: { kind: 'alerts', reader: 'submit' } },
    { actor: 'bob', after: { hits: 1 } },
  ]);
  expect(submitted[0]!.correlation_id).not.toBe(rows[0]!.correlation_id);
  expect(vedette(['audit', '-w', workspace, '--limit', '1']).stdout).toMatch(
    /bob +evidence\.completeSource[^]*1 of 4 rows/,
  );
});

test('a demo that is made anew says what it replaced', () => {
  const workspace = path.join(temporaryFolder(), 'demo.vedette');
  const scenario = path.join(path.dirname(workspace), 'small.yaml');
  expect(vedette(['demo', '-w', workspace, '-s', scenario]).stderr).toContain('E_SOURCE_NOT_FOUND');
  expect(vedette(['demo', '-w', workspace]).exitCode).toBe(0);
  const [first, ...others] = auditOf(workspace);
  expect(first).toMatchObject({ action: 'demo.resetWorkspace', before: null });
  expect(vedette(['demo', '-w', workspace]).exitCode).toBe(0);
  const [again] = auditOf(workspace);
  expect(again!.before).toMatchObject({
    auditRows: others.length + 1,
    auditHead: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
});
