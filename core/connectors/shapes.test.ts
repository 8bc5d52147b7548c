/** Fields, time and robustness of all shapes: rules N1 to N13 and N60 of core/normalise/SPEC.md. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatTimeUs } from '../kernel/time.ts';
import type { NormalisedEvent } from '../model/event.ts';
import { toOcsf } from './ocsf.ts';
import { recogniseReader, recogniseShape, SHAPES } from './registry.ts';

function normalise(value: unknown): NormalisedEvent {
  const record = { ordinal: 1, number: 1, offset: 0, lengthBytes: 1, value, isRecovered: false };
  return recogniseShape(value).normalise(record);
}

function evtx(system: object, parts: object): unknown {
  return {
    Event: {
      System: {
        Provider: { '#attributes': { Name: 'Example-Provider' } },
        EventID: 7,
        Channel: 'Example',
        Computer: 'WS-1',
        TimeCreated: { '#attributes': { SystemTime: '2026-03-04T09:14:07.1234567Z' } },
        ...system,
      },
      ...parts,
    },
  };
}

describe('fields', () => {
  test('N1 nested names are joined, lists of objects become lists of values', () => {
    const { fields } = normalise({ a: { b: [1, 2] }, c: [{ d: 1 }, { d: 2, e: { f: 'x' } }, 3], 'x.y': null });
    expect(fields).toEqual({ 'a.b': [1, 2], 'c.d': [1, 2], 'c.e.f': ['x'], c: [3], 'x.y': null });
  });

  test('N2 a record of many fields keeps the first thousand', () => {
    const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`f${index}`, index]));
    expect(Object.keys(normalise(many).fields)).toHaveLength(1_000);
  });

  test('N3 the same event has the same names from every shape', () => {
    const names = {
      EventID: 4634,
      Channel: 'Security',
      Computer: 'DC01',
      Provider_Name: 'P',
      EventRecordID: 12,
      TargetUserName: 'bob',
    };
    const shapes = [
      evtx(
        {
          Provider: { '@Name': 'P' },
          EventID: { '#text': 4634 },
          Channel: 'Security',
          Computer: 'DC01',
          EventRecordID: 12,
        },
        { EventData: { Data: [{ '@Name': 'TargetUserName', '#text': 'bob' }] } },
      ),
      {
        winlog: {
          event_id: '4634',
          channel: 'Security',
          computer_name: 'DC01',
          provider_name: 'P',
          record_id: 12,
          event_data: { TargetUserName: 'bob' },
        },
      },
      {
        event_id: 4634,
        log_name: 'Security',
        computer_name: 'DC01',
        source_name: 'P',
        record_number: '12',
        event_data: { TargetUserName: 'bob' },
      },
      {
        EventID: '4634',
        Channel: 'Security',
        Hostname: 'DC01',
        SourceName: 'P',
        RecordNumber: 12,
        TargetUserName: 'bob',
      },
    ];
    for (const shape of shapes) {
      const event = normalise(shape);
      expect(event.fields).toMatchObject(names);
      expect(event.mapping).toBe('windows/security/4634');
    }
  });

  test('N4 event data does not replace what the event is', () => {
    const data = { Channel: 'Cleared', EventID: 1, ProcessID: 99, Level: 'x' };
    const { fields } = normalise(
      evtx({ Level: 4, Execution: { '#attributes': { ProcessID: 4 } } }, { EventData: data }),
    );
    expect(fields).toMatchObject({ Channel: 'Example', EventID: 7, ProcessID: 99, Level: 'x' });
    expect(fields).toMatchObject({ 'EventData.Channel': 'Cleared', 'EventData.EventID': 1 });
  });

  test('N5 unnamed data, and the leaves of user data', () => {
    expect(normalise(evtx({}, { EventData: { Data: { '#text': ['a', 'b'] } } })).fields['Data']).toEqual(['a', 'b']);
    expect(normalise(evtx({}, { EventData: { Data: 'a' } })).fields['Data']).toBe('a');
    const userData = { EventXML: { Address: '203.0.113.7', Deep: { User: 'bob' } } };
    expect(normalise(evtx({}, { UserData: userData })).fields).toMatchObject({ Address: '203.0.113.7', User: 'bob' });
  });

  test('N6 names with spaces', () => {
    const { fields } = normalise(evtx({}, { EventData: { 'Feature Name': 'On-access' } }));
    expect(fields).toMatchObject({ 'Feature Name': 'On-access', FeatureName: 'On-access', Feature_Name: 'On-access' });
  });

  test('N7 what collectors wrote over is undone', () => {
    const registry = { EventID: 12, Channel: 'X', SourceName: 'Microsoft-Windows-Sysmon', TargetObject: 'HKLM\\A' };
    const nxlog = { ...registry, EventType: 'INFO', Keywords: -9214364837600034816, SeverityValue: 4 };
    const { fields } = normalise({ ...nxlog, Message: 'Registry:\r\nEventType: DeleteKey\r\n' });
    expect(fields).toMatchObject({
      EventType: 'DeleteKey',
      CollectorEventType: 'INFO',
      Keywords: '0x8020000000000000',
      Level: 2,
    });
    expect(normalise({ ...registry, EventType: 'CreateKey' }).fields['EventType']).toBe('CreateKey');
  });
});

describe('time', () => {
  const flat = { EventID: 1, Channel: 'Security' };

  test.each([
    [
      'N10 not the arrival',
      { EventTime: '2026-03-04T09:14:07Z', '@timestamp': '2026-03-04T09:20:00Z' },
      '2026-03-04T09:14:07.000000Z',
      'zoned',
    ],
    ['N11 no zone', { TimeCreated: '2026-03-04 09:14:07.5' }, '2026-03-04T09:14:07.500000Z', 'assumed_utc'],
    ['N11 none', {}, '1970-01-01T00:00:00.000000Z', 'missing'],
    [
      'N12 the offset given away',
      {
        EventTime: '2026-03-04 04:14:05',
        EventReceivedTime: '2026-03-04 04:14:09',
        '@timestamp': '2026-03-04T09:14:10.2Z',
      },
      '2026-03-04T09:14:05.000000Z',
      'zoned',
    ],
    [
      'N12 no offset between stages far apart',
      {
        EventTime: '2026-03-04 04:14:05',
        EventReceivedTime: '2026-03-04 04:14:09',
        '@timestamp': '2026-03-04T09:19:00Z',
      },
      '2026-03-04T04:14:05.000000Z',
      'assumed_utc',
    ],
    [
      'N12 a zone is believed',
      { TimeCreated: '2026-03-04T06:14:07Z', UtcTime: '2026-03-04 09:14:07' },
      '2026-03-04T06:14:07.000000Z',
      'zoned',
    ],
    ['N13 nanoseconds', { timestamp: 1772615647123456000 }, '2026-03-04T09:14:07.123456Z', 'zoned'],
  ])('%s', (_name, times, expected, origin) => {
    const event = normalise({ ...flat, ...times });
    expect([formatTimeUs(event.timeUs), event.timeOrigin]).toEqual([expected, origin]);
  });

  test('N10 seven digits of a Windows time are kept to the microsecond', () => {
    expect(normalise(evtx({}, {})).timeUs).toBe(1_772_615_647_123_456);
  });
});

describe('N60 any record', () => {
  const names = fc.constantFrom(
    'Event',
    'System',
    'EventData',
    'UserData',
    'Data',
    'EventID',
    'Channel',
    'Provider',
    'Computer',
    'winlog',
    'event_data',
    'event_id',
    'eventSource',
    'eventName',
    'userIdentity',
    'arn',
    'event_type',
    'timestamp',
    'dns',
    'src_ip',
    'alert',
    '#attributes',
    '#text',
    'Name',
    '__proto__',
    'constructor',
    'toString',
    'resources',
    'Keywords',
    'EventType',
    'Image',
    'User',
    'Hashes',
    'ProcessGuid',
    'TargetObject',
    'product',
    'category',
    'Message',
    'Level',
  );
  const leaves = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom(
      'Security',
      'Microsoft-Windows-Sysmon',
      '4688',
      4688,
      1,
      13,
      'dns',
      'alert',
      '0x3e7',
      '-',
      '::1',
      'INFO',
      'windows',
    ),
    fc.string({ unit: 'binary' }),
  );
  const record = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', maxDepth: 6 },
      leaves,
      fc.array(tie('value'), { maxLength: 3 }),
      tie('object'),
    ),
    object: fc.dictionary(names, tie('value'), { maxKeys: 8 }),
  }));

  test('never throws, in any shape, nor does its OCSF', () => {
    fc.assert(
      fc.property(fc.oneof(record['object'], record['value']), (value) => {
        const event = normalise(value);
        expect(event.timeUs).toBeGreaterThanOrEqual(0);
        expect(event.entities.every((entity) => entity.value !== '')).toBe(true);
        expect(typeof event.message).toBe('string');
        expect(toOcsf(event)['class_uid']).toBeTypeOf('number');
        for (const shape of SHAPES) expect(shape.recognise(value)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 5_000 },
    );
  });

  test('a name that means something to JavaScript is a field like any other', () => {
    const { fields } = normalise(JSON.parse('{"__proto__":["x"],"constructor":1,"msg":"m"}'));
    expect(Object.getPrototypeOf(fields)).toBe(Object.prototype);
    expect(Object.keys(fields)).toEqual(['__proto__', 'constructor', 'msg']);
  });
});

describe('readers', () => {
  test('are told by content', () => {
    expect(recogniseReader(Buffer.from('{"a":1}\n'))?.id).toBe('json');
    expect(recogniseReader(Buffer.from('ElfFile\0'.padEnd(4_096, '\0')))?.id).toBe('evtx');
    expect(recogniseReader(Buffer.from('hello'))).toBeNull();
  });
});

test('N14 what a sensor found itself is a finding with the sensor’s own name for it', () => {
  const alert = {
    timestamp: '2026-03-04T09:14:07.123456+0000',
    event_type: 'alert',
    flow_id: 7,
    src_ip: '192.0.2.9',
    dest_ip: '10.0.0.5',
    alert: {
      gid: 1,
      signature_id: 9_000_001,
      signature: 'EXAMPLE Beacon to a listed address',
      severity: 1,
      metadata: { mitre_technique_id: ['T1071.001', 'not one'] },
    },
  };
  expect(normalise(alert).sensorFinding).toEqual({
    detector: 'suricata',
    signal: '1:9000001',
    title: 'EXAMPLE Beacon to a listed address',
    techniques: ['T1071.001'],
  });
  expect(normalise({ ...alert, event_type: 'flow', alert: undefined }).sensorFinding).toBeUndefined();
});
