/** Suppressing on the command line: looked at first, counted everywhere, listed when asked for, lifted. */
import path from 'node:path';
import { expect, test } from 'vitest';
import { ndjson, temporaryFolder, vedette, type Run } from '../vedette.ts';

/** It runs the program a dozen times. */
const SLOW = { timeout: 120_000 };

function line(second: number, title: string, host: string): string {
  const time = new Date(Date.UTC(2026, 2, 4, 9, 0, second)).toISOString();
  return JSON.stringify({ time, title, severity: 'low', entities: [{ type: 'host', value: host }] });
}

test('a storm is one alert, is hidden after a look at what that hides, and comes back', SLOW, () => {
  const workspace = path.join(temporaryFolder(), 'case.vedette');
  const ask = (...args: string[]): Run => vedette([...args, '-w', workspace]);
  const storm = Array.from({ length: 200 }, (_, second) => line(second, 'Port scan', 'ws-1'));
  vedette(['submit', '-', '-w', workspace], { input: [...storm, line(5, 'Beacon', 'ws-2')].join('\n') });
  const list = ask('alerts').stdout;
  expect(list).toMatch(/Port scan +≋ 200 +3 m 19 s/);
  expect(list).toContain('2 of 2 alerts, which stand for 201 findings\n1 storm (≋) of 200 findings; each is one alert');

  const look = ask('suppress', '"port scan"', '--preview').stdout;
  expect(look).toContain('Would hide 1 of 2 alerts (200 of 201 findings)');
  expect(look).toMatch(/CAREFUL: incident #\d loses 1 of 1 alert: ● Port scan/);
  expect(ask('suppressions').stdout).toContain('Nothing is suppressed');
  const refused = ask('suppress', '"port scan"');
  expect([refused.exitCode, refused.stderr]).toEqual([2, expect.stringContaining('say why with --why')]);

  const made = ask('suppress', '"port scan"', '--why', 'our own scanner', '--operator', 'eve', '--until', '2026-04-01');
  expect(made.stdout).toContain('Suppression 1 by eve: our own scanner');
  expect(made.stdout).toContain('after   2 alerts (1 suppressed) · 1 incident');
  expect(ask('alerts').stdout).toContain(`1 suppressed alert left out: vedette alerts 'suppressed:*'`);
  expect(ndjson(ask('alerts', 'suppressed:1', '--json').stdout)).toMatchObject([
    { title: 'Port scan', count: 200, incident_id: null, suppressed_by: 1 },
  ]);
  expect(ask('incidents').stdout).toContain('1 of 1 incident · 2 alerts (1 suppressed) from 201 findings');
  expect(ask('count', '--of', 'alerts').stdout).toBe(
    '1 alert\n1 suppressed alert left out; count them with suppressed:*\n',
  );
  expect(ndjson(ask('suppressions', '--json').stdout)).toMatchObject([
    {
      suppression: 1,
      scope: '"port scan"',
      alerts: 1,
      findings: 200,
      until: '2026-04-01T23:59:59.999999Z',
      lifted: null,
    },
  ]);
  expect(ask('unsuppress', '1').stdout).toContain('after   2 alerts · 2 incidents');
  expect(ask('audit').stdout).toMatch(/cases\.suppressAlerts[^]*cases\.liftSuppression/);
  expect(ask('unsuppress', '1').stderr).toContain('E_SUPPRESSION_INVALID');
  expect(ask('noise').stdout).toContain('Too little history to call anything noise');
});
