import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadRules } from '../load.ts';
import { createDetector, type DetectableEvent } from '../match.ts';
import { anyEvent, anyRuleText } from '../../../test/detect/any-rules.ts';
import { PROFILE_LIMITS, WorkspaceProfile, type ProfileLimits } from './profile.ts';
import { reachOf, type Reach } from './reach.ts';

function reach(rule: string, events: readonly DetectableEvent[], limits?: ProfileLimits): Reach {
  const { rules, refused } = loadRules([{ path: 'rule.yml', text: rule }]);
  if (rules[0] === undefined) throw new Error(JSON.stringify(refused));
  const profile = new WorkspaceProfile(rules, limits);
  for (const event of events) profile.observe(event);
  return reachOf(rules, profile).get(rules[0])!;
}

const process = (fields: DetectableEvent['fields']): DetectableEvent => ({
  logsource: {},
  fields: { Channel: 'Security', EventID: 4688, ...fields },
});
const rule = (detection: string, logsource = 'product: windows, category: process_creation'): string =>
  `title: T\nlogsource: { ${logsource} }\ndetection: { ${detection} }`;

describe('REACH-2: why a rule cannot fire', () => {
  test('nothing of its log is there', () => {
    expect(reach(rule('sel: { Image: a }, condition: sel'), [{ logsource: { product: 'linux' }, fields: {} }])).toEqual(
      {
        kind: 'no_logsource',
      },
    );
  });

  test('the log is there and no event of the kind that its route asks for', () => {
    const fields = { Channel: 'Microsoft-Windows-Sysmon/Operational', EventID: 12, EventType: 'DeleteKey' };
    const added = rule('sel: { TargetObject: x }, condition: sel', 'product: windows, category: registry_add');
    expect(reach(added, [{ logsource: {}, fields: { ...fields, TargetObject: 'x' } }])).toEqual({
      kind: 'no_logsource',
    });
    const create = { ...fields, EventType: 'CreateKey', TargetObject: 'x' };
    expect(reach(added, [{ logsource: {}, fields: create }]).kind).toBe('could_fire');
  });

  test('a field is never seen, under the name that the events would have it', () => {
    expect(reach(rule('sel: { Image: a }, condition: sel'), [process({ CommandLine: 'a' })])).toMatchObject({
      kind: 'field_never_seen',
      events: 1,
      blocks: [{ kind: 'field_never_seen', selection: 'sel', field: 'Image', eventField: 'NewProcessName' }],
    });
  });

  test('a field is only seen with other values; the most frequent ones are named', () => {
    const events = ['b', 'c', 'c'].map((NewProcessName) => process({ NewProcessName }));
    expect(reach(rule('sel: { Image|endswith: [x, y] }, condition: sel'), events)).toMatchObject({
      kind: 'other_values',
      channel: 'Security',
      eventId: 4688,
      blocks: [
        {
          wanted: ['ends with "x"', 'ends with "y"'],
          wantedCount: 2,
          seen: [
            { value: 'c', count: 2 },
            { value: 'b', count: 1 },
          ],
          seenCount: 2,
        },
      ],
    });
  });

  test('another event id weighs more than the fields that only its events have', () => {
    const text = rule(
      'sel: { EventID: 5136, AttributeValue: x }, condition: sel',
      'product: windows, service: security',
    );
    const found = reach(text, [{ logsource: {}, fields: { Channel: 'Security', EventID: 4624 } }]);
    expect(found).toMatchObject({
      kind: 'other_values',
      blocks: [{ eventField: 'EventID' }, { kind: 'field_never_seen' }],
    });
  });

  test('of alternatives, the one for which least is missing', () => {
    const text = rule('a: { Nowhere: x }, b: { CommandLine: x }, condition: a or b');
    expect(reach(text, [process({ CommandLine: 'y' })])).toMatchObject({
      blocks: [{ field: 'CommandLine' }],
      blockCount: 1,
    });
  });

  test('what it excludes is true of every event', () => {
    const text = rule('sel: { CommandLine: y }, filter: { User: null }, condition: sel and not filter');
    expect(reach(text, [process({ CommandLine: 'y' })])).toMatchObject({
      kind: 'always_excluded',
      blocks: [{ selection: 'filter' }],
    });
  });
});

describe('REACH-1 and REACH-3: what is not claimed', () => {
  const wanted = rule('sel: { CommandLine: x }, condition: sel');

  test('"only other values" of a field with too many of them', () => {
    const events = ['a', 'b', 'c'].map((CommandLine) => process({ CommandLine }));
    expect(reach(wanted, events).kind).toBe('other_values');
    expect(reach(wanted, events, { ...PROFILE_LIMITS, valuesPerField: 2 }).kind).toBe('could_fire');
    expect(reach(wanted, events, { ...PROFILE_LIMITS, charsPerField: 2 }).kind).toBe('could_fire');
    expect(reach(wanted, events, { ...PROFILE_LIMITS, chars: 2 }).kind).toBe('could_fire');
  });

  test('anything, where there are more routes than are profiled', () => {
    expect(reach(wanted, [process({ CommandLine: 'a' })], { ...PROFILE_LIMITS, routes: 0 }).kind).toBe('could_fire');
  });

  test('that a rule cannot fire which does: generated rules and events, under wide and narrow limits', () => {
    let unable = 0;
    let fired = 0;
    const limits = fc.constantFrom(
      PROFILE_LIMITS,
      { ...PROFILE_LIMITS, valuesPerField: 1 },
      { ...PROFILE_LIMITS, chars: 6 },
    );
    fc.assert(
      fc.property(
        fc.array(anyRuleText, { minLength: 1, maxLength: 6 }),
        fc.array(anyEvent, { maxLength: 8 }),
        limits,
        (texts, events, narrow) => {
          const { rules } = loadRules(texts.map((text, index) => ({ path: `${index}.yml`, text })));
          const detector = createDetector(rules);
          const profile = new WorkspaceProfile(rules, narrow);
          const hits = new Set<string>();
          for (const event of events) {
            profile.observe(event);
            for (const hit of detector.match(event)) hits.add(hit.rule.id);
          }
          const blocked = [...reachOf(rules, profile)].filter(([, { kind }]) => kind !== 'could_fire');
          expect(blocked.filter(([{ facts }]) => hits.has(facts.id))).toEqual([]);
          unable += blocked.length;
          fired += hits.size;
        },
      ),
      { numRuns: 500 },
    );
    expect(fired).toBeGreaterThan(100);
    expect(unable).toBeGreaterThan(100);
  });
});
