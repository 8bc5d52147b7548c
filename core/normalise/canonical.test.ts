/** Entities in one form: rules N30 to N38 of SPEC.md, through the collector that all mappings use. */
import { describe, expect, test } from 'vitest';
import type { TimeUs } from '../kernel/time.ts';
import { Mentions } from './mentions.ts';
import { submittedEntity } from './submitted-entity.ts';

function collected(collect: (mentions: Mentions) => void): string[] {
  const mentions = new Mentions();
  mentions.device('WS-1.corp.example.');
  collect(mentions);
  return mentions.list.slice(1).map(({ type, value }) => `${type} ${value}`);
}

describe('canonical values', () => {
  test.each<[string, (mentions: Mentions) => void, string[]]>([
    ['N31 a UNC host', (m) => m.hostOrIp('\\\\WS-12', 'source'), ['host ws-12']],
    ['N31 an address is no host', (m) => m.hostOrIp('::FFFF:10.0.0.5', 'source'), ['ip 10.0.0.5']],
    ['N31 the machine itself', (m) => m.hostOrIp('localhost', 'source'), []],
    ['N32 domain and name', (m) => m.user('Bob', 'CORP', 'actor'), ['user corp\\bob']],
    ['N32 both in one', (m) => m.user('CORP\\Bob', null, 'actor'), ['user corp\\bob']],
    ['N32 a dot for a domain', (m) => m.user('Bob', '.', 'actor'), ['user bob']],
    [
      'N32 a realm beside its realm',
      (m) => m.user('bob@CORP.EXAMPLE', 'CORP.EXAMPLE', 'actor'),
      ['user corp.example\\bob'],
    ],
    ['N32 nobody', (m) => m.user('-', '-', 'actor'), []],
    ['N33 shortest form', (m) => m.ip('2001:DB8:0:0:0:0:0:5%eth0', 'source'), ['ip 2001:db8::5']],
    [
      'N33 nowhere',
      (m) =>
        ['0.0.0.0', '::', '127.0.0.1', '::1', '224.0.0.251', '255.255.255.255', '', 'x'].forEach((each) =>
          m.ip(each, 'source'),
        ),
      [],
    ],
    [
      'N34 by GUID',
      (m) => m.process('{AB12CD34-0001-0002-0003-000000000000}', 4, null, null, 'actor'),
      ['process ws-1.corp.example|ab12cd34-0001-0002-0003-000000000000'],
    ],
    [
      'N34 by start',
      (m) => m.process(null, '0x19d4', 1_000 as TimeUs, null, 'actor'),
      ['process ws-1.corp.example|6612|1000'],
    ],
    ['N34 by neither', (m) => m.process('{00000000-0000-0000-0000-000000000000}', 4, null, null, 'actor'), []],
    ['N35 a logon', (m) => m.session('0x3E7A1', 'actor'), ['session ws-1.corp.example|0x3e7a1']],
    ['N35 a logon in decimal', (m) => m.session('255905', 'actor'), ['session ws-1.corp.example|0x3e7a1']],
    ['N35 no logon', (m) => m.session('0x0', 'actor'), []],
    [
      'N36 hashes',
      (m) => m.hashes(`MD5=${'AB'.repeat(16)},IMPHASH=${'CD'.repeat(16)},SHA1=${'0'.repeat(40)}`, 'target'),
      [`hash ${'ab'.repeat(16)}`],
    ],
    ['N37 kernel paths', (m) => m.windowsFile('\\??\\C:\\Temp\\A.exe', 'target'), ['file c:\\temp\\a.exe']],
    [
      'N37 hives',
      (m) => m.registryKey('\\REGISTRY\\MACHINE\\Software\\Run', 'target'),
      ['registry_key hklm\\software\\run'],
    ],
    [
      'N38 once a role',
      (m) => {
        m.port(443, 'target');
        m.port('443', 'target');
      },
      ['port 443'],
    ],
    [
      'N38 at most 64',
      (m) => Array.from({ length: 200 }, (_, index) => m.port(index + 1, 'target')),
      Array.from({ length: 63 }, (_, index) => `port ${index + 1}`),
    ],
  ])('%s', (_name, collect, expected) => {
    expect(collected(collect)).toEqual(expected);
  });
});

describe('entities of other tools', () => {
  test.each([
    ['Host', 'WS-1', 'ws-1'],
    ['user', 'CORP\\Bob', 'corp\\bob'],
    ['ip', '::ffff:10.0.0.5', '10.0.0.5'],
    ['file', 'C:\\A.exe', 'c:\\a.exe'],
    ['file', '/Usr/bin/x', '/Usr/bin/x'],
    ['session', 'WS-1|0x3E7', 'ws-1|0x3e7'],
    ['registry_key', 'HKEY_LOCAL_MACHINE\\A', 'hklm\\a'],
  ])('%s %s', (type, text, value) => {
    expect(submittedEntity(type, text)).toMatchObject({ type: type.toLowerCase(), value });
  });

  test('what is no entity', () => {
    expect(submittedEntity('planet', 'x')).toBeNull();
    expect(submittedEntity('hash', 'zzz')).toBeNull();
  });
});
