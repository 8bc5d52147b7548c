/**
 * The EVTX reader against bytes that went wrong in every way: flipped, zeroed, cut, spliced, repeated, and numbers in
 * headers turned to extremes. It must end, never throw, and stay in bounds, whatever the bytes. Seeded: a failure
 * prints its seed; VEDETTE_FUZZ_SEED repeats it, VEDETTE_FUZZ_RUNS sets how many files are tried.
 */
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evtxReader, readEvtxJson, readEvtxXml } from '../../core/connectors/evtx/reader.ts';
import {
  evtxChunk,
  evtxFile,
  utf16,
  type BuiltRecord,
  type XmlElement,
} from '../../core/connectors/evtx/evtx-builder.ts';
import { xmlFault } from '../../core/connectors/evtx/xml-fault.ts';
import { DEFAULT_LIMITS } from '../../core/kernel/limits.ts';
import { filesBelow, hasData, unpackData } from '../data.ts';

const RUNS = Number(process.env['VEDETTE_FUZZ_RUNS'] ?? 3_000);
const SEED = Number(process.env['VEDETTE_FUZZ_SEED'] ?? Date.now() % 0x7fff_ffff);
/** What tells a hang: a hundred times what the runs take. */
const TIMEOUT_MS = 60_000 + RUNS * 100;
const LIMITS = { ...DEFAULT_LIMITS, recordBytes: 1024 * 1024 };
const HEADER_BYTES = 4_096;
const CHUNK_BYTES = 65_536;
const RECORD_MIN_BYTES = 28;

/** A file of its own with every kind of content, for machines without data sets. */
function builtFile(): Buffer {
  const data: XmlElement = {
    name: 'EventData',
    content: [
      { name: 'Data', attributes: { Name: 'User' }, content: [{ slot: 0 }] },
      { name: 'Data', attributes: { Name: 'List' }, content: [{ slot: 1, optional: true }] },
      { name: 'Data', content: ['text', { entity: 'amp' }, { charRef: 65 }, { cdata: 'c' }] },
    ],
  };
  const event: XmlElement = {
    name: 'Event',
    attributes: { xmlns: 'urn:x', id: { slot: 0 } },
    content: [{ name: 'System', content: [{ name: 'Id', content: [{ slot: 0 }] }] }, { slot: 1 }],
  };
  const record = (number: number): BuiltRecord => ({
    number,
    parts: [
      { pi: ['go', 'now'] },
      {
        template: event,
        values: [
          { type: 0x0a, bytes: Buffer.alloc(8, number) },
          {
            type: 0x21,
            parts: [
              {
                template: data,
                values: [
                  { type: 0x01, bytes: utf16(`user ${number}`) },
                  { type: 0x81, bytes: utf16('a\0b\0') },
                ],
              },
            ],
          },
        ],
      },
    ],
  });
  return evtxFile({
    chunks: [1, 51].map((from) => evtxChunk(Array.from({ length: 50 }, (_, index) => record(from + index)))),
  });
}

/** Header and two chunks of each file: damage matters, size does not. */
function originals(): Buffer[] {
  if (!hasData) return [builtFile()];
  const files = [
    ...filesBelow(unpackData('evtx/torture.zip'), '.evtx'),
    ...filesBelow(unpackData('evtx/evtx-to-mitre.zip'), '.evtx').slice(0, 20),
  ];
  return [builtFile(), ...files.map((file) => readFileSync(file).subarray(0, HEADER_BYTES + 2 * CHUNK_BYTES))];
}

const sources = originals();

const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const span = fc.oneof(fc.integer({ min: 1, max: 64 }), fc.integer({ min: 1, max: 20_000 }));
const extreme = fc.constantFrom(
  0,
  1,
  0x1b,
  0x1c,
  0x7f,
  0xff,
  0x200,
  0xffff,
  0x1_0000,
  0x7fff_ffff,
  0xffff_fff8,
  0xffff_ffff,
);
const mutation = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at: place, value: fc.integer({ min: 1, max: 255 }) }),
  fc.record({ kind: fc.constant('number' as const), at: place, value: extreme }),
  fc.record({ kind: fc.constant('zero' as const), at: place, size: span }),
  fc.record({ kind: fc.constant('cut' as const), at: place, size: span }),
  fc.record({ kind: fc.constant('copy' as const), at: place, from: place, size: span }),
  fc.record({ kind: fc.constant('insert' as const), at: place, from: place, size: span }),
  fc.record({ kind: fc.constant('truncate' as const), at: place }),
);
type Mutation = typeof mutation extends fc.Arbitrary<infer Kind> ? Kind : never;

/** Most of a file may be empty: places are picked in the chunk headers and where records are. */
function mutate(original: Buffer, mutations: readonly Mutation[]): Buffer {
  let bytes: Buffer = Buffer.from(original);
  for (const change of mutations) bytes = applied(bytes, change);
  return bytes;
}

function applied(bytes: Buffer, change: Mutation): Buffer {
  const at = Math.floor(change.at * bytes.length);
  switch (change.kind) {
    case 'flip':
      if (at < bytes.length) bytes[at]! ^= change.value;
      return bytes;
    case 'number':
      if (at + 4 <= bytes.length) bytes.writeUInt32LE(change.value, at & ~3);
      return bytes;
    case 'zero':
      return bytes.fill(0, at, Math.min(at + change.size, bytes.length));
    case 'cut':
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + change.size)]);
    case 'truncate':
      return bytes.subarray(0, at);
    case 'copy':
      bytes.copy(
        bytes,
        at,
        Math.floor(change.from * bytes.length),
        Math.floor(change.from * bytes.length) + change.size,
      );
      return bytes;
    case 'insert': {
      const from = Math.floor(change.from * bytes.length);
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(from, from + change.size), bytes.subarray(at)]);
    }
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Reads everything and checks what must hold for any bytes; gives the number of records. */
async function checkReading(bytes: Buffer, recover: boolean): Promise<number> {
  let records = 0;
  let damage = 0;
  const seen = new Set<number>();
  let consumed = 0;
  for await (const batch of evtxReader.read(once(bytes), { limits: LIMITS, recover })) {
    for (const record of batch.records) {
      expect(record.ordinal).toBe(++records);
      expect(record.offset + record.lengthBytes).toBeLessThanOrEqual(bytes.length);
      seen.add(record.offset);
    }
    for (const entry of batch.damage) expect(entry.offset).toBeLessThanOrEqual(bytes.length);
    damage += batch.damage.length;
    expect(batch.consumedBytes).toBeGreaterThanOrEqual(consumed);
    consumed = batch.consumedBytes;
  }
  expect(seen.size).toBe(records);
  expect(records + damage).toBeLessThanOrEqual(bytes.length / RECORD_MIN_BYTES + bytes.length / 8 + 4);
  return records;
}

/** Gives the number of texts. */
async function checkTexts(bytes: Buffer): Promise<number> {
  let texts = 0;
  for await (const batch of readEvtxXml(once(bytes), { limits: LIMITS, recover: true })) {
    for (const record of batch.records) {
      expect(xmlFault(record.content)).toBeNull();
      expect(record.content.length).toBeLessThanOrEqual(LIMITS.recordBytes * 8);
    }
  }
  for await (const batch of readEvtxJson(once(bytes), { limits: LIMITS, recover: true })) {
    for (const record of batch.records) JSON.parse(record.content);
    texts += batch.records.length;
  }
  return texts;
}

describe('damaged EVTX', () => {
  test('never throws, never hangs, never grows without bound', { timeout: TIMEOUT_MS }, async () => {
    let records = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: sources.length - 1 }),
        fc.array(mutation, { minLength: 1, maxLength: 12 }),
        fc.boolean(),
        async (source, mutations, recover) => {
          records += await checkReading(mutate(sources[source]!, mutations), recover);
        },
      ),
      { numRuns: RUNS, seed: SEED },
    );
    expect(records).toBeGreaterThan(RUNS);
  });

  test('texts parse, whatever the bytes', { timeout: TIMEOUT_MS }, async () => {
    let texts = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: sources.length - 1 }),
        fc.array(mutation, { minLength: 1, maxLength: 40 }),
        async (source, mutations) => {
          texts += await checkTexts(mutate(sources[source]!, mutations));
        },
      ),
      { numRuns: Math.ceil(RUNS / 10), seed: SEED },
    );
    expect(texts).toBeGreaterThan(0);
  });

  test('one damaged byte costs at most the rest of its chunk', async () => {
    const original = builtFile();
    const whole = await checkReading(original, false);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: HEADER_BYTES + CHUNK_BYTES, max: original.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, value) => {
          const bytes = Buffer.from(original);
          bytes[at]! ^= value;
          expect(await checkReading(bytes, false)).toBeGreaterThanOrEqual(whole / 2);
        },
      ),
      { numRuns: 300, seed: SEED },
    );
  });

  test('random bytes behind a chunk signature', async () => {
    let records = 0;
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 100, maxLength: 4_000 }), async (noise) => {
        const chunk = evtxChunk([{ number: 1, parts: [{ name: 'E', content: ['x'] }] }]);
        chunk.set(noise, 540);
        records += await checkReading(evtxFile({ chunks: [chunk] }), true);
      }),
      { numRuns: 300, seed: SEED },
    );
    expect(records).toBeLessThan(300);
  });
});
