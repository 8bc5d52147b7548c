/** What people and others say, on the command line: verdicts, criticality and indicators, each moving risk with its reason. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ndjson, temporaryFolder, vedette, type Run } from '../vedette.ts';

interface IncidentJson {
  readonly id: string;
  readonly title: string;
  readonly risk: number;
  readonly riskTerms: readonly { readonly name: string; readonly points: number; readonly reason: string }[];
  readonly verdict: { readonly verdict: string; readonly why: string } | null;
  readonly alerts: readonly { readonly title: string; readonly listed: readonly unknown[] }[];
}

/** Each runs the program a dozen times and more. */
const SLOW = { timeout: 180_000 };

function line(minute: number, title: string, ...entities: readonly string[]): string {
  const time = new Date(Date.UTC(2026, 2, 4, 9, minute)).toISOString();
  return JSON.stringify({
    time,
    title,
    severity: 'medium',
    entities: entities.map((entity) => {
      const colon = entity.indexOf(':');
      return { type: entity.slice(0, colon), value: entity.slice(colon + 1) };
    }),
  });
}

type Ask = ((...args: string[]) => Run) & { readonly folder: string; submit(...lines: readonly string[]): void };

function emptyWorkspace(): Ask {
  const folder = temporaryFolder();
  const workspace = path.join(folder, 'case.vedette');
  const submit = (...lines: readonly string[]): void => {
    vedette(['submit', '-', '-w', workspace], { input: `${lines.join('\n')}\n` });
  };
  const ask = (...args: string[]): Run => vedette([...args, '-w', workspace, '--operator', 'eve']);
  return Object.assign(ask, { folder, submit });
}

interface Listed {
  readonly id: string;
  readonly title: string;
  readonly risk: number;
}

/** Incidents by rank, in short. */
const listed = (ask: Ask): Listed[] => ndjson<Listed>(ask('incidents', '--json').stdout);
const titles = (ask: Ask): string[] => listed(ask).map(({ title }) => title);

/** One in full; its terms must add up. */
function shown(ask: Ask, id: string): IncidentJson {
  const incident = JSON.parse(ask('show', id, '--json').stdout) as IncidentJson;
  expect(incident.riskTerms.reduce((sum, { points }) => sum + points, 0)).toBe(incident.risk);
  return incident;
}

const termOf = ({ riskTerms }: IncidentJson, name: string) => riskTerms.find((term) => term.name === name);

const SCAN_1 = line(0, 'Port scan', 'host:ws-1');
const SCAN_2 = line(300, 'Port scan', 'host:ws-2');
const SCAN_3 = line(600, 'Port scan', 'host:ws-3');

test(
  'verdicts lower what proved wrong, are shown beside risk, survive evidence in another order, and are undone',
  SLOW,
  () => {
    const ask = emptyWorkspace();
    ask.submit(SCAN_1, SCAN_2);
    expect(ask('rules', 'precision').stdout).toContain('Nothing was judged yet');
    const [, scan1] = listed(ask);
    expect(scan1!.title).toBe('Port scan on ws-1');
    expect(ask('verdict', scan1!.id, 'false_positive').stderr).toContain('A verdict needs a reason');
    expect(ask('verdict', scan1!.id, 'wrong', '--why', 'x')).toMatchObject({ exitCode: 2 });
    const given = ask('verdict', scan1!.id, 'false-positive', '--why', 'our own scanner');
    expect(given.stdout).toContain('Judged: false positive: Port scan on ws-1');
    expect(given.stdout).toContain('Take it back: vedette undo 1');

    const check = (): void => {
      const all = listed(ask);
      const own = shown(ask, all.find(({ title }) => title === 'Port scan on ws-1')!.id);
      expect([own.risk, termOf(own, 'precision'), own.verdict]).toMatchObject([
        scan1!.risk,
        { points: 0, reason: 'its signal was not judged elsewhere' },
        { verdict: 'false_positive', why: 'our own scanner' },
      ]);
      for (const other of all.filter(({ id }) => id !== own.id)) {
        expect(termOf(shown(ask, other.id), 'precision')).toMatchObject({
          points: -5,
          reason: 'Port scan judged once, always false, precision 33 %, so it weighs less',
        });
      }
    };
    check();
    expect(ask('show', scan1!.id).stdout).toMatch(/in all\nverdict: false positive, by eve at .*: our own scanner/);
    // Later evidence, and evidence twelve minutes before, which gives the judged alert another id.
    ask.submit(SCAN_3);
    ask.submit(line(-12, 'Port scan', 'host:ws-1'));
    const moved = listed(ask).find(({ title }) => title === 'Port scan on ws-1')!;
    expect(moved.id).not.toBe(scan1!.id);
    check();
    expect(ask('rules', 'precision').stdout).toMatch(/33 % +-5 +0 +0 +1 +0 +0 +submitted +Port scan\n1 of 1 judged/);
    expect(ask('verify').exitCode).toBe(0);

    expect(ask('undo').stdout).toContain('Undone: verdict 1: false positive: Port scan on ws-1');
    expect(termOf(shown(ask, '1'), 'precision')).toBeUndefined();
    expect(ndjson(ask('decisions', '--json').stdout)).toMatchObject([
      { kind: 'verdict', verdict: 'false_positive', on: 'incident', in_force: false },
      { kind: 'undo', undoes: 1 },
    ]);
    const actions = ndjson<{ action: string; actor: string }>(ask('audit', '--json').stdout);
    expect(actions.filter(({ action }) => action === 'cases.giveVerdict')).toMatchObject([{ actor: 'eve' }]);
  },
);

test('a verdict on one alert is shown with it', SLOW, () => {
  const ask = emptyWorkspace();
  ask.submit(SCAN_1, SCAN_2);
  const [alert] = ndjson<{ id: string }>(ask('alerts', '--json').stdout);
  ask('verdict', alert!.id, 'benign_true_positive', '--why', 'allowed');
  expect(ask('show', alert!.id).stdout).toContain('verdict: benign true positive, by eve');
  expect(ask('rules', 'precision').stdout).toContain('0 of 1 judged detection learned from.');
});

test('criticality reorders two otherwise equal incidents, from a list whose bad lines are named', SLOW, () => {
  const ask = emptyWorkspace();
  ask.submit(line(0, 'Beacon', 'host:ws-1.corp.example'), line(300, 'Beacon', 'host:ws-2'));
  expect(ask('criticality').stdout).toContain('Nothing was rated');
  expect(titles(ask)).toEqual(['Beacon on ws-2', 'Beacon on ws-1.corp.example']);
  const file = path.join(ask.folder, 'assets.csv');
  writeFileSync(
    file,
    [
      '# our machines',
      'criticality,type,value,why',
      'critical,host,WS-1.corp.example.,"the ""plant"", hall 2"',
      'vital,host,ws-2,',
      'high,printer,p-1,',
      'high,host,"ws-9,',
      'low,ip,127.0.0.1,',
    ].join('\r\n'),
  );
  const rated = ask('criticality', '--file', file);
  expect(rated.stdout).toContain('Rated 1 asset or account.');
  expect(rated.stdout).toMatch(/1 +2 +\d+ +\d+ +◆ Beacon on ws-1/);
  expect(rated.stderr).toContain('line 4: "vital" is none of low, normal, high, critical');
  expect(rated.stderr).toContain('line 5: "printer" is none of host,');
  expect(rated.stderr).toContain('line 6: a quote begins or ends within a cell, or never ends');
  expect(rated.stderr).toContain('line 7: "127.0.0.1" names no ip');
  expect(rated.stderr).toContain('4 of 5 refused.');
  const first = shown(ask, '1');
  expect([first.title, termOf(first, 'criticality')]).toEqual([
    'Beacon on ws-1.corp.example',
    { name: 'criticality', points: 12, reason: 'host ws-1.corp.example is critical' },
  ]);
  expect(ask('criticality').stdout).toMatch(/critical +host +ws-1\.corp\.example +1 .* the "plant", hall 2/);
  expect(ask('criticality', 'host:ws-1', 'high').stdout).toContain(
    'host:ws-1 is high; no alert names it yet; there are host:ws-1.corp.example.',
  );
  ask('criticality', 'host:ws-1.corp.example', 'normal', '--why', 'replaced');
  expect(titles(ask)).toEqual(['Beacon on ws-2', 'Beacon on ws-1.corp.example']);
  expect(ask('criticality', 'host:ws-1', 'vital').stderr).toContain('1 of 1 refused.');
  expect(ask('criticality', 'host:ws-1').stderr).toContain('How critical is host:ws-1?');
});

test('an indicator on a domain raises its incident and is named, until an exception or its removal', SLOW, () => {
  const ask = emptyWorkspace();
  ask.submit(line(0, 'Beacon', 'host:ws-1', 'domain:cdn.evil.example'), line(300, 'Beacon', 'host:ws-2'));
  expect(ask('indicators', 'list').stdout).toContain('No indicators');
  const [first, second] = listed(ask);
  expect([first!.title, second!.title]).toEqual(['Beacon on ws-2', 'Beacon on ws-1']);
  const file = path.join(ask.folder, 'feed.csv');
  writeFileSync(file, 'domain,Evil.example,,\nip,203.0.113.9/24,,\ndomain,old.example,feed-b,2026-01-01\n');
  const added = ask('indicators', 'add', file, '--source', 'feed-a');
  expect(added.stdout).toContain('Added 2 indicators.');
  expect(added.stderr).toContain('line 2: "203.0.113.9/24" is no network');
  const raised = shown(ask, '1');
  expect([raised.title, raised.risk - second!.risk]).toEqual(['Beacon on ws-1', 14]);
  expect(termOf(raised, 'intel')).toEqual({
    name: 'intel',
    points: 14,
    reason: 'domain cdn.evil.example, listed as evil.example by feed-a, in Beacon',
  });
  expect(raised.alerts[0]!.listed).toEqual([
    { type: 'domain', value: 'cdn.evil.example', indicator: 'evil.example', source: 'feed-a' },
  ]);
  expect(ask('show', '1').stdout).toContain('listed: domain cdn.evil.example as domain evil.example by feed-a');
  expect(ask('indicators', 'list').stdout).toContain('feed-a: 1 of 1 indicator seen in alerts');

  // What comes later is held against the list too; what began after its end is not.
  ask.submit(line(600, 'Beacon', 'host:ws-3', 'domain:old.example'));
  const pointsOf = (title: string): number | undefined =>
    termOf(shown(ask, listed(ask).find((one) => one.title === title)!.id), 'intel')?.points;
  expect(pointsOf('Beacon on ws-3')).toBe(0);
  ask('indicators', 'add', 'domain:old.example', '--source', 'feed-b', '--expires', '2026-03-04T19:00Z');
  expect(pointsOf('Beacon on ws-3')).toBe(14);

  ask('indicators', 'add', 'domain:cdn.evil.example', '--source', 'us', '--allow', '--why', 'our own');
  expect(pointsOf('Beacon on ws-1')).toBe(0);
  expect(ask('indicators', 'remove', '--source', 'us').stdout).toContain('Removed 1 indicator.');
  expect(pointsOf('Beacon on ws-1')).toBe(14);
  expect(ask('indicators', 'remove', 'domain:evil.example', 'domain:old.example').stdout).toContain('Removed 2');
  expect(pointsOf('Beacon on ws-1')).toBeUndefined();
  expect(ask('indicators', 'remove', 'domain:evil.example').stderr).toContain('E_INDICATOR_INVALID');
});
