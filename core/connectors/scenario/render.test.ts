import { createHash } from 'node:crypto';
import { assert, integer, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../kernel/limits.ts';
import { recogniseReader, recogniseShape } from '../registry.ts';
import { SMALL_SCENARIO } from './fixture.ts';
import { parseScenario } from './parse.ts';
import { renderScenario, scenarioLines, type RenderedRecord } from './render.ts';

interface Wire {
  readonly Event: {
    readonly System: {
      readonly Channel: string;
      readonly Computer: string;
      readonly EventID: number | { readonly '#text': number };
      readonly EventRecordID: number;
      readonly TimeCreated: { readonly '#attributes': { readonly SystemTime: string } };
    };
    readonly EventData?: Readonly<Record<string, unknown>>;
  };
}

function systemOf({ value }: RenderedRecord): Wire['Event']['System'] {
  return (value as unknown as Wire).Event.System;
}

function eventIdOf(record: RenderedRecord): number {
  const { EventID } = systemOf(record);
  return typeof EventID === 'number' ? EventID : EventID['#text'];
}

function render(text: string): RenderedRecord[] {
  return renderScenario(parseScenario(text, 'demo.yaml'));
}

function normalise({ value }: RenderedRecord): ReturnType<ReturnType<typeof recogniseShape>['normalise']> {
  const place = { ordinal: 1, number: 1, offset: 0, lengthBytes: 0, isRecovered: false };
  return recogniseShape(value).normalise({ ...place, value });
}

const small = render(SMALL_SCENARIO);

function digestOf(text: string): string {
  const lines = scenarioLines(parseScenario(text, 'demo.yaml'));
  return createHash('sha256').update(lines).digest('hex');
}

function timesOfWork(records: readonly RenderedRecord[]): string[] {
  const work = records.filter(({ step }) => step === null);
  return work.map((record) => systemOf(record).TimeCreated['#attributes'].SystemTime);
}

function idsOfStory(records: readonly RenderedRecord[]): number[] {
  return records.filter(({ step }) => step !== null).map(eventIdOf);
}

describe('the same scenario', () => {
  test('gives the same bytes every time', () => {
    expect(digestOf(SMALL_SCENARIO)).toBe(digestOf(SMALL_SCENARIO));
  });

  test('gives other ordinary work for another seed, and the same story', () => {
    assert(
      property(integer({ min: 8, max: 1_000_000 }), (seed) => {
        const other = render(SMALL_SCENARIO.replace('seed: 7', `seed: ${seed}`));
        expect(idsOfStory(other)).toEqual(idsOfStory(small));
        expect(timesOfWork(other)).not.toEqual(timesOfWork(small));
      }),
      { numRuns: 20 },
    );
  });

  test('changes only where its text changes', () => {
    const edited = render(SMALL_SCENARIO.replace('text: Get-Date }\n', 'text: Get-Process }\n'));
    const changed = edited.filter(({ value }, index) => JSON.stringify(value) !== JSON.stringify(small[index]?.value));
    expect(edited).toHaveLength(small.length);
    expect(changed.map(eventIdOf)).toEqual([4_104]);
  });
});

describe('every record', () => {
  test('each kind of event leaves the records that Windows would write', () => {
    const ids = small.filter(({ step }) => step === 0).map(eventIdOf);
    expect(ids).toEqual([
      4_624, 4_624, 4_672, 4_625, 4_648, 1, 4_688, 3, 22, 11, 13, 7, 10, 17, 18, 4_104, 5_140, 5_145, 4_697, 7_045,
      7_036, 4_698, 106, 4_768, 4_769, 4_662, 4_720, 4_728, 5_007, 9, 1_102, 104, 5, 4_689, 4_634,
    ]);
  });

  test('is recognised, mapped, timed and marked as a demonstration', () => {
    for (const record of small) {
      const event = normalise(record);
      expect(event.fields['VedetteDemo']).toBe(true);
      expect(event.timeOrigin).toBe('zoned');
      expect(event.timeText).toBe(systemOf(record).TimeCreated['#attributes'].SystemTime);
      expect(event.fields['EventID']).toBe(eventIdOf(record));
      expect(event.fields['Computer']).toBe('NV-WS-1.norrvik.example');
    }
  });

  test('is ordered by time and numbered within its log', () => {
    const last = new Map<string, number>();
    let time = '';
    for (const record of small) {
      const { Channel, Computer, EventRecordID, TimeCreated } = systemOf(record);
      const log = `${Computer} ${Channel}`;
      expect(EventRecordID).toBe((last.get(log) ?? EventRecordID - 1) + 1);
      last.set(log, EventRecordID);
      expect(TimeCreated['#attributes'].SystemTime >= time).toBe(true);
      time = TimeCreated['#attributes'].SystemTime;
    }
  });

  test('comes back from the reader that reads real exports', async () => {
    const bytes = Buffer.from(scenarioLines(parseScenario(SMALL_SCENARIO, 'demo.yaml')));
    const reader = recogniseReader(bytes.subarray(0, 65_536));
    const values: unknown[] = [];
    async function* stream(): AsyncGenerator<Uint8Array> {
      yield bytes;
    }
    for await (const batch of reader!.read(stream(), { limits: DEFAULT_LIMITS, recover: false })) {
      expect(batch.damage).toEqual([]);
      values.push(...batch.records.map(({ value }) => value));
    }
    expect(values).toEqual(small.map(({ value }) => JSON.parse(JSON.stringify(value)) as unknown));
  });
});

test('a process is the same process in every record that names it', () => {
  const inStory = small.filter(({ step }) => step === 0).map(normalise);
  const started = inStory.find(({ fields }) => fields['EventID'] === 1)!.fields;
  const guids = inStory
    .filter(({ fields }) => fields['Image'] === 'C:\\Windows\\System32\\cmd.exe')
    .map(({ fields }) => fields['ProcessGuid'] ?? fields['SourceProcessGUID']);
  expect(guids.length).toBeGreaterThan(5);
  expect(new Set(guids)).toEqual(new Set([started['ProcessGuid']]));
  const created = inStory.find(({ fields }) => fields['EventID'] === 4_688)!.fields;
  expect(Number(created['NewProcessId'])).toBe(started['ProcessId']);
  expect(started['CommandLine']).toBe('cmd /c aABpAA==');
});
