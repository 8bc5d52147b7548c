import { expect, test } from 'vitest';
import { withContext } from './context.ts';
import { createLog } from './log.ts';

function capture(work: (log: ReturnType<typeof createLog>) => void): Record<string, unknown>[] {
  const lines: string[] = [];
  work(createLog('info', { write: (line: string) => void lines.push(line) }));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

test('a line carries its id, its data and the bound context, through awaits', async () => {
  const lines: string[] = [];
  const log = createLog('info', { write: (line: string) => void lines.push(line) });
  await withContext({ tenant_id: 'acme', case_id: 'c-1' }, async () => {
    await Promise.resolve();
    withContext({ alert_id: 'a-7' }, () => log.warn('fuse.late_evidence', { alerts: 3 }));
  });
  expect(JSON.parse(lines[0]!)).toMatchObject({
    level: 'warn',
    id: 'fuse.late_evidence',
    alerts: 3,
    tenant_id: 'acme',
    case_id: 'c-1',
    alert_id: 'a-7',
  });
});

test('lines below the level are not written, and context does not leak', () => {
  const lines = capture((log) => {
    withContext({ user_id: 'u' }, () => log.debug('intake.detail'));
    log.info('intake.source_done');
  });
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toHaveProperty('user_id');
});
