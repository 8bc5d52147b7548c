import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { ndjson, vedette, type Run } from '../vedette.ts';

/** A Sysmon process start as `evtx_dump -o jsonl` prints it. */
function processStart(record: number, host: string, image: string, commandLine: string): string {
  const minute = String(10 + record).padStart(2, '0');
  return JSON.stringify({
    Event: {
      System: {
        Provider: { '#attributes': { Name: 'Microsoft-Windows-Sysmon' } },
        EventID: 1,
        TimeCreated: { '#attributes': { SystemTime: `2026-03-04T09:${minute}:00.000000Z` } },
        EventRecordID: record,
        Channel: 'Microsoft-Windows-Sysmon/Operational',
        Computer: host,
      },
      EventData: {
        UtcTime: `2026-03-04 09:${minute}:00.000`,
        ProcessGuid: `{0D5B3A7C-0000-0000-0000-${String(record).padStart(12, '0')}}`,
        ProcessId: 1_000 + record,
        Image: image,
        CommandLine: commandLine,
        User: record % 2 === 0 ? 'CORP\\eve' : 'NT AUTHORITY\\SYSTEM',
        ParentImage: 'C:\\Windows\\explorer.exe',
      },
    },
  });
}

let workspace: string;
beforeAll(() => {
  const folder = mkdtempSync(path.join(tmpdir(), 'vedette-query-'));
  workspace = path.join(folder, 'case.vedette');
  const lines = [
    processStart(1, 'WS-12.corp.example', 'C:\\Windows\\System32\\vssadmin.exe', 'vssadmin delete shadows /all'),
    processStart(2, 'WS-12.corp.example', 'C:\\Windows\\System32\\cmd.exe', '=cmd|calc, "x"'),
    processStart(3, 'WS-13.corp.example', 'C:\\Windows\\System32\\notepad.exe', 'notepad.exe'),
    processStart(4, 'DC-01.corp.example', 'C:\\Windows\\System32\\cmd.exe', 'cmd /c whoami'),
  ];
  const file = path.join(folder, 'log.ndjson');
  writeFileSync(file, `${lines.join('\n')}\n`);
  vedette(['import', file, '--workspace', workspace]);
});

type Asking = 'events' | 'alerts' | 'incidents' | 'count' | 'complete';

function ask(command: Asking, ...args: readonly string[]): Run {
  return vedette([command, ...args, '--workspace', workspace]);
}

function records(query: string): number[] {
  return ndjson<{ record: number }>(ask('events', query, '--json').stdout).map((event) => event.record);
}

describe('events', () => {
  test('a query chooses events; without one there are all', () => {
    expect(records('')).toEqual([1, 2, 3, 4]);
    expect(records('host:WS-12 and (process.name:*.exe or dst_ip:10.0.0.0/8) and not user:SYSTEM')).toEqual([2]);
    expect(records('vssadmin')).toEqual([1]);
    expect(records('CommandLine:/who.mi/ or process.path:*\\notepad.exe')).toEqual([3, 4]);
    expect(records('| from 2026-03-04T10:12 to 2026-03-04T10:13 zone +01:00')).toEqual([2, 3]);
    const table = ask('events', 'process.name:cmd.exe', '--limit', '1').stdout;
    expect(table).toContain('1 of 2 matching events');
  });

  test('fields are chosen for tables, JSON and CSV, and no cell is a formula', () => {
    const fields = ['--fields', 'record,host,process.name,CommandLine'];
    expect(ask('events', 'record:2', '--csv', ...fields).stdout).toBe(
      `record,host,process.name,CommandLine\n2,WS-12.corp.example,cmd.exe,"'=cmd|calc, ""x"""\n`,
    );
    expect(JSON.parse(ask('events', 'record:2', '--json', ...fields).stdout)).toEqual({
      record: 2,
      host: 'WS-12.corp.example',
      'process.name': 'cmd.exe',
      CommandLine: '=cmd|calc, "x"',
    });
    expect(ask('events', 'record:2', ...fields).stdout).toMatch(/^RECORD +HOST +PROCESS\.NAME +COMMANDLINE\n2 +WS-12/);
  });

  test('a wrong query is shown with a mark under the place', () => {
    const run = ask('events', 'host:WS-12 and severity>=hihg');
    expect(run).toMatchObject({ exitCode: 1, stdout: '' });
    expect(run.stderr).toBe(
      'host:WS-12 and severity>=hihg\n' +
        '               ^^^^^^^^^^^^^^\n' +
        'A severity is one of informational, low, medium, high, critical, at character 16 of the query (E_QUERY_INVALID)\n' +
        'Correct the query at the marked place; docs/query-language.md has every form with examples.\n',
    );
    const json = JSON.parse(ask('events', 'a:/(?=x)/', '--json').stderr) as {
      error: { code: string; message: string };
    };
    expect(json.error.code).toBe('E_QUERY_INVALID');
    expect(json.error.message).toContain('cannot run in linear time');
  });

  test('history that `last` cannot reach is explained', () => {
    const run = ask('events', '| last 1h');
    expect(run.stdout).toContain('0 of 0 matching events');
    expect(run.stderr).toContain('the events here are from 2026-03-04 09:11:00Z to 2026-03-04 09:14:00Z');
  });

  test('a query can be explained without a workspace', () => {
    const run = vedette(['events', 'kind:x', '--explain', '--workspace', '/nowhere/x.vedette']);
    expect(run.stdout).toBe(`kind:x\nevent.kind_id IN (SELECT id FROM label WHERE lower(text) = 'x')\n`);
  });
});

describe('count', () => {
  test('in all, by a field, by time', () => {
    expect(ask('count', 'host:ws-12').stdout).toContain('2 events');
    expect(JSON.parse(ask('count', 'host:ws-12', '--json').stdout)).toEqual({ count: 2 });
    expect(ndjson(ask('count', '--by', 'process.name', '--json').stdout)).toEqual([
      { value: 'cmd.exe', count: 2 },
      { value: 'notepad.exe', count: 1 },
      { value: 'vssadmin.exe', count: 1 },
    ]);
    expect(ask('count', '--by', 'EventID', '--csv').stdout).toBe('EventID,count\n1,4\n');
    expect(ndjson(ask('count', 'not user:SYSTEM', '--by', 'time:2m', '--json').stdout)).toEqual([
      { value: '2026-03-04T09:12:00.000000Z', count: 1 },
      { value: '2026-03-04T09:14:00.000000Z', count: 1 },
    ]);
    expect(ask('count', '--by', 'host').stdout).toMatch(/HOST +EVENTS/);
    expect(ask('count', '--by', 'host:1h')).toMatchObject({ exitCode: 2, stdout: '' });
  });
});

describe('alerts and incidents', () => {
  test('are asked in the same language, with the same options', () => {
    const found = ndjson<{ title: string }>(ask('alerts', 'process:*vssadmin.exe', '--json').stdout);
    expect(found.map(({ title }) => title)).toEqual(['Shadow copies or backups destroyed']);
    expect(ask('alerts', 'process:*vssadmin.exe', '--csv', '--fields', 'title,host,first_seen').stdout).toBe(
      'title,host,first_seen\nShadow copies or backups destroyed,WS-12.corp.example,2026-03-04T09:11:00.000000Z\n',
    );
    const nothing = ask('alerts', 'count>99').stdout;
    expect(nothing).toContain('0 of 0 matching alerts\nNone of ');
    expect(ask('incidents', 'rank:1 and host:ws-12').stdout).toContain('1 of 1 matching incident · ');
    expect(ask('incidents', '--fields', 'rank,risk', '--csv', '-n', '1').stdout).toMatch(/^rank,risk\n1,\d+\n$/);
    expect(ask('incidents', '--explain', 'risk>3').stdout).toBe('risk>3\nincident.risk > 3\n');
    expect(ask('alerts', '--explain', 'count>3').stdout).toMatch(/^count>3 and not suppressed:\*$/m);
    expect(ask('alerts', '--explain', 'suppressed:3 or count>3').stdout).toMatch(/^suppressed:3 or count>3$/m);
  });

  test('a wrong name is told, in a query and among fields', () => {
    expect(ask('incidents', 'risky>5').stderr).toContain('incidents have no field `risky`; did you mean `risk`?');
    expect(ask('alerts', '--fields', 'tittle').stderr).toContain('alerts have no field tittle; did you mean title?');
  });

  test('are counted', () => {
    expect(ask('count', '--of', 'alerts', 'host:ws-12 and severity>=high').stdout).toMatch(/^1 alert$/m);
    expect(ask('count', '--of', 'incidents', '--by', 'host').stdout).toMatch(/^HOST +INCIDENTS$/m);
  });
});

describe('complete', () => {
  test('offers fields, and values by how often they are there', () => {
    expect(ndjson(ask('complete', 'process.name:', '--json').stdout)).toMatchObject([
      { kind: 'value', insert: 'cmd.exe', about: '2×', start: 13, end: 13 },
      { insert: 'notepad.exe', about: '1×' },
      { insert: 'vssadmin.exe' },
    ]);
    expect(ndjson(ask('complete', 'ran', '--of', 'incidents', '--json').stdout)).toMatchObject([
      { kind: 'field', insert: 'rank:' },
    ]);
    const table = ask('complete', 'host:WS and rule:x', '--at', '7', '--of', 'alerts').stdout;
    expect(table).toContain('ws-12.corp.example');
    expect(table).toContain('at character 7 of a query for alerts');
  });
});
