import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { ndjson, temporaryFolder, VEDETTE, vedette } from '../vedette.ts';

/** A Sysmon process start as `evtx_dump -o jsonl` prints it. */
function processStart(record: number, host: string, image: string, commandLine: string): string {
  const second = String(record % 60).padStart(2, '0');
  return JSON.stringify({
    Event: {
      System: {
        Provider: { '#attributes': { Name: 'Microsoft-Windows-Sysmon' } },
        EventID: 1,
        TimeCreated: { '#attributes': { SystemTime: `2026-03-04T09:14:${second}.000000Z` } },
        EventRecordID: record,
        Channel: 'Microsoft-Windows-Sysmon/Operational',
        Computer: host,
      },
      EventData: {
        UtcTime: `2026-03-04 09:14:${second}.000`,
        ProcessGuid: `{0D5B3A7C-0000-0000-0000-${String(record).padStart(12, '0')}}`,
        ProcessId: 1_000 + record,
        Image: image,
        CommandLine: commandLine,
        User: 'CORP\\eve',
        ParentImage: 'C:\\Windows\\explorer.exe',
        ParentCommandLine: 'explorer.exe',
      },
    },
  });
}

const SHADOWS = processStart(
  7,
  'WS-12.corp.example',
  'C:\\Windows\\System32\\vssadmin.exe',
  'vssadmin delete shadows /all /quiet',
);
const NOTEPAD = processStart(8, 'WS-12.corp.example', 'C:\\Windows\\System32\\notepad.exe', 'notepad.exe');

interface ImportJson {
  readonly sources: readonly {
    readonly path: string;
    readonly outcome: string;
    readonly records: number;
    readonly damaged: number;
    readonly hits: number;
  }[];
  readonly skipped: readonly { readonly path: string; readonly code: string }[];
  readonly totals: { readonly events: number; readonly incidents: number; readonly findings: number };
}

describe('import', () => {
  test('reads a mixed folder, tells what was damaged and skipped, and adds nothing the second time', () => {
    const folder = temporaryFolder();
    const evidence = path.join(folder, 'evidence');
    const workspace = path.join(folder, 'case.vedette');
    vedette(['--version']);
    writeMixedEvidence(evidence);

    const first = vedette(['import', evidence, '--workspace', workspace, '--json']);
    expect(first.exitCode).toBe(0);
    const report = JSON.parse(first.stdout) as ImportJson;
    expect(report.sources.map(({ path: file, records, damaged }) => [path.basename(file), records, damaged])).toEqual([
      ['a.ndjson', 2, 1],
      ['b.json', 1, 0],
    ]);
    expect(report.skipped.map(({ path: file, code }) => [path.basename(file), code])).toEqual([
      ['photo.jpg', 'E_FORMAT_UNKNOWN'],
    ]);
    expect(report.sources[0]!.hits).toBeGreaterThan(0);

    const again = JSON.parse(vedette(['import', evidence, '--workspace', workspace, '--json']).stdout) as ImportJson;
    expect(again.sources.every((source) => source.outcome === 'known')).toBe(true);
    expect(again.totals).toEqual(report.totals);
  });

  test('a path that does not exist fails with its name and a code, and the rest is read', () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'one.ndjson');
    writeFileSync(file, `${NOTEPAD}\n`);
    const run = vedette(['import', path.join(folder, 'nowhere'), file, '-w', path.join(folder, 'case.vedette')]);
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toMatch(/nowhere: .*\(E_SOURCE_NOT_FOUND\)/);
    expect(run.stdout).toContain('1 event');
  });
});

function writeMixedEvidence(folder: string): void {
  const files: Record<string, string | Uint8Array> = {
    'a.ndjson': `${SHADOWS}\n{"Event": torn\n${NOTEPAD}\n`,
    'b.json': gzipSync(`[${NOTEPAD.replace('WS-12', 'WS-13')}]`),
    'photo.jpg': Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0]),
  };
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content);
}

describe('detect', () => {
  test('prints a hit as one JSON object with the agreed keys', () => {
    const file = path.join(temporaryFolder(), 'log.ndjson');
    writeFileSync(file, `${SHADOWS}\n${NOTEPAD}\n`);
    const run = vedette(['detect', file, '--json']);
    expect(run.exitCode).toBe(0);
    const [hit] = ndjson<Record<string, unknown>>(run.stdout);
    expect(Object.keys(hit!)).toEqual(['rule_id', 'title', 'level', 'author', 'time', 'source', 'record', 'fields']);
    expect(hit).toMatchObject({ time: '2026-03-04T09:14:07.000000Z', source: file, author: 'Vedette project' });
    expect(hit!['fields']).toMatchObject({ CommandLine: 'vssadmin delete shadows /all /quiet' });
    const [counted] = ndjson<{ rule_id: string; count: number }>(vedette(['detect', file, '--json', '--count']).stdout);
    expect(counted).toMatchObject({ rule_id: hit!['rule_id'], count: 1 });
  });

  test('a hit names the filters that its event has passed', () => {
    const folder = temporaryFolder();
    writeFileSync(
      path.join(folder, 'rules.yml'),
      'title: Any notepad\nid: 6f3e2f86-6c3a-4a53-9d3c-5f2f6f3b1d11\nlogsource: { category: process_creation, product: windows }\n' +
        'detection: { selection: { Image|endswith: \\notepad.exe }, condition: selection }\nlevel: low\n---\n' +
        'title: Not on the kiosk\nid: 6f3e2f86-6c3a-4a53-9d3c-5f2f6f3b1d12\nlogsource: { category: process_creation, product: windows }\n' +
        'filter: { rules: [6f3e2f86-6c3a-4a53-9d3c-5f2f6f3b1d11], selection: { Computer: kiosk }, condition: not selection }\n',
    );
    const file = path.join(folder, 'log.ndjson');
    writeFileSync(file, `${NOTEPAD}\n${NOTEPAD.replace('WS-12.corp.example', 'kiosk')}\n`);
    const hits = ndjson<Record<string, unknown>>(
      vedette(['detect', file, '--rules', path.join(folder, 'rules.yml'), '--json']).stdout,
    );
    expect(hits).toHaveLength(1);
    expect(hits[0]!['filters_passed']).toEqual([
      { id: '6f3e2f86-6c3a-4a53-9d3c-5f2f6f3b1d12', title: 'Not on the kiosk' },
    ]);
  });

  test('takes rules from a folder, names the refused ones and goes on', () => {
    const folder = temporaryFolder();
    const rules = path.join(folder, 'rules');
    mkdirSync(rules);
    writeFileSync(path.join(rules, 'bad.yml'), 'title: [unclosed\n');
    writeFileSync(
      path.join(rules, 'good.yml'),
      'title: Any notepad\nid: 6f3e2f86-6c3a-4a53-9d3c-5f2f6f3b1d11\nlogsource: { category: process_creation, product: windows }\n' +
        'detection: { selection: { Image|endswith: \\notepad.exe }, condition: selection }\nlevel: low\n',
    );
    const file = path.join(folder, 'log.ndjson');
    writeFileSync(file, `${SHADOWS}\n${NOTEPAD}\n`);
    const run = vedette(['detect', file, '--rules', rules, '--json']);
    expect(ndjson<{ title: string }>(run.stdout).map((hit) => hit.title)).toEqual(['Any notepad']);
    const check = vedette(['rules', 'check', rules]);
    expect(check.stdout).toMatch(/bad\.yml:\d+: .*\(E_RULE_INVALID\)/);
    expect(check.stdout).toContain('1 rule loaded, 1 refused');
  });
});

describe('submit', () => {
  const alert = (id: string, time: string | number, more: object = {}): string =>
    JSON.stringify({
      external_id: id,
      time,
      title: 'Port scan',
      source: 'ids',
      entities: [{ type: 'host', value: 'WS-1' }],
      ...more,
    });

  test('takes alerts, reports bad lines by number, and lists every external id an alert stands for', () => {
    const folder = temporaryFolder();
    const workspace = path.join(folder, 'case.vedette');
    const lines = [
      alert('a', '2026-03-04T09:00:00Z'),
      'not json',
      alert('b', 1_772_614_860),
      '',
      alert('c', 'yesterday'),
      alert('d', '2026-03-04T09:02:00+00:00', { severity: 'HIGH', techniques: ['t1046'] }),
      JSON.stringify({ time: 1_772_614_860 }),
    ];
    const run = vedette(['submit', '-', '--workspace', workspace, '--json'], { input: lines.join('\n') });
    expect(run.exitCode).toBe(0);
    const report = JSON.parse(run.stdout) as {
      accepted: number;
      rejected: number;
      badLines: { line: number; reason: string }[];
    };
    expect(report).toMatchObject({ lines: 6, accepted: 3, rejected: 3 });
    expect(report.badLines.map(({ line }) => line)).toEqual([2, 5, 7]);
    expect(report.badLines[2]!.reason).toMatch(/^title: /);

    const [incident] = ndjson<{ rank: number; alerts: { external_ids: string[]; count: number }[] }>(
      vedette(['incidents', '--workspace', workspace, '--json']).stdout,
    );
    expect(incident!.rank).toBe(1);
    expect(incident!.alerts).toHaveLength(1);
    expect(incident!.alerts[0]).toMatchObject({ external_ids: ['a', 'b', 'd'], count: 3 });

    const again = vedette(['submit', '-', '--workspace', workspace, '--json'], {
      input: `${alert('a', '2026-03-04T09:00:00Z')}\n`,
    });
    expect(JSON.parse(again.stdout)).toMatchObject({ accepted: 0, known: 1 });
  });

  test('takes null for left out, counts entities it cannot use by type, and tells an empty or unreadable input', () => {
    const folder = temporaryFolder();
    const workspace = path.join(folder, 'case.vedette');
    const entities = ['constructor', '__proto__', 'ip'].map((type) => ({ type, value: 'no address' }));
    const nothing = { external_id: null, severity: null, source: null, entities: null, techniques: null };
    const input = `${JSON.stringify({ ...JSON.parse(alert('a', 0)), ...nothing })}\n${alert('b', 0, { entities })}\n`;
    const run = vedette(['submit', '-', '-w', workspace, '--json'], { input });
    const report = JSON.parse(run.stdout) as { readonly unknownEntityTypes: object };
    expect(report).toMatchObject({ accepted: 2, rejected: 0, unreadableEntities: { ip: 1 } });
    expect(Object.entries(report.unknownEntityTypes)).toEqual([
      ['constructor', 1],
      ['__proto__', 1],
    ]);
    expect(vedette(['submit', '-', '-w', workspace]).stdout).toContain('There was no line in it');
    expect(vedette(['submit', folder, '-w', workspace])).toMatchObject({ exitCode: 1 });
  });
});

describe('demo and show', () => {
  test(
    'the story names its hosts, why each alert fired and why it belongs; an event leads back to its bytes',
    { timeout: 60_000 },
    () => {
      const workspace = path.join(temporaryFolder(), 'demo.vedette');
      const demo = vedette(['demo', '--workspace', workspace]);
      expect(demo.stderr).toBe('');
      expect(demo.exitCode).toBe(0);
      expect(demo.stdout).toContain('DEMO DATA');
      expect(demo.stdout).toContain('why fired: ');
      expect(demo.stdout).toContain('why here: ');
      expect(demo.stdout).toMatch(/3 hosts/);
      expect(vedette(['incidents', '--workspace', workspace]).stdout).toContain('DEMO DATA');

      const event = JSON.parse(vedette(['show', 'e1', '--workspace', workspace, '--json']).stdout) as {
        offset: number;
        length: number;
        source: { path: string };
      };
      const raw = vedette(['show', 'e1', '--workspace', workspace, '--raw']).stdout;
      const bytes = readFileSync(event.source.path);
      expect(raw).toBe(bytes.subarray(event.offset, event.offset + event.length).toString());
      const withoutDuration = (text: string): string => text.replace(/in \d+\.\d s/, 'in N s');
      const again = vedette(['demo', '--workspace', workspace]).stdout;
      expect(withoutDuration(again)).toBe(withoutDuration(demo.stdout));
    },
  );

  test('a demo never overwrites a workspace that holds evidence', () => {
    const folder = temporaryFolder();
    const workspace = path.join(folder, 'case.vedette');
    writeFileSync(path.join(folder, 'log.ndjson'), `${NOTEPAD}\n`);
    vedette(['import', path.join(folder, 'log.ndjson'), '--workspace', workspace]);
    const run = vedette(['demo', '--workspace', workspace]);
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toContain('E_WORKSPACE_INVALID');
    expect(vedette(['events', '--workspace', workspace]).stdout).toContain('1 of 1 event');
  });
});

describe('an old Node', () => {
  test('is told in one sentence instead of a crash', () => {
    const pretend = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } })`;
    const old = spawnSync(process.execPath, ['--import', `data:text/javascript,${pretend}`, VEDETTE, 'demo'], {
      encoding: 'utf8',
    });
    expect(old).toMatchObject({ status: 1, stdout: '' });
    expect(old.stderr).toMatch(
      /^Vedette needs Node 24 or newer, and this is Node 20\.20\.2: .*\(E_NODE_TOO_OLD\)\.\n$/,
    );
  });
});

describe('calling it wrong', () => {
  test.each([[['frobnicate']], [['import']], [['incidents', '--limit', 'many']], [['detect', 'x', '--nonsense']]])(
    '%j exits with 2',
    (args) => {
      expect(vedette(args).exitCode).toBe(2);
    },
  );

  test('a workspace that is not there and an id that is not in it are told with a next step', () => {
    const folder = temporaryFolder();
    const missing = vedette(['incidents', '--workspace', path.join(folder, 'no.vedette')]);
    expect(missing).toMatchObject({ exitCode: 1, stdout: '' });
    expect(missing.stderr).toMatch(/There is no workspace at .* \(E_WORKSPACE_NOT_FOUND\)\nImport something first/);
    const json = vedette(['incidents', '--workspace', path.join(folder, 'no.vedette'), '--json']);
    expect(JSON.parse(json.stderr)).toMatchObject({ error: { code: 'E_WORKSPACE_NOT_FOUND' } });
  });

  test('terminal control characters in evidence are shown, not obeyed', () => {
    const folder = temporaryFolder();
    const workspace = path.join(folder, 'case.vedette');
    const title = 'calm\u001b[2J\u001b]0;owned\u0007\nforged line';
    vedette(['submit', '-', '--workspace', workspace], { input: JSON.stringify({ time: 1_772_614_860, title }) });
    const { stdout } = vedette(['alerts', '--workspace', workspace]);
    expect(stdout).toContain('calm·[2J·]0;owned··forged line');
    expect(stdout).not.toContain('\u001b');
  });
});
