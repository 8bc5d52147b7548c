import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder, vedette } from '../vedette.ts';

test('doctor says in a table what works, and fails where something does not', { timeout: 60_000 }, () => {
  const folder = temporaryFolder();
  const workspace = path.join(folder, 'case.vedette');
  const fine = vedette(['doctor', '-w', workspace]);
  expect(fine.exitCode).toBe(0);
  expect(fine.stdout).toMatch(/^STATE +CHECK +MS +WHAT WAS FOUND$/m);
  expect(fine.stdout).toMatch(/^ok +Event through the pipeline /m);
  expect(fine.stdout).toMatch(/checks passed/);

  const broken = vedette(['doctor', '-w', path.join(folder, 'gone', 'case.vedette'), '--json']);
  expect(broken.exitCode).toBe(1);
  const { state, checks } = JSON.parse(broken.stdout) as { state: string; checks: { id: string; state: string }[] };
  expect(state).toBe('down');
  expect(checks.filter((check) => check.state === 'down').map(({ id }) => id)).toEqual(['workspace_folder']);
});
