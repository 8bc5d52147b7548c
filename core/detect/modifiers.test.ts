import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Fields } from '../model/fields.ts';
import { fires, holds, refusalOf } from './fixture.ts';
import { timePartOf } from './values/time-part.ts';

type Case = readonly [entry: string, fields: Fields, expected: boolean];
const shows = (cases: readonly Case[]): void => {
  test.each(cases)('%s on %j: %s', (entry, fields, expected) => {
    expect(holds(entry, fields)).toBe(expected);
  });
};

describe('VAL plain values', () => {
  shows([
    ["F: 'cmd.exe'", { F: 'CMD.EXE' }, true], // VAL-1
    ["F: 'cmd.exe'", { F: 'xcmd.exe' }, false],
    ["F: 'cmd.exe'", { f: 'cmd.exe' }, false], // SEL-3
    ["F: '*\\cmd.exe'", { F: 'C:\\cmd.exe' }, true],
    ["F: 'a*b?d'", { F: 'a\n\nbcd' }, true], // VAL-2
    ['F: 4688', { F: 4688 }, true], // VAL-4
    ['F: 4688', { F: '4688' }, true],
    ['F: 4688', { F: '4688.0' }, true],
    ['F: 4688', { F: '04688' }, true],
    ['F: 4688', { F: '0x1250' }, false],
    ["F: '4688'", { F: 4688 }, true],
    ["F: '4688'", { F: '4688.0' }, false],
    ['F: 0x10', { F: '0X10' }, true],
    ['F: 0x10', { F: 16 }, true],
    ['F: 12345678901234567890', { F: '12345678901234567890' }, true],
    ['F: 12345678901234567890', { F: '12345678901234567891' }, false],
    ['F: true', { F: true }, true], // VAL-5
    ['F: true', { F: 'True' }, true],
    ['F: true', { F: 'false' }, false],
    ['F: yes', { F: 'yes' }, true], // LOAD-4
    ['F: yes', { F: 'true' }, false],
  ]);
});

describe('SEL-5 null, empty and missing', () => {
  shows([
    ['F: null', {}, true],
    ['F: null', { F: null }, true],
    ['F: null', { F: [] }, true],
    ['F: null', { F: ['a', null] }, true],
    ['F: null', { F: '' }, false],
    ['F: null', { F: 'x' }, false],
    ["F: ''", { F: '' }, true],
    ["F: ''", { F: null }, false],
    ["F: ''", {}, false],
    ["F: '*'", { F: '' }, true],
    ["F: '*'", {}, false],
    ["F: ['a', null]", {}, true], // SEL-6
    ["F: ['a', null]", { F: 'A' }, true],
    ["F: ['a', null]", { F: 'b' }, false],
  ]);
});

describe('SEL-4 fields with several values', () => {
  shows([
    ["F: 'b'", { F: ['a', 'B'] }, true],
    ["F|contains|all: ['a', 'b']", { F: ['xa', 'xb'] }, true],
    ["F|contains|all: ['a', 'c']", { F: ['xa', 'xb'] }, false],
    ['F: 2', { F: [1, 2] }, true],
  ]);
});

describe('MOD-1 placement', () => {
  shows([
    ["F|contains: ' -enc '", { F: 'powershell -ENC x' }, true],
    ["F|startswith: 'C:\\Windows'", { F: 'c:\\windows\\x' }, true],
    ["F|startswith: 'Windows'", { F: 'c:\\windows\\x' }, false],
    ["F|endswith: '\\cmd.exe'", { F: 'C:\\cmd.exe' }, true],
    ["F|endswith: '\\cmd.exe'", { F: 'C:\\cmd.exe ' }, false],
    ["F|contains: 'a*b'", { F: 'xx a 1 b yy' }, true],
    ["F|endswith: 'a?c'", { F: 'xabc' }, true],
    ["F|contains: '\\*'", { F: 'a*b' }, true],
    ["F|contains: '\\*'", { F: 'ab' }, false],
    ['F|contains: 46', { F: 4688 }, true],
    ["F|contains: ''", { F: 'x' }, true],
    ["F|contains: ''", {}, false],
  ]);
});

describe('MOD-2 to MOD-5', () => {
  shows([
    ["F|contains|all: ['a', 'b']", { F: 'ab' }, true],
    ["F|contains|all: ['a', 'b']", { F: 'a' }, false],
    ["F|contains|all: 'a'", { F: 'a' }, true],
    ["F|cased: 'Abc'", { F: 'Abc' }, true],
    ["F|cased: 'Abc'", { F: 'abc' }, false],
    ["F|contains|cased: 'B'", { F: 'abc' }, false],
    ["F|neq: ['a', 'b']", { F: 'c' }, true],
    ["F|neq: ['a', 'b']", { F: 'A' }, false],
    ["F|neq: 'a'", {}, true],
    ["F|contains|neq: 'a'", { F: 'xay' }, false],
    ['F|neq: 5', { F: '5' }, false],
    ['F|exists: true', { F: null }, true],
    ['F|exists: true', { F: '' }, true],
    ['F|exists: true', {}, false],
    ['F|exists: false', {}, true],
    ['F|exists: false', { F: null }, false],
  ]);
});

describe('MOD-6 windash', () => {
  const DASHES = ['-', '/', '–', '—', '―'];
  shows([
    ...DASHES.map((dash): Case => ["F|contains|windash: ' -f '", { F: `x ${dash}F y` }, true]),
    ...DASHES.map((dash): Case => [`F|windash|contains: ' ${dash}f '`, { F: 'x -f y' }, true]),
    ["F|contains|windash: ' -f '", { F: 'x +f y' }, false],
    ["F|endswith|windash: '-a /b'", { F: 'x –a ―B' }, true],
    ["F|windash: '-a*-b'", { F: '/a - /b' }, true],
    ["F|windash|cased: '-A'", { F: '/A' }, true],
    ["F|windash|cased: '-A'", { F: '/a' }, false],
    ["F|contains|windash: '-a'", { F: ['b', '—a'] }, true],
  ]);

  test('any combination of any number of dashes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...DASHES), fc.constantFrom(...DASHES)), { maxLength: 12 }),
        (pairs) => {
          const wanted = pairs.map(([dash]) => `${dash}x`).join(' ');
          const written = pairs.map(([, dash]) => `${dash}X`).join(' ');
          expect(holds(`F|windash: '${wanted}'`, { F: written })).toBe(true);
        },
      ),
    );
  });
});

describe('MOD-7 re', () => {
  shows([
    ["F|re: 'b+c'", { F: 'abbc' }, true],
    ["F|re: 'B+C'", { F: 'abbc' }, false],
    ["F|re|i: 'B+C'", { F: 'abbc' }, true],
    ["F|re: '(?i)B+C'", { F: 'abbc' }, true],
    ["F|re: '^b'", { F: 'a\nb' }, false],
    ["F|re|m: '^b'", { F: 'a\nb' }, true],
    ["F|re: 'a.b'", { F: 'a\nb' }, false],
    ["F|re|s: 'a.b'", { F: 'a\nb' }, true],
    ["F|re|i|m|s: '^B.C$'", { F: 'a\nb\nc' }, true],
    ["F|re: '^\\d{4}$'", { F: 4688 }, true],
    ["F|re: ['x', 'b']", { F: 'abc' }, true],
    ["F|re|all: ['a', 'z']", { F: 'abc' }, false],
    ["F|re|neq: 'a'", { F: 'abc' }, false],
    ["F|re: '\\\\'", { F: 'a\\b' }, true],
  ]);

  test('an expression that would take a backtracking engine forever ends', () => {
    expect(holds("F|re: '^(a+)+$'", { F: `${'a'.repeat(50_000)}b` })).toBe(false);
  });
});

describe('MOD-8 to MOD-11', () => {
  shows([
    ["F|cidr: ['10.0.0.0/8', 'fe80::/10']", { F: '10.1.1.1' }, true],
    ["F|cidr: ['10.0.0.0/8', 'fe80::/10']", { F: 'fe80::1' }, true],
    ["F|cidr: '10.0.0.0/8'", { F: 'x' }, false],
    ["F|base64|contains: 'ping'", { F: 'xx cGluZw== yy' }, true],
    ["F|base64offset|contains: '/bin/bash'", { F: Buffer.from('a /bin/bash').toString('base64') }, true],
    ["F|wide|base64offset|contains: 'IEX'", { F: Buffer.from('x;IEX y', 'utf16le').toString('base64') }, true],
    ["F|utf16le|base64offset|contains: 'IEX'", { F: Buffer.from('IEX', 'utf16le').toString('base64') }, true],
    ["F|utf16be|base64: 'ab'", { F: Buffer.from('\0a\0b').toString('base64') }, true],
    ["F|utf16|base64: 'a'", { F: '//5hAA==' }, true],
    ["F|wide|contains: 'cmd'", { F: 'x c\0m\0d\0 y' }, true],
    [
      "F|base64offset|contains|all: ['/bin/bash', 'evil']",
      { F: Buffer.from('/bin/bash evil').toString('base64') },
      true,
    ],
    ["F|base64offset|contains|all: ['/bin/bash', 'evil']", { F: Buffer.from('/bin/bash').toString('base64') }, false],
    ['F|gt: 5', { F: 6 }, true],
    ['F|gt: 5', { F: '5' }, false],
    ['F|gte: 5', { F: '5.0' }, true],
    ['F|lt: 5.5', { F: 5 }, true],
    ['F|lte: 5', { F: 6 }, false],
    ['F|lt: 5', { F: 'x' }, false],
    ['F|lt: 5', {}, false],
    ['F|fieldref: G', { F: 'A', G: 'a' }, true],
    ['F|fieldref: G', { F: 'A', G: 'b' }, false],
    ['F|fieldref: G', { F: null, G: null }, false],
    ['F|fieldref: G', {}, false],
    ['F|fieldref|cased: G', { F: 'A', G: 'a' }, false],
    ['F|fieldref|endswith: G', { F: 'xxA', G: 'a' }, true],
    ['F|fieldref|startswith: G', { F: 'xxA', G: 'a' }, false],
    ['F|contains|fieldref: G', { F: 'xAx', G: ['b', 'a'] }, true],
    ['F|fieldref|neq: G', { F: 'A', G: 'a' }, false],
    ['F|fieldref: [G, H]', { F: 'A', H: 'a' }, true],
    ["F|expand: '100\\%'", { F: '100%' }, true], // MOD-12
  ]);
});

describe('MOD-6 windash before an encoding', () => {
  const encoded = (text: string): string => Buffer.from(text).toString('base64');
  shows([
    ...['-', '/', '–', '—', '―'].map((dash): Case => [
      "F|windash|base64offset|contains: ' -enc x'",
      { F: encoded(`run ${dash}enc x y`) },
      true,
    ]),
    ["F|windash|base64offset|contains: ' -enc x'", { F: encoded('run +enc x y') }, false],
    [
      "F|windash|wide|base64offset|contains: '/a -b'",
      { F: Buffer.from('x -a /b', 'utf16le').toString('base64') },
      true,
    ],
    ["F|windash|base64: '-a'", { F: encoded('-a') }, true],
  ]);
});

describe('MOD-13 time', () => {
  const FRIDAY = '2026-01-02 23:59:07.123';
  shows([
    ['F|minute: 59', { F: FRIDAY }, true],
    ['F|hour: 23', { F: FRIDAY }, true],
    ['F|hour: 22', { F: FRIDAY }, false],
    ['F|day: 2', { F: FRIDAY }, true],
    ['F|week: 1', { F: FRIDAY }, true],
    ['F|month: 1', { F: FRIDAY }, true],
    ['F|year: 2026', { F: FRIDAY }, true],
    ['F|week: 53', { F: '2027-01-02' }, true],
    ['F|week: 53', { F: '2026-12-31' }, true],
    ['F|week: 1', { F: '2024-12-30' }, true],
    ['F|hour: 3', { F: '2026-03-04T03:00:00+09:00' }, true],
    ['F|hour: [1, 3]', { F: '2026-03-04T03:00Z' }, true],
    ['F|hour|neq: 3', { F: '2026-03-04T03:00:00Z' }, false],
    ['F|hour|neq: 3', { F: '2026-03-04T04:00:00Z' }, true],
    ['F|hour|gte: 22', { F: FRIDAY }, true],
    ['F|hour|lt: 6', { F: FRIDAY }, false],
    ['F|gt|month: 11', { F: '2026-12-01' }, true],
    ['F|hour: 0', { F: '2026-12-01' }, false],
    ['F|day: 31', { F: '2026-02-31' }, false],
    ['F|hour: 5', { F: 'x' }, false],
    ['F|hour: 3', {}, false],
    ['F|hour: 3', { F: ['2026-03-04T01:00:00', '2026-03-04T03:00:00'] }, true],
    ['F|hour: 22', { F: 1_700_000_000 }, true],
    ['F|year: 2023', { F: '1700000000123' }, true],
    ['F|year: 1970', { F: 4688 }, false],
  ]);

  test('week 1 to 53 of every day agrees with counting Thursdays', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60_000 }), (days) => {
        const date = new Date(days * 86_400_000);
        const text = date.toISOString().slice(0, 10);
        const thursday = new Date(date.getTime() + (4 - (date.getUTCDay() || 7)) * 86_400_000);
        let week = 0;
        for (
          let at = thursday;
          at.getUTCFullYear() === thursday.getUTCFullYear();
          at = new Date(at.getTime() - 7 * 86_400_000)
        )
          week++;
        expect(timePartOf(text, 'week')).toBe(week);
      }),
    );
  });
});

describe('SEL-2 keywords', () => {
  const event = { A: 'Find EvilService here', B: 1102, C: ['x', 'Y-z'], D: null };
  test.each([
    ["kw: ['evilservice']\ncondition: kw", true],
    ["kw: 'evilservice'\ncondition: kw", true],
    ['kw: [1102]\ncondition: kw', true],
    ["kw: ['y-Z']\ncondition: kw", true],
    ["kw: ['find*here']\ncondition: kw", true],
    ["kw: ['findhere']\ncondition: kw", false],
    ["kw: ['here1102']\ncondition: kw", false],
    ["kw:\n  '|all': ['evil', '1102']\ncondition: kw", true],
    ["kw:\n  '|all': ['evil', '1103']\ncondition: kw", false],
    ["kw:\n  '|cased': ['evilservice']\ncondition: kw", false],
    ["kw:\n  '|re': ['Evil.{7} h']\ncondition: kw", true],
    ["kw:\n  '|startswith': ['find']\ncondition: kw", true],
    ["kw:\n  '|startswith': ['evil']\ncondition: kw", false],
    ["kw:\n  - 'nothing'\n  - B: 1102\ncondition: kw", true], // SEL-1
    ["kw: ['null']\ncondition: kw", false],
  ])('%s: %s', (detection, expected) => {
    expect(fires(detection, event)).toBe(expected);
  });
});

function reasonFor(entry: string): string {
  const { code, field, line, reason } = refusalOf(`sel:\n  ${entry}\ncondition: sel`);
  return `${code} ${field} line ${line}: ${reason}`;
}

describe('what is refused', () => {
  test.each([
    ["F|foo: 'a'", 'E_RULE_UNSUPPORTED F|foo line 6: `foo` is no modifier of Sigma 2.1'],
    ['F|hour: 24', 'E_RULE_INVALID F|hour line 6: `hour` takes a number from 0 to 23'],
    ["F|hour: '3'", 'E_RULE_INVALID F|hour line 6: `hour` takes a whole number'],
    ['F|hour: 1.5', 'E_RULE_INVALID F|hour line 6: `hour` takes a whole number'],
    ['F|hour|day: 3', 'E_RULE_INVALID F|hour|day line 6: `hour` and `day` exclude each other'],
    ['F|hour|contains: 3', 'E_RULE_INVALID F|hour|contains line 6: `contains` means nothing beside `hour`'],
    ['F|hour|re: 3', 'E_RULE_INVALID F|hour|re line 6: `hour` means nothing beside `re`'],
    ["'|hour': 3", 'E_RULE_INVALID |hour line 6: `hour` needs a field'],
    ["F|expand: '%Admins%'", 'E_RULE_UNSUPPORTED F|expand line 6: the placeholder %Admins% has no values'],
    ["F|re|contains: 'a'", 'E_RULE_INVALID F|re|contains line 6: `contains` means nothing beside `re`'],
    ["F|i: 'a'", 'E_RULE_INVALID F|i line 6: `i` belongs to `re`'],
    [
      "F|contains|endswith: 'a'",
      'E_RULE_INVALID F|contains|endswith line 6: `contains` and `endswith` exclude each other',
    ],
    ["F|re|cidr: 'a'", 'E_RULE_INVALID F|re|cidr line 6: `re` and `cidr` exclude each other'],
    ["F|contains|contains: 'a'", 'E_RULE_INVALID F|contains|contains line 6: `contains` stands twice'],
    ["F|cidr: '10.0.0.0/40'", 'E_RULE_INVALID F|cidr line 6: `10.0.0.0/40` is no network range'],
    ["F|base64: 'a*'", 'E_RULE_INVALID F|base64 line 6: `base64` cannot encode a wildcard'],
    ["F|contains|base64: 'a'", 'E_RULE_INVALID F|contains|base64 line 6: `base64` cannot encode a wildcard'],
    ["F|base64offset: 'a'", 'E_RULE_INVALID F|base64offset line 6: the value is too short to be told inside Base64'],
    [
      "F|windash|base64: '-a -b -c -d -e'",
      'E_RULE_UNSUPPORTED F|windash|base64 line 6: `windash` before an encoding would make more than 625 values',
    ],
    ['F|re: null', 'E_RULE_INVALID F|re line 6: `re` cannot be applied to null'],
    ["F|exists: 'x'", 'E_RULE_INVALID F|exists line 6: `exists` takes true or false'],
    ["F|gt: 'x'", 'E_RULE_INVALID F|gt line 6: `gt` takes a number'],
    ['F|contains: null', 'E_RULE_INVALID F|contains line 6: `contains` cannot be applied to null'],
    ['F: []', 'E_RULE_INVALID F line 6: the list of values is empty'],
    ['F: [[a]]', 'E_RULE_INVALID F line 6: a list stands where a value is expected'],
    ['F: {a: b}', 'E_RULE_INVALID F line 6: a map stands where a value is expected'],
    ["'|exists': true", 'E_RULE_INVALID |exists line 6: `exists` needs a field'],
  ])('MOD %s', (entry, reason) => {
    expect(reasonFor(entry)).toBe(reason);
  });

  test.each(["F|re: '(?=a)'", "F|re: '('", "F|re: '(a)\\1'"])('MOD-7 %s', (entry) => {
    expect(reasonFor(entry)).toMatch(/^E_RULE_UNSUPPORTED F\|re line 6: .*linear time/);
  });
});
