import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadRules } from '../load.ts';
import { createDetector, type DetectableEvent } from '../match.ts';
import type { SigmaRule } from '../rule.ts';
import { explainRule } from './explain.ts';
import { anyEvent, anyRuleText } from '../../../test/detect/any-rules.ts';

const PROCESS_RULE = `
title: Rundll32 without arguments
logsource: { product: windows, category: process_creation }
detection:
  image: { Image|endswith: ['\\rundll32.exe', '\\regsvr32.exe'] }
  parent: { ParentImage|contains: office }
  filter: { User: SYSTEM }
  condition: image and (parent or CommandLine_short) and not filter
  CommandLine_short: { CommandLine: null }
`;

function ruleOf(text: string): SigmaRule {
  const { rules, refused } = loadRules([{ path: 'rule.yml', text }]);
  if (rules[0] === undefined) throw new Error(JSON.stringify(refused));
  return rules[0];
}

const SECURITY = { Channel: 'Security', EventID: 4688, Provider_Name: 'Microsoft-Windows-Security-Auditing' };

describe('EXP-2: what an explanation tells', () => {
  test('fields are read under the names of the event, and each alternative has its answer', () => {
    const event = { logsource: {}, fields: { ...SECURITY, NewProcessName: 'C:\\Windows\\System32\\RUNDLL32.exe' } };
    const { isMatch, ways, unrouted } = explainRule(ruleOf(PROCESS_RULE), event);
    expect(isMatch).toBe(true);
    expect(unrouted).toBeNull();
    const [way] = ways;
    expect(way!.condition).toMatchObject({
      kind: 'and',
      holds: true,
      children: [
        {
          kind: 'selection',
          name: 'image',
          child: {
            field: 'Image',
            eventField: 'NewProcessName',
            value: 'C:\\Windows\\System32\\RUNDLL32.exe',
            tests: [
              { wanted: 'ends with "\\rundll32.exe"', holds: true },
              { wanted: 'ends with "\\regsvr32.exe"', holds: false },
            ],
          },
        },
        {
          kind: 'or',
          holds: true,
          children: [
            { name: 'parent', holds: false, child: { isPresent: false, value: null } },
            { name: 'CommandLine_short', holds: true, child: { tests: [{ wanted: 'is missing or null' }] } },
          ],
        },
        { kind: 'not', holds: true, child: { name: 'filter', holds: false } },
      ],
    });
  });

  test('where no route leads to the rule, what it needs is named and the question answered all the same', () => {
    const event = { logsource: {}, fields: { Channel: 'Security', EventID: 4624, Image: 'x\\rundll32.exe' } };
    const { isMatch, ways, needs, unrouted } = explainRule(ruleOf(PROCESS_RULE), event);
    expect(isMatch).toBe(false);
    expect(ways).toEqual([]);
    expect(needs).toEqual([
      { kind: 'channel', channels: ['microsoft-windows-sysmon/operational'], eventIds: [1], where: {} },
      { kind: 'channel', channels: ['security'], eventIds: [4688], where: {} },
      { kind: 'label', label: { product: 'windows', category: 'process_creation' } },
    ]);
    expect(unrouted).toMatchObject({ holds: true });
  });

  test('an event of the right log and the wrong kind is told by what it should hold', () => {
    const rule = ruleOf(
      'title: Key added\nlogsource: { product: windows, category: registry_add }\n' +
        'detection: { sel: { TargetObject|contains: run }, condition: sel }',
    );
    const fields = { Channel: 'Microsoft-Windows-Sysmon/Operational', EventID: 12, EventType: 'DeleteKey' };
    const { isMatch, ways, needs } = explainRule(rule, { logsource: {}, fields: { ...fields, TargetObject: 'run' } });
    expect(isMatch).toBe(false);
    expect(ways[0]).toMatchObject({
      isOpen: false,
      holds: true,
      where: [{ field: 'EventType', accepted: ['createkey'], actual: 'DeleteKey', holds: false }],
    });
    expect(needs[0]).toMatchObject({ eventIds: [12], where: { EventType: ['createkey'] } });
  });

  test('filters are told apart from the condition', () => {
    const filter =
      'title: Backup servers\nlogsource: { product: windows, category: process_creation }\n' +
      'filter: { rules: any, sel: { Computer: BACKUP }, condition: not sel }';
    const rule = ruleOf(`${PROCESS_RULE}\n---\n${filter}`);
    const fields = { ...SECURITY, NewProcessName: '\\rundll32.exe', Computer: 'backup' };
    const { isMatch, ways } = explainRule(rule, { logsource: {}, fields });
    expect(isMatch).toBe(false);
    expect(ways[0]!.condition.holds).toBe(true);
    expect(ways[0]!.filters).toMatchObject([{ title: 'Backup servers', holds: false, tree: { kind: 'not' } }]);
  });

  test('keywords say where they were found', () => {
    const rule = ruleOf('title: K\nlogsource: { product: linux }\ndetection: { words: [evil, bad], condition: words }');
    const event = { logsource: { product: 'linux' }, fields: { message: 'an EVIL thing', n: 1 } };
    expect(explainRule(rule, event).ways[0]!.condition).toMatchObject({
      name: 'words',
      child: {
        kind: 'or',
        children: [
          { kind: 'keyword', holds: true, found: { field: 'message', value: 'an EVIL thing' } },
          { kind: 'keyword', holds: false, found: null, tests: [{ wanted: 'contains "bad"', holds: false }] },
        ],
      },
    });
  });
});

describe('EXP-1: the verdict is the engine’s', () => {
  const verdicts = (rules: readonly SigmaRule[], event: DetectableEvent): [boolean, boolean][] => {
    const matched = new Set(
      createDetector(rules)
        .match(event)
        .map(({ rule }) => rule.id),
    );
    return rules.map((rule) => [explainRule(rule, event).isMatch, matched.has(rule.facts.id)]);
  };

  test('for generated rules and events', () => {
    let matches = 0;
    fc.assert(
      fc.property(
        fc.array(anyRuleText, { minLength: 1, maxLength: 4 }),
        fc.array(anyEvent, { maxLength: 6 }),
        (texts, events) => {
          const { rules } = loadRules(texts.map((text, index) => ({ path: `${index}.yml`, text })));
          for (const event of events) {
            for (const [explained, matched] of verdicts(rules, event)) {
              expect(explained).toBe(matched);
              if (matched) matches++;
            }
          }
        },
      ),
      { numRuns: 300 },
    );
    expect(matches).toBeGreaterThan(50);
  });
});
