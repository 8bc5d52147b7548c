/** `explain`, `rules reach` and `backtest`, as a person runs them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { backtest } from '../../core/engine/backtest.ts';
import { readRulePack } from '../../core/engine/rule-pack.ts';
import { openForReading } from '../../core/store/database.ts';
import { ndjson, PROJECT_ROOT, temporaryFolder, VEDETTE, vedette } from '../vedette.ts';

const RULES = path.join(PROJECT_ROOT, 'resources', 'rules');

let shared: string;
let demo: string;
beforeAll(() => {
  shared = mkdtempSync(path.join(tmpdir(), 'vedette-test-'));
  demo = path.join(shared, 'demo.vedette');
  if (vedette(['demo', '--workspace', demo]).exitCode !== 0) throw new Error('the demo failed');
}, 60_000);
afterAll(() => rmSync(shared, { recursive: true, force: true }));

interface AlertJson {
  readonly id: string;
  readonly signal: string;
  readonly count: number;
}
const alerts = (): AlertJson[] => ndjson<AlertJson>(vedette(['alerts', '--workspace', demo, '--json']).stdout);

function firstFinding(alert: AlertJson): string {
  const { findings } = JSON.parse(vedette(['show', alert.id, '--workspace', demo, '--json']).stdout) as {
    findings: { event_id: string }[];
  };
  return findings[0]!.event_id;
}

const RUNDLL = `title: Rundll32
id: 0d3f9f30-93a3-4c43-9d2c-3c1f4b0a7b11
status: test
logsource: { product: windows, category: process_creation }
detection:
  image: { Image|endswith: '\\rundll32.exe' }
  filter: { CommandLine|contains: printui }
  condition: image and not filter
level: medium
`;

const EVENT = (record: number, image: string): string =>
  JSON.stringify({
    EventID: 1,
    Channel: 'Microsoft-Windows-Sysmon/Operational',
    Computer: 'WS-1',
    UtcTime: `2026-03-04 09:14:${String(record).padStart(2, '0')}.000`,
    Image: image,
    CommandLine: `${image} x`,
  });

function ruleAndLog(): { readonly folder: string; readonly rule: string; readonly log: string } {
  const folder = temporaryFolder();
  const rule = path.join(folder, 'rundll.yml');
  const log = path.join(folder, 'log.ndjson');
  writeFileSync(rule, RUNDLL);
  writeFileSync(log, `${EVENT(1, 'C:\\Windows\\notepad.exe')}\n${EVENT(2, 'C:\\Windows\\RunDll32.exe')}\n`);
  return { folder, rule, log };
}

describe('explain', () => {
  test('a rule that fired on an event of the workspace, by its id', () => {
    const [alert] = alerts();
    const event = firstFinding(alert!);
    const run = vedette(['explain', alert!.signal, event, '--workspace', demo]);
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(run.stdout).toMatch(/^FIRES {2}/m);
    expect(run.stdout).toContain('Route: channel ');
    expect(run.stdout).toMatch(/✓ .+ {2}← {2}/);
    const json = JSON.parse(vedette(['explain', alert!.signal.slice(0, 8), event, '-w', demo, '--json']).stdout) as {
      explanations: { rule_id: string; is_match: boolean; routes: { holds: boolean }[] }[];
    };
    expect(json.explanations).toMatchObject([{ rule_id: alert!.signal, is_match: true, routes: [{ holds: true }] }]);
  });

  test('a rule file and a record of a file: the first, and the one that is named as detect names it', () => {
    const { rule, log } = ruleAndLog();
    const first = vedette(['explain', rule, log]);
    expect(first.exitCode).toBe(0);
    expect(first.stdout).toContain('DOES NOT FIRE  Rundll32');
    expect(first.stdout).toContain('because its condition does not hold: image');
    expect(first.stdout).toContain('✗ image: Image ends with "\\rundll32.exe"  ←  C:\\Windows\\notepad.exe');
    const detected = vedette(['detect', log, '--rules', rule]).stdout;
    const place = /\S+log\.ndjson#\d+/.exec(detected)![0];
    expect(vedette(['explain', rule, place]).stdout).toContain('FIRES  Rundll32');
  });

  test('says what the rule needs where no route leads to it', () => {
    const { folder, rule } = ruleAndLog();
    const log = path.join(folder, 'other.ndjson');
    writeFileSync(log, `${EVENT(1, 'C:\\x\\rundll32.exe').replace('"EventID":1', '"EventID":5')}\n`);
    const { stdout } = vedette(['explain', rule, log]);
    expect(stdout).toContain('because no route leads from this event to this rule');
    expect(stdout).toContain('channel microsoft-windows-sysmon/operational with EventID 1');
    expect(stdout).toContain('and this event has channel Microsoft-Windows-Sysmon/Operational, EventID 5');
    expect(stdout).toContain('Asked all the same, the rule would hold:');
  });

  test('filters beside the rule are evaluated', () => {
    const { folder, rule, log } = ruleAndLog();
    writeFileSync(
      path.join(folder, 'filter.yml'),
      'title: Not on WS-1\nlogsource: { product: windows, category: process_creation }\n' +
        'filter: { rules: any, sel: { Computer: WS-1 }, condition: not sel }\n',
    );
    const { stdout } = vedette(['explain', rule, `${log}#2`, '--rules', path.join(folder, 'filter.yml')]);
    expect(stdout).toContain('because 1 filter takes the event away');
    expect(stdout).toContain('✗ filter Not on WS-1 takes it away');
  });

  test.each([
    [['explain', 'ffffffff', 'e1'], 1, /E_NOT_FOUND/],
    [['explain', RULES, 'e999999'], 1, /There is no event e999999 .*E_NOT_FOUND/],
    [['explain', RULES, '/nowhere/log.evtx'], 1, /E_SOURCE_NOT_FOUND/],
    [['explain', RULES], 2, /missing required argument/],
  ])('%j is told with exit code %i', (args, exitCode, message) => {
    const run = vedette([...args, ...(exitCode === 2 ? [] : ['--workspace', demo])]);
    expect(run).toMatchObject({ exitCode, stdout: '' });
    expect(run.stderr).toMatch(message);
  });
});

interface ReachJson {
  readonly events: number;
  readonly counts: Record<string, number>;
  readonly rules: { rule_id: string; hits: number; state: string }[];
  readonly correlations: readonly unknown[];
}

describe('rules reach', () => {
  test('what fired is what the workspace found; what cannot has not', () => {
    const run = vedette(['rules', 'reach', '--workspace', demo, '--json']);
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    const { counts, rules, correlations } = JSON.parse(run.stdout) as ReachJson;
    const found = new Map<string, number>();
    for (const { signal, count } of alerts()) found.set(signal, (found.get(signal) ?? 0) + count);
    expect(new Map(rules.filter(({ hits }) => hits > 0).map(({ rule_id, hits }) => [rule_id, hits]))).toEqual(found);
    for (const { state, hits } of rules) expect(state === 'fired').toBe(hits > 0);
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(rules.length + correlations.length);
    for (const state of ['fired', 'no_logsource', 'other_values']) expect(counts[state]).toBeGreaterThan(0);
  });

  test('counts first, then each group; --all names every rule', () => {
    const { stdout } = vedette(['rules', 'reach', '--workspace', demo]);
    const lines = stdout.split('\n').filter((line) => line !== '');
    expect(lines[1]).toMatch(/^199 rules|^\d+ rules over [\d,]+ events/);
    expect(lines[2]).toMatch(/^ +\d+ {2}fired$/);
    expect(stdout).toMatch(/CANNOT FIRE: NO EVENTS OF THEIR LOG: \d+\n {2}RULES {2}WHAT IS MISSING/);
    expect(stdout).toContain('--all names them');
    const all = vedette(['rules', 'reach', '--workspace', demo, '--all']).stdout;
    expect(all).not.toContain('--all names them');
    const { rules } = JSON.parse(vedette(['rules', 'reach', '-w', demo, '--json']).stdout) as ReachJson;
    for (const { rule_id } of rules) expect(all).toContain(rule_id);
  });
});

interface BacktestJson {
  readonly events: number;
  readonly considered: number;
  readonly alerts: number;
  readonly days_with_events: number;
  readonly rules: {
    rule_id: string;
    kind: string;
    hits: number;
    alerts: number | null;
    hosts: { host: string; count: number }[];
    timeline: { bucket: string; buckets: { start: string; hits: number }[] };
    fields: { field: string; distinct: number; top: { value: string; count: number }[] }[];
  }[];
  readonly comparison: { before: number; after: number; gained: number; lost: number; lost_examples: object[] } | null;
}

describe('backtest', () => {
  test('of the rules that made a workspace: the same hits, and as many alerts as it has', () => {
    const run = vedette(['backtest', RULES, '--workspace', demo, '--json']);
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    const report = JSON.parse(run.stdout) as BacktestJson;
    const made = alerts();
    expect(report.alerts).toBe(made.length);
    expect(report.rules.reduce((sum, rule) => sum + rule.hits, 0)).toBe(
      made.reduce((sum, { count }) => sum + count, 0),
    );
    for (const { rule_id, hits, alerts: own, timeline, hosts } of report.rules) {
      expect(own).toBe(made.filter(({ signal }) => signal === rule_id).length);
      expect(timeline.buckets.reduce((sum, bucket) => sum + bucket.hits, 0)).toBe(hits);
      expect(hosts.reduce((sum, { count }) => sum + count, 0)).toBe(hits);
    }
    expect(report.considered).toBeLessThanOrEqual(report.events);
  });

  test('one rule for people: how many, when, where, with what; and against another, what was gained and lost', () => {
    const { folder, rule, log } = ruleAndLog();
    const workspace = path.join(folder, 'case.vedette');
    vedette(['import', log, '--workspace', workspace]);
    const wider = path.join(folder, 'wider.yml');
    writeFileSync(wider, RUNDLL.replace("'\\rundll32.exe'", '.exe'));
    const run = vedette(['backtest', rule, '--against', wider, '--workspace', workspace]);
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(run.stdout).toContain('1 rule over 2 events');
    expect(run.stdout).toContain('◆ medium  Rundll32  0d3f9f30-93a3-4c43-9d2c-3c1f4b0a7b11\n  1 hit, ');
    expect(run.stdout).toContain('1 alert after deduplication, about 1.0 a day over 1 day with events');
    expect(run.stdout).toMatch(/hosts +ws-1 ×1\n/);
    expect(run.stdout).toMatch(/Image +C:\\Windows\\RunDll32\.exe ×1\n/);
    expect(run.stdout).toContain('2 events before, 1 now · 0 gained, 1 lost\n  lost    2026-03-04 09:14:01.000Z  e1  ');
  });

  test('correlations over history, in order of time whatever the order of import', () => {
    const folder = temporaryFolder();
    const rules = path.join(folder, 'rules.yml');
    const log = path.join(folder, 'log.ndjson');
    const workspace = path.join(folder, 'case.vedette');
    writeFileSync(
      rules,
      `${RUNDLL.replace('title: Rundll32', 'title: Rundll32\nname: rundll')}---
title: Three in a row
id: 6c5d6f0c-2a1e-4e0b-8a7e-1f0d6b7c9a55
correlation: { type: event_count, rules: [rundll], group-by: [Computer], timespan: 10s, condition: { gte: 3 } }
level: high
`,
    );
    writeFileSync(log, [9, 2, 5, 40].map((second) => EVENT(second, 'C:\\rundll32.exe')).join('\n'));
    vedette(['import', log, '--workspace', workspace]);
    const run = vedette(['backtest', rules, '--workspace', workspace, '--json']);
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    const report = JSON.parse(run.stdout) as BacktestJson;
    expect(report.rules).toMatchObject([
      { kind: 'rule', hits: 4, alerts: null },
      { kind: 'correlation', hits: 1, alerts: 1, fields: [{ field: 'Computer', top: [{ value: 'WS-1' }] }] },
    ]);
    const reach = JSON.parse(vedette(['rules', 'reach', rules, '-w', workspace, '--json']).stdout) as ReachJson;
    expect(reach.counts).toMatchObject({ fired: 2 });
    expect(vedette(['explain', '6c5d6f0c', 'e1', '--rules', rules, '-w', workspace]).stdout).toMatch(
      /CORRELATION {2}Three in a row \(event_count\)[^]*FIRES {2}Rundll32/,
    );
  });

  test('a refused rule is told with its place, and is a failure; the others run', () => {
    const { folder, rule } = ruleAndLog();
    const bad = path.join(folder, 'bad.yml');
    writeFileSync(rule, RUNDLL.replace('rundll32.exe', 'nowhere.exe'));
    writeFileSync(bad, 'title: Bad\nlogsource: { product: windows }\ndetection: { sel: { a: b }, condition: other }\n');
    const both = vedette(['backtest', rule, bad, '--workspace', demo]);
    expect(both.exitCode).toBe(1);
    expect(both.stderr).toMatch(/bad\.yml:3: Bad: there is no selection named `other` \(E_RULE_INVALID\)/);
    expect(both.stdout).toContain('1 rule over ');
    expect(both.stdout).toContain('Rundll32: no hit');
    const alone = vedette(['backtest', bad, '--workspace', demo]);
    expect(alone).toMatchObject({ exitCode: 1, stdout: '' });
    expect(alone.stderr).toContain('E_RULE_INVALID');
  });

  test('ends between two pages where it is cancelled', async () => {
    const { db, close } = openForReading(demo);
    const abort = new AbortController();
    const rules = await readRulePack([RULES]);
    const running = backtest(db, { rules, against: null, signal: abort.signal, onProgress: () => abort.abort() });
    await expect(running).rejects.toMatchObject({
      code: 'E_CANCELLED',
      message: expect.stringMatching(/^Cancelled after \d+ of \d+ events$/),
    });
    close();
  });

  test('changes nothing, also where it is interrupted', { timeout: 60_000 }, async () => {
    const before = [readFileSync(demo), statSync(demo).mtimeMs, readdirSync(shared)] as const;
    const running = spawn(process.execPath, [VEDETTE, 'backtest', RULES, '--workspace', demo], { stdio: 'ignore' });
    setTimeout(() => running.kill('SIGINT'), 300);
    await once(running, 'exit');
    vedette(['backtest', RULES, '--workspace', demo]);
    vedette(['rules', 'reach', '--workspace', demo]);
    expect([readFileSync(demo), statSync(demo).mtimeMs, readdirSync(shared)]).toEqual(before);
  });
});
