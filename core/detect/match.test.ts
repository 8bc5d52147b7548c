import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Logsource } from '../model/event.ts';
import type { Fields } from '../model/fields.ts';
import { rule, ruleText } from './fixture.ts';
import { loadRules } from './load.ts';
import { createDetector } from './match.ts';

/** A rule of the given logsource that asks for `F: 1`, or for what `detection` says. */
function ruleFor(logsource: Logsource, detection = 'sel:\n  F: 1\ncondition: sel') {
  const text = ruleText(detection).replace('logsource:\n  product: test', `logsource: ${JSON.stringify(logsource)}`);
  return loadRules([{ path: 'test.yml', text }]).rules[0]!;
}

/** Whether a rule of this logsource is asked about an event of these fields and this label. */
function reaches(logsource: Logsource, fields: Fields, label: Logsource = {}): boolean {
  return createDetector([ruleFor(logsource)]).match({ fields: { F: 1, ...fields }, logsource: label }).length === 1;
}

const SYSMON = 'Microsoft-Windows-Sysmon/Operational';

const windows = (rest: Logsource): Logsource => ({ product: 'windows', ...rest });

function reachesRegistry(category: string, EventType: string): boolean {
  return reaches(windows({ category }), { Channel: SYSMON, EventID: 12, EventType });
}

describe('LOG-1 labels', () => {
  test.each<[Logsource, Logsource, boolean]>([
    [{ product: 'aws', service: 'cloudtrail' }, { product: 'aws', service: 'cloudtrail' }, true],
    [{ product: 'aws', service: 'cloudtrail' }, { product: 'aws' }, false],
    [{ product: 'aws' }, { product: 'aws', service: 'cloudtrail' }, true],
    [{ category: 'proxy' }, { product: 'squid', category: 'proxy' }, true],
    [{ category: 'proxy' }, { product: 'squid', category: 'firewall' }, false],
    [{ product: 'linux', category: 'process_creation' }, { product: 'linux', service: 'auditd' }, false],
    [{ service: 'nginx' }, { service: 'NGINX' }, true],
    [{ product: 'aws' }, {}, false],
    [{ product: 'aws' }, { product: '*' }, false],
  ])('rule %j, label %j: %s', (logsource, label, expected) => {
    expect(reaches(logsource, {}, label)).toBe(expected);
  });
});

describe('LOG-2 and LOG-3 channel and event id', () => {
  test.each<[Logsource, Fields, boolean]>([
    [windows({ category: 'process_creation' }), { Channel: SYSMON, EventID: 1 }, true],
    [windows({ category: 'process_creation' }), { Channel: SYSMON.toUpperCase(), EventID: '1' }, true],
    [windows({ category: 'process_creation' }), { Channel: `WinEventLog:${SYSMON}`, EventID: 1 }, true],
    [windows({ category: 'process_creation' }), { Channel: SYSMON, EventID: 3 }, false],
    [windows({ category: 'process_creation' }), { Channel: 'Security', EventID: 4688 }, true],
    [windows({ category: 'process_creation' }), { Channel: 'Security', EventID: 1 }, false],
    [windows({ category: 'process_creation', service: 'security' }), { Channel: SYSMON, EventID: 1 }, false],
    [{ category: 'process_creation' }, { Channel: SYSMON, EventID: 1 }, true],
    [windows({ service: 'sysmon' }), { Channel: SYSMON, EventID: 999 }, true],
    [windows({ service: 'security' }), { Channel: 'Security', EventID: 4688 }, true],
    [windows({ service: 'system' }), { Channel: 'System' }, true],
    [windows({}), { Channel: 'Anything/Operational', EventID: 7 }, true],
    [windows({}), { EventID: 7 }, false],
    [windows({ category: 'registry_event' }), { Channel: SYSMON, EventID: 14 }, true],
    [windows({ category: 'ps_script' }), { Channel: 'PowerShellCore/Operational', EventID: 4104 }, true],
    [windows({ service: 'dns-client' }), { Channel: 'Microsoft-Windows-DNS-Client/Operational', EventID: 3008 }, true],
    [{ product: 'linux', category: 'process_creation' }, { Channel: 'Linux-Sysmon/Operational', EventID: 1 }, true],
    [windows({ category: 'process_creation' }), { Channel: 'Linux-Sysmon/Operational', EventID: 1 }, false],
    [windows({}), { Channel: 'Linux-Sysmon/Operational', EventID: 1 }, false],
    [windows({ category: 'image_load' }), { Provider_Name: 'Microsoft-Windows-Sysmon', EventID: 7 }, true],
    [
      windows({ category: 'image_load' }),
      { Channel: 'WEC7', Provider_Name: 'Microsoft-Windows-Sysmon', EventID: 7 },
      true,
    ],
    [windows({ service: 'application' }), { Channel: 'Application', Provider_Name: 'Microsoft-Windows-Sysmon' }, true],
    [windows({ category: 'no_such_thing' }), { Channel: SYSMON, EventID: 1 }, false], // LOG-7
    [windows({ category: 'process_creation' }), { Channel: ['Security'], EventID: [4688] }, true],
    [windows({ category: 'process_creation' }), { Channel: SYSMON, EventID: '1; drop' }, false],
  ])('rule %j, event %j: %s', (logsource, fields, expected) => {
    expect(reaches(logsource, fields)).toBe(expected);
  });

  test('LOG-5 a category may ask more of the event', () => {
    expect(reachesRegistry('registry_add', 'CreateKey')).toBe(true);
    expect(reachesRegistry('registry_add', 'DeleteKey')).toBe(false);
    expect(reachesRegistry('registry_delete', 'deletevalue')).toBe(true);
    expect(reachesRegistry('registry_event', 'DeleteValue')).toBe(true);
  });

  test('LOG-6 a label that names another product overrules the channel', () => {
    expect(reaches(windows({}), { Channel: 'stable' }, { product: 'electron' })).toBe(false);
    expect(reaches(windows({}), { Channel: 'stable' }, { product: 'windows' })).toBe(true);
  });
});

function hitsOf(logsource: Logsource, detection: string, fields: Fields, label: Logsource = {}) {
  return createDetector([ruleFor(logsource, detection)]).match({ fields, logsource: label });
}

describe('LOG-4 renamed fields', () => {
  const event = { Channel: 'Security', EventID: 4688, NewProcessName: 'C:\\a.exe', ParentProcessName: 'C:\\b.exe' };
  const whole = "sel:\n  Image|endswith: '\\a.exe'\n  ParentImage|endswith: '\\b.exe'\ncondition: sel";

  test('a category rule reads 4688 under its own names and says which', () => {
    expect(hitsOf({ product: 'windows', category: 'process_creation' }, whole, event)[0]!.matched).toEqual([
      { selection: 'sel', field: 'NewProcessName', value: 'C:\\a.exe' },
      { selection: 'sel', field: 'ParentProcessName', value: 'C:\\b.exe' },
    ]);
  });

  test('the same detector reads Sysmon and 4688', () => {
    const detector = createDetector([ruleFor({ product: 'windows', category: 'process_creation' }, whole)]);
    const sysmon = { Channel: SYSMON, EventID: 1, Image: 'C:\\a.exe', ParentImage: 'C:\\b.exe' };
    for (const fields of [event, sysmon, event, sysmon]) {
      expect(detector.match({ fields, logsource: {} })).toHaveLength(1);
    }
  });

  test('a service rule reads the names of the event', () => {
    expect(hitsOf({ product: 'windows', service: 'security' }, whole, event)).toEqual([]);
  });

  test('LOG-6 a label beside the channel does not ask again under other names', () => {
    const excluding = "sel:\n  EventID: 4688\nfilter:\n  Image|endswith: '\\a.exe'\ncondition: sel and not filter";
    const label = { product: 'windows', category: 'process_creation' };
    expect(hitsOf(label, excluding, event, label)).toEqual([]);
  });
});

function match(detection: string, fields: Fields) {
  return createDetector([rule(detection)]).match({ fields, logsource: { product: 'test' } });
}

describe('HIT', () => {
  test('HIT-2 names what satisfied each selection, and nothing negated', () => {
    const detection = `
      one:
        F|contains: [x, b]
        G: null
      two:
        - H: [1, 2]
        - I|exists: true
      three:
        J: never
      words: [needle]
      not_me:
        K: q
      condition: one and (1 of t*) and words and not not_me`;
    expect(match(detection, { F: ['a', 'abc'], H: 2, L: 'a Needle' })[0]!.matched).toEqual([
      { selection: 'one', field: 'G', value: null },
      { selection: 'one', field: 'F', value: 'abc' },
      { selection: 'two', field: 'H', value: 2 },
      { selection: 'words', field: 'L', value: 'a Needle' },
    ]);
  });

  test('HIT-1 one hit a rule, in the order given; HIT-3 with its author', () => {
    const texts = ['zeta', 'alpha'].map((author) => ({
      path: author,
      text: ruleText('sel:\n  F: 1\ncondition: sel', `author: ${author}\nid: ${author}\n`),
    }));
    const hits = createDetector(loadRules(texts).rules).match({ fields: { F: 1 }, logsource: { product: 'test' } });
    expect(hits.map((hit) => hit.rule.author)).toEqual(['zeta', 'alpha']);
  });

  test('HIT-4 names of built-in properties are fields like any other', () => {
    const detection = 'sel:\n  constructor|exists: true\ncondition: sel';
    expect(match(detection, {})).toEqual([]);
    expect(match(detection, { constructor: 'x' })).toHaveLength(1);
    const fields = JSON.parse('{"__proto__": "x"}') as Fields;
    expect(match('sel:\n  __proto__: x\ncondition: sel', fields)).toHaveLength(1);
  });

  test('nothing is remembered from one event to the next', () => {
    const detector = createDetector([rule("sel:\n  F|contains: a\n  G|windash: '-b'\ncondition: sel")]);
    const scalars = fc.oneof(fc.constantFrom('a', '/B', null, 'xax', 7, true), fc.constant(['a', '-b']));
    const events = fc.array(fc.record({ F: scalars, G: scalars }, { requiredKeys: [] }));
    fc.assert(
      fc.property(events, (all) => {
        const alone = all.map((fields) => match("sel:\n  F|contains: a\n  G|windash: '-b'\ncondition: sel", fields));
        expect(all.map((fields) => detector.match({ fields, logsource: { product: 'test' } }))).toEqual(alone);
      }),
    );
  });
});
