import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadRules } from '../detect/load.ts';
import { createDetector } from '../detect/match.ts';
import { createPipelines } from '../detect/pipeline/apply.ts';
import type { Fields } from '../model/fields.ts';
import type { Logsource } from '../model/event.ts';
import { RouteGate, topLevelText } from './route-gate.ts';
import { shippedPipelines } from './rule-engine.ts';

/** What every event satisfies that comes to a rule with this logsource. */
function everythingOf(logsource: Logsource): string {
  return JSON.stringify({ title: 'Any', logsource, detection: { sel: { nowhere: null }, condition: 'sel' } });
}

describe('cutting a value out of the text', () => {
  test.each([
    ['{"EventID":1}', '1'],
    ['{"a":"x","EventID":"4688","b":1}', '4688'],
    ['{"a":"\\"EventID\\":7,","EventID":8}', '8'],
    ['{"x\\",\\"EventID":3}', ''],
    ['{"xEventID":3}', ''],
    ['{"EventID":null}', ''],
    ['{"EventID":[1,2]}', null],
    ['{"EventID":"a\\\\b"}', null],
    ['{}', ''],
  ])('%s', (json, expected) => {
    expect(topLevelText(json, 'EventID')).toBe(expected);
  });

  test('is what decoding gives, or null, for any flat object', () => {
    const scalar = fc.oneof(fc.string(), fc.integer(), fc.double({ noNaN: true }), fc.boolean(), fc.constant(null));
    const key = fc.oneof(fc.constantFrom('EventID', '"EventID":', ',"EventID', 'x'), fc.string());
    const text = fc.constantFrom('"EventID":1', ',"EventID":', '{"EventID":5,');
    fc.assert(
      fc.property(fc.dictionary(key, fc.oneof(scalar, text, fc.array(scalar))), (fields) => {
        const found = topLevelText(JSON.stringify(fields), 'EventID');
        if (found === null) return;
        const value = Object.hasOwn(fields, 'EventID') ? fields['EventID'] : null;
        expect(Array.isArray(value)).toBe(false);
        const decoded: unknown = JSON.parse(JSON.stringify(value));
        expect(found).toBe(decoded === null ? '' : String(decoded as string));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('no event that a rule is asked about is turned away', () => {
  const pipelines = shippedPipelines();
  const see = createPipelines(pipelines);
  const logsources: Logsource[] = [
    { product: 'windows', category: 'process_creation' },
    { product: 'windows', service: 'security' },
    { product: 'windows', category: 'registry_set' },
    { category: 'proxy' },
    { product: 'zeek', service: 'http' },
    { product: 'okta', service: 'okta' },
    { product: 'm365', service: 'threat_management' },
    { product: 'azure', service: 'signinlogs' },
  ];
  const routing: Fields[] = [
    { Channel: 'Security', EventID: 4688, NewProcessName: 'a' },
    { Channel: 'C:\\odd"Security', EventID: '4657', ObjectValueName: 'x', OperationType: '%%1904' },
    { Provider_Name: 'Microsoft-Windows-Sysmon', EventID: [13] },
    { ActionType: 'ProcessCreated', FolderPath: 'x', FileName: 'y' },
    { event_simpleName: 'ProcessRollup2', ImageFileName: 'x' },
    { eventType: 'user.session.start', published: 'p', 'actor.alternateId': 'a' },
    { Workload: 'w', RecordType: 1, Operation: 'o' },
    { category: 'SignInLogs', operationName: 'x', resourceId: 'r' },
    { class_uid: 1007, activity_id: 1, 'process.cmd_line': 'x' },
    { _path: 'http', ts: 1 },
    { message: '"Channel":"Security"' },
  ];
  const labels: Logsource[] = [{}, { product: 'windows' }, { category: 'proxy' }, { product: 'zeek', service: 'http' }];

  test.each(logsources)('%j', (logsource) => {
    const { rules } = loadRules([{ path: 'any.yml', text: everythingOf(logsource) }]);
    const detector = createDetector(rules);
    const gate = new RouteGate(rules, pipelines);
    const asked = routing
      .flatMap((fields) => labels.map((label) => ({ fields, logsource: label })))
      .filter((event) => detector.match(see(event)).length > 0);
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((event) => !gate.isOpenTo(JSON.stringify(event.fields), event.logsource))).toEqual([]);
  });

  test('and an event of another log is', () => {
    const { rules } = loadRules([{ path: 'any.yml', text: everythingOf(logsources[0]!) }]);
    const gate = new RouteGate(rules, pipelines);
    expect(gate.isOpenTo('{"Channel":"Security","EventID":4624}', { product: 'windows' })).toBe(false);
    expect(gate.isOpenTo('{"_path":"http","ts":1}', {})).toBe(false);
  });
});
