/** The reader against real files: awkward ones with known counts, the JSON that goes with them, another reader. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesBelow, hasData, unpackData } from '../../../test/data.ts';
import { DEFAULT_LIMITS } from '../../kernel/limits.ts';
import type { Damage, SourceRecord } from '../../model/record.ts';
import { evtxReader, readEvtxXml, type EvtxRecord } from './reader.ts';
import { xmlFault } from './xml-fault.ts';

const OPTIONS = { limits: DEFAULT_LIMITS, recover: false };

/** Records and torn records, as the data set's description has them. */
const TORTURE: Readonly<Record<string, readonly [records: number, torn: number]>> = {
  '2-system-Microsoft-Windows-LiveId%4Operational': [399, 0],
  '2-vss_0-Microsoft-Windows-RemoteDesktopServices-RdpCoreTS%4Operational': [1910, 4],
  '2-vss_0-Microsoft-Windows-TerminalServices-RemoteConnectionManager%4Operational': [1774, 2],
  '2-vss_7-System': [1160, 0],
  'E_Windows_system32_winevt_logs_Microsoft-Windows-CAPI2%4Operational': [340, 0],
  MSExchange_Management_wec: [1, 0],
  'Microsoft-Windows-LanguagePackSetup%4Operational': [17, 0],
  Security_short_selected: [7, 0],
  Security_with_size_t: [636, 0],
  'new-user-security': [4, 0],
  'post-Security': [126, 0],
  'sample-with-irregular-bool-values': [3028, 0],
  'sample-with-zero-data-size-event': [335, 1],
  security: [2261, 0],
  system: [1881, 0],
};

async function* bytesOf(file: string): AsyncGenerator<Uint8Array> {
  yield readFileSync(file);
}

async function readFile(file: string, recover = false): Promise<{ records: SourceRecord[]; damage: Damage[] }> {
  const records: SourceRecord[] = [];
  const damage: Damage[] = [];
  for await (const batch of evtxReader.read(bytesOf(file), { ...OPTIONS, recover })) {
    records.push(...batch.records);
    damage.push(...batch.damage);
  }
  return { records, damage };
}

async function readXml(file: string): Promise<EvtxRecord<string>[]> {
  const records: EvtxRecord<string>[] = [];
  for await (const batch of readEvtxXml(bytesOf(file), OPTIONS)) records.push(...batch.records);
  return records;
}

describe.skipIf(!hasData)('awkward files', () => {
  const files = hasData ? filesBelow(unpackData('evtx/torture.zip'), '.evtx') : [];

  test('all of them are known here', () => {
    expect(files.map((file) => path.basename(file, '.evtx')).filter((name) => !(name in TORTURE))).toEqual([]);
    expect(files.length).toBeGreaterThan(0);
  });

  test.each(files.map((file) => path.basename(file, '.evtx')))('%s', async (name) => {
    const { records, damage } = await readFile(files.find((file) => path.basename(file, '.evtx') === name)!);
    expect([records.length, damage.length]).toEqual(TORTURE[name]);
    expect(damage.every((place) => place.code === 'E_RECORD_DAMAGED' && place.reason !== '')).toBe(true);
  });

  test('recovery adds to the live records and takes none away', async () => {
    for (const file of files) {
      const live = await readFile(file);
      const both = await readFile(file, true);
      const stillLive = both.records.filter((record) => !record.isRecovered);
      expect(stillLive.map((record) => record.offset)).toEqual(live.records.map((record) => record.offset));
      const offsets = new Set(both.records.map((record) => record.offset));
      expect(offsets.size).toBe(both.records.length);
    }
  });

  test('recovery finds the records behind a torn one', async () => {
    const file = files.find((candidate) => candidate.includes('sample-with-zero-data-size-event'))!;
    const { records } = await readFile(file, true);
    expect(records.filter((record) => record.isRecovered).length).toBeGreaterThan(100);
  });
});

/** Some files hold one JSON object, some hold several, one after the other. */
function jsonObjects(text: string): unknown[] {
  const objects: unknown[] = [];
  let start = 0;
  for (let end = text.indexOf('}'); end >= 0; end = text.indexOf('}', end + 1)) {
    const candidate = text.slice(start, end + 1);
    if (candidate.split('{').length > candidate.split('}').length) continue;
    try {
      objects.push(JSON.parse(candidate));
      start = end + 1;
    } catch {
      // A brace within a text: the object ends further on.
    }
  }
  expect(text.slice(start).trim()).toBe('');
  return objects;
}

describe.skipIf(!hasData)('regression cases', () => {
  test('every EVTX equals the JSON beside it, field by field', async () => {
    const files = filesBelow(unpackData('sigma/regression-data.zip'), '.evtx');
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      const expected = jsonObjects(readFileSync(file.replace(/\.evtx$/i, '.json'), 'utf8'));
      const { records, damage } = await readFile(file);
      expect({ file, damage, values: records.map((record) => record.value) }).toEqual({
        file,
        damage: [],
        values: expected,
      });
    }
  });
});

const hasEvtxExport = spawnSync('evtxexport', ['-V']).status === 0;
if (!hasEvtxExport) process.stderr.write('evtxexport (Debian: libevtx-utils) is missing: no comparison with it\n');

interface NumberAndTime {
  readonly number: string;
  readonly time: string;
}

/** From XML of either reader: EventRecordID, and TimeCreated to the 100 ns. */
function numberAndTime(xml: string): NumberAndTime {
  return {
    number: /<EventRecordID>(\d+)</.exec(xml)?.[1] ?? '',
    // The other reader pads a FILETIME's seven digits with two zeros.
    time: (/SystemTime="([^"]*)"/.exec(xml)?.[1] ?? '').replace(/(\.\d{7})00Z$/, '$1Z'),
  };
}

/** What evtxexport makes of a file, up to where it gives up. */
function exported(file: string): { records: NumberAndTime[]; isWhole: boolean } {
  const run = spawnSync('evtxexport', ['-f', 'xml', file], { encoding: 'utf8', maxBuffer: 1 << 30 });
  const events = run.stdout.split(/^<Event /m).slice(1);
  return { records: events.map(numberAndTime), isWhole: !run.stderr.includes('Unable to export') };
}

describe.skipIf(!hasData || !hasEvtxExport)('evtxexport', () => {
  test('numbers and times of all files are the same', async () => {
    const files = filesBelow(unpackData('evtx/evtx-to-mitre.zip'), '.evtx');
    const refused: string[] = [];
    for (const file of files) {
      const theirs = exported(file);
      const ours = (await readXml(file)).map((record) => numberAndTime(record.content));
      // It gives up on a record that uses no template and so has literal attributes (what Windows writes when events
      // were rendered before they were saved); what it printed before that must be the same all the same.
      if (!theirs.isWhole) refused.push(path.basename(file));
      const compared = theirs.isWhole ? ours : ours.slice(0, theirs.records.length);
      expect({ file, records: compared }).toEqual({ file, records: theirs.records });
    }
    expect(files.length).toBeGreaterThan(100);
    expect(refused.length).toBeLessThan(files.length / 20);
  });
});

describe.skipIf(!hasData)('XML', () => {
  test('is well-formed, whatever the record', async () => {
    const faults: string[] = [];
    for (const file of filesBelow(unpackData('evtx/torture.zip'), '.evtx')) {
      for (const record of await readXml(file)) {
        const fault = xmlFault(record.content);
        if (fault !== null) faults.push(`${path.basename(file)} at ${record.offset}: ${fault}`);
      }
    }
    expect(faults).toEqual([]);
  });
});
