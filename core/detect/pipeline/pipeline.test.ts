import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Fields } from '../../model/fields.ts';
import { loadRules } from '../load.ts';
import { createDetector } from '../match.ts';
import { createPipelines, type PipelineEvent } from './apply.ts';
import { loadPipelines } from './load.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../../resources/pipelines');
const shipped = loadPipelines(
  readdirSync(FOLDER).map((name) => ({ path: name, text: readFileSync(path.join(FOLDER, name), 'utf8') })),
);
const apply = createPipelines(shipped.pipelines);
const applyTo = (fields: Fields, logsource = {}): PipelineEvent => apply({ fields, logsource });

function own(text: string, fields: Fields): Fields {
  const { pipelines, refused } = loadPipelines([{ path: 'x.yml', text }]);
  expect(refused).toEqual([]);
  return createPipelines(pipelines)({ fields, logsource: {} }).fields;
}

describe('PIPE-1 to PIPE-4 values', () => {
  const value = (expression: string, fields: Fields): unknown =>
    own(`pipeline: p\nwhen: {k: 1}\nfields: {X: ${expression}}\n`, { k: '1', ...fields })['X'];

  test.each<[string, Fields, unknown]>([
    ['a.b', { 'a.b': 5 }, 5],
    ['a', {}, undefined],
    ['a', { a: null }, undefined],
    ['a', { a: '-' }, undefined],
    ['[a, b]', { b: 'x' }, 'x'],
    ['{text: x}', {}, 'x'],
    ["{join: [a, b], with: '/'}", { a: 'x', b: 'y' }, 'x/y'],
    ["{join: [a, b], with: '/'}", { b: 'y' }, 'y'],
    ["{join: [a, b], with: '/', needs: b}", { a: 'x', b: '-' }, undefined],
    ['{from: a, map: {1: one, Two: two}}', { a: 1 }, 'one'],
    ['{from: a, map: {1: one, Two: two}}', { a: 'TWO' }, 'two'],
    ['{from: a, map: {1: one}}', { a: 'x' }, undefined],
    ['{from: a, map: {1: one}, otherwise: same}', { a: 'x' }, 'x'],
    ['{from: a, map: {1: one}, keep: true}', { a: '1' }, ['one', '1']],
    ['{from: a, map: {1: one}}', { a: [1, 2] }, 'one'],
    ["{from: a, prefixes: {'C:\\': 'x', 'c:\\d\\': 'y'}}", { a: 'C:\\D\\f' }, 'yf'],
    ["{from: a, format: 'DWORD (0x{hex8})'}", { a: 1 }, 'DWORD (0x00000001)'],
    ["{from: a, format: 'DWORD (0x{hex8})'}", { a: '0xFF' }, 'DWORD (0x000000ff)'],
    ["{from: a, format: 'DWORD (0x{hex8})'}", { a: 'x' }, undefined],
    ["{from: a, format: '<{}>'}", { a: ['x', 'y'] }, ['<x>', '<y>']],
    ['{from: a, when: {t: [u, v]}}', { a: 1, t: 'V' }, 1],
    ['{from: a, when: {t: [u, v]}}', { a: 1, t: 'w' }, undefined],
    ['[{from: a, when: {t: 1}}, b]', { a: 1, b: 2 }, 2],
    ["{from: a, when: {t: '*'}}", { a: 1, t: '' }, 1],
    ['constructor', {}, undefined],
  ])('%s on %j: %j', (expression, fields, expected) => {
    expect(value(expression, fields)).toEqual(expected);
  });

  test('PIPE-3 what the event has is never overwritten, except to give numbers in both spellings', () => {
    const text = 'pipeline: p\nwhen: {k: 1}\nfields: {X: a}\nspellings: [P, Q, R, S]\n';
    const fields = { k: 1, X: 'own', a: 'other', P: '0x1250', Q: 4688, R: 'x' };
    expect(own(text, fields)).toEqual({ ...fields, P: ['0x1250', '4688'], Q: [4688, '0x1250'] });
  });

  test('PIPE-2 other events pass as they are', () => {
    const event = { fields: { EventID: 1, Channel: 'x' }, logsource: {} };
    expect(apply(event)).toBe(event);
  });

  test('PIPE-5 a label gains what it lacks and keeps what it has', () => {
    const text =
      'pipeline: p\nwhen: {k: 1}\nlogsource: {product: {from: os, map: {W: windows}}, category: process_creation}\n';
    const run = createPipelines(loadPipelines([{ path: 'x', text }]).pipelines);
    expect(run({ fields: { k: 1, os: 'w' }, logsource: { category: 'x' } }).logsource).toEqual({
      product: 'windows',
      category: 'x',
    });
    expect(run({ fields: { k: 1, os: 'z' }, logsource: {} }).logsource).toEqual({ category: 'process_creation' });
  });

  test.each<[string, string]>([
    ['pipeline: p\n', '`when` is missing'],
    ['when: {a: 1}\n', 'the `pipeline` has no name'],
    ['pipeline: p\nwhen: {}\n', '`when` is empty'],
    ['pipeline: p\nwhen: {a: 1}\nfoo: 1\n', '`foo` is not known here'],
    [
      'pipeline: p\nwhen: {a: 1}\nfields: {X: {from: a, text: b}}\n',
      'a value comes from exactly one of `from`, `join` and `text`',
    ],
    ['pipeline: p\nwhen: {a: 1}\nfields: {X: {from: a, upper: b}}\n', '`upper` is not known here'],
    ['- a\n', 'a pipeline is a map'],
  ])('PIPE-6 %j is refused', (text, reason) => {
    const { pipelines, refused } = loadPipelines([{ path: 'x.yml', text: `${text}---\npipeline: ok\nwhen: {a: 1}\n` }]);
    expect(refused[0]).toMatchObject({ path: 'x.yml', line: expect.any(Number) as number, reason });
    expect(pipelines.map(({ id }) => id)).toEqual(['ok']);
  });

  test('PIPE-6 no event makes a pipeline throw', () => {
    const scalar = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.constantFrom('1007', 4688, '%%1876', '0x', '-'),
    );
    const names = [
      ...new Set(shipped.pipelines.flatMap(({ when, spellings }) => [...when.map(({ field }) => field), ...spellings])),
      'NewValue',
      'MandatoryLabel',
      '__proto__',
    ];
    const wanted = shipped.pipelines.map(({ when }) =>
      Object.fromEntries(when.map(({ field, values }) => [field, values?.[0] ?? 'x'])),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...wanted),
        fc.dictionary(fc.constantFrom(...names), fc.oneof(scalar, fc.array(scalar))),
        (base, rest) => {
          const event = { fields: { ...rest, ...base }, logsource: {} };
          for (const field of Object.keys(event.fields)) expect(Object.hasOwn(apply(event).fields, field)).toBe(true);
        },
      ),
    );
  });
});

const RULE = loadRules([
  {
    path: 'r.yml',
    text: `title: R
logsource: {product: windows, category: process_creation}
detection:
  sel:
    Image|endswith: '\\whoami.exe'
    CommandLine|contains: '/all'
    ParentImage|endswith: '\\cmd.exe'
    User|contains: 'AUTHORI'
    IntegrityLevel: System
  condition: sel
`,
  },
]).rules;
const detector = createDetector(RULE);
const fires = (fields: Fields): boolean => detector.match(applyTo(fields)).length === 1;

describe('PIPE-7 one rule over all sources', () => {
  const who = 'C:\\Windows\\System32\\whoami.exe';
  const cmd = 'C:\\Windows\\System32\\cmd.exe';
  const SYSMON = {
    Channel: 'Microsoft-Windows-Sysmon/Operational',
    EventID: 1,
    Image: who,
    CommandLine: 'whoami /all',
    ParentImage: cmd,
    User: 'NT AUTHORITY\\SYSTEM',
    IntegrityLevel: 'System',
  };
  const SECURITY = {
    Channel: 'Security',
    EventID: 4688,
    NewProcessName: who,
    CommandLine: 'whoami /all',
    ParentProcessName: cmd,
    SubjectUserSid: 'S-1-5-18',
    SubjectUserName: 'WS1$',
    SubjectDomainName: 'CORP',
    TargetUserName: '-',
    TargetUserSid: 'S-1-0-0',
    MandatoryLabel: 'S-1-16-16384',
    NewProcessId: '0x1250',
    ProcessId: '0x4',
  };
  const OCSF = {
    class_uid: 1007,
    activity_id: 1,
    'device.os.type_id': 100,
    'process.file.path': who,
    'process.cmd_line': 'whoami /all',
    'actor.process.file.path': cmd,
    'process.user.domain': 'NT AUTHORITY',
    'process.user.name': 'SYSTEM',
    'process.integrity_id': 5,
  };
  const ECS = {
    'event.category': ['process'],
    'event.type': ['start'],
    'host.os.type': 'windows',
    'process.executable': who,
    'process.command_line': 'whoami /all',
    'process.parent.executable': cmd,
    'user.domain': 'NT AUTHORITY',
    'user.name': 'SYSTEM',
    'process.Ext.token.integrity_level_name': 'system',
  };
  const DEFENDER = {
    ActionType: 'ProcessCreated',
    FolderPath: who,
    FileName: 'whoami.exe',
    ProcessCommandLine: 'whoami /all',
    InitiatingProcessFolderPath: cmd,
    AccountDomain: 'nt authority',
    AccountName: 'system',
    ProcessIntegrityLevel: 'System',
  };
  const FALCON = {
    event_simpleName: 'ProcessRollup2',
    event_platform: 'Win',
    ImageFileName: '\\Device\\HarddiskVolume3\\Windows\\System32\\whoami.exe',
    CommandLine: 'whoami /all',
    ParentBaseFileName: '\\cmd.exe',
    LogonDomain: 'NT AUTHORITY',
    UserName: 'SYSTEM',
    IntegrityLevel_decimal: 16384,
  };

  test.each<[string, Fields]>([
    ['Sysmon', SYSMON],
    ['Security 4688', SECURITY],
    ['OCSF', OCSF],
    ['ECS', ECS],
    ['Defender for Endpoint', DEFENDER],
    ['Falcon', FALCON],
  ])('%s', (_name, fields) => {
    expect(fires(fields)).toBe(true);
    const changed = Object.entries(fields).map(([key, value]) => [key, value === 'whoami /all' ? 'whoami' : value]);
    expect(fires(Object.fromEntries(changed) as Fields)).toBe(false);
  });

  test.each<[Fields, string, string | undefined]>([
    [{ eventType: 'user.login', published: 'x', 'actor.alternateId': 'a' }, 'okta', 'okta'],
    [{ 'protoPayload.@type': 'type.googleapis.com/google.cloud.audit.AuditLog' }, 'gcp', 'gcp.audit'],
    [
      {
        'protoPayload.@type': 'type.googleapis.com/google.cloud.audit.AuditLog',
        'protoPayload.serviceName': 'login.googleapis.com',
      },
      'gcp',
      'google_workspace.login',
    ],
    [{ Workload: 'Exchange', RecordType: 1, Operation: 'New-InboxRule' }, 'm365', 'audit'],
    [{ category: 'SignInLogs' }, 'azure', 'signinlogs'],
    [{ operationName: 'X/WRITE', resourceId: '/s', category: 'Administrative' }, 'azure', 'activitylogs'],
    [{ apiVersion: 'audit.k8s.io/v1', kind: 'Event' }, 'kubernetes', 'audit'],
    [{ _path: 'dns', ts: 1.5 }, 'zeek', 'dns'],
    [{ action: 'x' }, '', undefined],
  ])('PIPE-5 %j is %s %s', (fields, product, service) => {
    expect(applyTo(fields).logsource).toEqual(product === '' ? {} : { product, service });
  });

  test('4688: the target account where there is one, and process numbers in both spellings', () => {
    const { fields } = applyTo({
      ...SECURITY,
      TargetUserName: 'eve',
      TargetDomainName: 'CORP',
      TargetUserSid: 'S-1-5-21-1',
    });
    expect(fields).toMatchObject({
      User: 'CORP\\eve',
      NewProcessId: ['0x1250', '4688'],
      IntegrityLevel: ['System', 'S-1-16-16384'],
    });
    const { rules } = loadRules([
      {
        path: 'r',
        text: 'title: P\nlogsource: {category: process_creation}\ndetection: {s: {ProcessId: 4688, ParentProcessId: 4}, condition: s}\n',
      },
    ]);
    expect(createDetector(rules).match(applyTo(SECURITY))).toHaveLength(1);
  });

  test.each<[string, Fields]>([
    [
      'Sysmon',
      {
        Channel: 'Microsoft-Windows-Sysmon/Operational',
        EventID: 13,
        TargetObject: 'HKLM\\System\\CurrentControlSet\\Control\\Lsa\\X',
        Details: 'DWORD (0x00000001)',
      },
    ],
    [
      'Security 4657',
      {
        Channel: 'Security',
        EventID: 4657,
        ObjectName: '\\REGISTRY\\MACHINE\\SYSTEM\\ControlSet001\\Control\\Lsa',
        ObjectValueName: 'X',
        OperationType: '%%1905',
        NewValueType: '%%1876',
        NewValue: '1',
        ProcessName: 'C:\\reg.exe',
      },
    ],
    [
      'OCSF',
      {
        class_uid: 201002,
        activity_id: 2,
        'reg_value.path': 'HKEY_LOCAL_MACHINE\\System\\CurrentControlSet\\Control\\Lsa',
        'reg_value.name': 'X',
        'reg_value.data': 1,
        'reg_value.type': 'REG_DWORD',
      },
    ],
    [
      'Defender for Endpoint',
      {
        ActionType: 'RegistryValueSet',
        RegistryKey: 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Lsa',
        RegistryValueName: 'X',
        RegistryValueData: '1',
        RegistryValueType: 'Dword',
      },
    ],
  ])('registry_set from %s', (_name, fields) => {
    const { rules } = loadRules([
      {
        path: 'r',
        text: "title: P\nlogsource: {product: windows, category: registry_set}\ndetection: {s: {TargetObject: 'HKLM\\System\\CurrentControlSet\\Control\\Lsa\\X', Details: 'DWORD (0x00000001)'}, condition: s}\n",
      },
    ]);
    expect(createDetector(rules).match(applyTo(fields))).toHaveLength(1);
  });

  test('4657: a value that is deleted is no value that is set', () => {
    const fields = { Channel: 'Security', EventID: 4657, ObjectName: '\\REGISTRY\\USER\\S-1', ObjectValueName: 'X' };
    const { rules } = loadRules(
      ['registry_set', 'registry_delete', 'registry_event'].map((category) => ({
        path: category,
        text: `title: ${category}\nlogsource: {product: windows, category: ${category}}\ndetection: {s: {TargetObject: 'HKU\\S-1\\X'}, condition: s}\n`,
      })),
    );
    const titles = (OperationType: string): string[] =>
      createDetector(rules)
        .match(applyTo({ ...fields, OperationType }))
        .map(({ rule }) => rule.title)
        .toSorted();
    expect(titles('%%1904')).toEqual(['registry_event', 'registry_set']);
    expect(titles('%%1906')).toEqual(['registry_delete', 'registry_event']);
  });
});
