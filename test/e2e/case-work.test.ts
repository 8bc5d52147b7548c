/** Work on incidents on the command line: said back, shown, asked for, and counted. */
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder, vedette } from '../vedette.ts';

test('status, assignee, tags and notes are set by rank or id and shown with the incident', { timeout: 240_000 }, () => {
  const workspace = path.join(temporaryFolder(), 'case.vedette');
  const lines = ['Port scan', 'Beacon'].map((title, index) =>
    JSON.stringify({
      time: `2026-0${index + 3}-04T09:30:00Z`,
      title,
      severity: 'high',
      entities: [{ type: 'host', value: `ws-${index}` }],
    }),
  );
  vedette(['submit', '-', '-w', workspace], { input: `${lines.join('\n')}\n` });
  const ask = (...args: string[]) => vedette([...args, '-w', workspace, '--operator', 'eve']);

  expect(ask('status', '#1', '2', 'In-Progress', '--why', 'mine').stdout).toContain('2 incidents in_progress');
  expect(ask('status', '1', 'in_progress').stdout).toContain('Nothing changed');
  expect(ask('assign', '1', '--to', 'ada').stdout).toContain('1 incident assigned to ada');
  expect(ask('tag', '1', '--add', 'vip', '--add', 'lab').stdout).toContain('+vip +lab');
  expect(ask('note', '1', 'Called **them**').stdout).toContain('note ');
  const shown = ask('show', '#1').stdout;
  expect(shown).toContain('status: in_progress · assigned to ada · tags: lab, vip');
  expect(shown).toContain('Called **them**');
  expect(JSON.parse(ask('show', '#1', '--json').stdout)).toMatchObject({
    status: 'in_progress',
    assignee: 'ada',
    tags: ['lab', 'vip'],
    notes: [{ text: 'Called **them**', by: 'eve' }],
  });
  expect(ask('count', 'status:in_progress and not tag:vip', '--of', 'incidents').stdout.trim()).toBe('1 incident');
  expect(ask('incidents', 'assignee:ada', '--csv', '--fields', 'status,tag').stdout).toBe(
    'status,tag\nin_progress,lab; vip\n',
  );
  const wrong = ask('status', '1', 'done');
  expect([wrong.exitCode, wrong.stderr.includes('one of open, in_progress')]).toEqual([2, true]);
  expect(ask('tag', '1').exitCode).toBe(2);
});
