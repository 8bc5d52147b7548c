/** The rules J1 to J9 of core/normalise/SPEC.md, seen through the reader's door. */
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { filesBelow, hasData, unpackData } from '../../../test/data.ts';
import { DEFAULT_LIMITS, type Limits } from '../../kernel/limits.ts';
import type { Damage, SourceRecord } from '../../model/record.ts';
import { jsonReader } from './reader.ts';

interface Reading {
  readonly records: readonly SourceRecord[];
  readonly damage: readonly Damage[];
  readonly batches: number;
  readonly consumedBytes: number;
}

async function* inChunks(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let start = 0;
  for (let index = 0; start < bytes.length; index++) {
    const size = Math.max(1, sizes[index % sizes.length]!);
    yield bytes.subarray(start, start + size);
    start += size;
  }
}

async function read(
  input: string | Uint8Array,
  limits: Partial<Limits> = {},
  sizes: readonly number[] = [65_536],
): Promise<Reading> {
  const bytes = typeof input === 'string' ? Buffer.from(input) : input;
  const records: SourceRecord[] = [];
  const damage: Damage[] = [];
  let batches = 0;
  let consumedBytes = 0;
  const options = { limits: { ...DEFAULT_LIMITS, ...limits }, recover: false };
  for await (const batch of jsonReader.read(inChunks(bytes, sizes), options)) {
    records.push(...batch.records);
    damage.push(...batch.damage);
    batches++;
    consumedBytes = batch.consumedBytes;
  }
  return { records, damage, batches, consumedBytes };
}

const values = (reading: Reading): unknown[] => reading.records.map((record) => record.value);
const places = (reading: Reading): string[] => reading.damage.map((each) => `${each.offset}: ${each.reason}`);

describe('J1 what is a record', () => {
  test.each([
    ['lines', '{"a":1}\n{"a":2}\n'],
    ['lines without the last line end', '{"a":1}\n{"a":2}'],
    ['CRLF and blank lines', '\r\n{"a":1}\r\n\r\n   \r\n{"a":2}\r\n'],
    ['one object after the other', '{"a":1}{"a":2}'],
    ['pretty-printed objects', '{\n  "a": 1\n}\n{\n  "a": 2\n}\n'],
    ['a list', '[{"a":1},{"a":2}]'],
    ['a list over lines', '[\n{"a":1},\n{"a":2}\n]\n'],
    ['a pretty-printed list', '[\n  {\n    "a": 1\n  },\n  {\n    "a": 2\n  }\n]\n'],
    ['CloudTrail', '{"Records":[{"a":1},{"a":2}]}'],
    [
      'a pretty-printed wrapper',
      '{\n  "Records": [\n    {\n      "a": 1\n    },\n    {\n      "a": 2\n    }\n  ]\n}\n',
    ],
    ['a wrapper with bookkeeping', '{"@odata.context":"x","value":[{"a":1},{"a":2}],"@odata.nextLink":"y"}'],
    ['two wrappers', '{"Records":[{"a":1}]}\n{"Records":[{"a":2}]}\n'],
    ['NUL padding', '{"a":1}\n\0\0\0\0{"a":2}\n\0\0\0'],
    ['a byte order mark', '\uFEFF{"a":1}\n{"a":2}'],
    ['a byte order mark between joined files', '{"a":1}\n\uFEFF{"a":2}'],
  ])('%s', async (_name, text) => {
    const reading = await read(text);
    expect(values(reading)).toEqual([{ a: 1 }, { a: 2 }]);
    expect(reading.damage).toEqual([]);
  });

  test('an object with a list among other members is a record', async () => {
    const text = '{"events":[{"b":1}],"host":"ws-1"}';
    expect(values(await read(text))).toEqual([JSON.parse(text)]);
  });

  test('an empty wrapper and an empty list hold nothing', async () => {
    expect(await read('{"Records":[]}')).toMatchObject({ records: [], damage: [] });
    expect(await read('[]')).toMatchObject({ records: [], damage: [] });
  });
});

describe('J2 places', () => {
  test('the bytes at a record’s place are the record', async () => {
    const text = '\uFEFF{"Records": [ {"a":"ä"},\r\n {"a":"𝄞"} ] }';
    const bytes = Buffer.from(text);
    const reading = await read(bytes);
    expect(reading.records).toHaveLength(2);
    for (const { offset, lengthBytes, value } of reading.records) {
      expect(JSON.parse(bytes.subarray(offset, offset + lengthBytes).toString())).toEqual(value);
    }
  });

  test.each(['utf-16le', 'utf-16be'] as const)('in %s, with and without a mark', async (encoding) => {
    for (const mark of ['\uFEFF', '']) {
      const little = Buffer.from(`${mark}{"a":"ä𝄞"}\r\n{"a":"\uD800"}\r\n`, 'utf16le');
      const bytes = encoding === 'utf-16le' ? little : Buffer.from(little).swap16();
      const reading = await read(bytes, {}, [3]);
      expect(values(reading)).toEqual([{ a: 'ä𝄞' }, { a: '\uFFFD' }]);
      for (const { offset, lengthBytes, value } of reading.records) {
        const raw = new TextDecoder(encoding).decode(bytes.subarray(offset, offset + lengthBytes));
        expect(JSON.parse(raw)).toEqual(value);
      }
    }
  });

  test('ordinals count records; consumed bytes end at the size', async () => {
    const reading = await read('{"a":1}\nrubbish\n{"a":2}\n');
    expect(reading.records.map((record) => [record.ordinal, record.number])).toEqual([
      [1, 1],
      [2, 2],
    ]);
    expect(reading.consumedBytes).toBe(24);
  });
});

describe('J4 to J7 damage', () => {
  test.each([
    ['rubbish', '{"a":1}\nnot json\n{"a":2}\n', ['8: something other than a JSON object stands here']],
    ['a torn line', '{"a":1}\n{"b":{"c":1\n{"a":2}\n', ['8: the record is cut off or broken']],
    ['a torn string', '{"a":1}\n{"b":"x\n{"a":2}\n', ['8: the record is cut off or broken']],
    ['a line torn before its value', '{"a":1}\n{"b":\n{"a":2}\n', ['8: the record is cut off']],
    [
      'the tail of a torn line',
      '"x":{"y":1}}\n{"a":1}\n{"a":2}\n',
      ['0: something other than a JSON object stands here'],
    ],
    ['a comma too many', '{"a":1}\n{"b":1,}\n{"a":2}\n', ['8: the object of 8 bytes is not valid JSON']],
    ['a trailing comma in a list', '[{"a":1},{"a":2},]', ['17: a comma before the end of the list']],
    ['lines cut from a list', '{"a":1},\n{"a":2},\n', ['7: objects are separated by commas, as if cut from a list']],
    ['a last record cut off', '{"a":1}\n{"a":2}\n{"a":', ['16: the record is cut off']],
    [
      'a list cut off',
      '[{"a":1},{"a":2},{"a"',
      ['17: the record is cut off', '21: the list of records is not closed: the file was cut off'],
    ],
    [
      'scalars in a list',
      '[1,{"a":1},"x",{"a":2}]',
      ['1: something other than a JSON object stands here', '11: something other than a JSON object stands here'],
    ],
  ])('%s', async (_name, text, expected) => {
    const reading = await read(text);
    expect(values(reading)).toEqual([{ a: 1 }, { a: 2 }]);
    expect(places(reading)).toEqual(expected);
  });

  test('a piece of a broken pretty-printed record does not pass for a record', async () => {
    const text =
      '[\n  {\n    "a": "torn\n    "list": [\n      {\n        "b": 1\n      }\n    ]\n  },\n  {\n    "a": 1\n  }\n]\n';
    const reading = await read(text);
    expect(values(reading)).toEqual([{ a: 1 }]);
    expect(places(reading)).toEqual(['4: the record is cut off or broken']);
  });

  test('on one endless line the next record that opens alike is found', async () => {
    const reading = await read('{"Records":[{"id":1,"x":{"y":1}},{"id":2,"x" oops},{"id":3,"x":{"y":1}}]}');
    expect(values(reading)).toEqual([
      { id: 1, x: { y: 1 } },
      { id: 3, x: { y: 1 } },
    ]);
    expect(places(reading)).toEqual(['33: the record is cut off or broken']);
  });

  test('bytes that are not UTF-8 are told, and the record is kept', async () => {
    const reading = await read(Buffer.from([...Buffer.from('{"a":"'), 0xff, ...Buffer.from('"}\n{"a":2}')]));
    expect(values(reading)).toEqual([{ a: '\uFFFD' }, { a: 2 }]);
    expect(reading.damage.map((each) => [each.offset, each.code])).toEqual([[0, 'E_RECORD_DAMAGED']]);
  });
});

// @promise SEC-42
describe('J8 limits', () => {
  const long = `{"b":"${'x'.repeat(200)}"}`;

  test.each([
    ['on its line', `{"a":1}\n${long}\n{"a":2}\n`],
    ['in a list', `[{"a":1},${long},{"a":2}]`],
    ['pretty-printed', `{"a":1}\n{\n  "b": "${'x'.repeat(90)}",\n  "c": "${'x'.repeat(90)}"\n}\n{"a":2}\n`],
  ])('a record that is too long %s', async (_name, text) => {
    const reading = await read(text, { recordBytes: 100 });
    expect(values(reading)).toEqual([{ a: 1 }, { a: 2 }]);
    expect(reading.damage[0]).toMatchObject({
      code: 'E_LIMIT_EXCEEDED',
      reason: 'the record is longer than recordBytes (100)',
    });
  });

  test('a record that nests too deep', async () => {
    const deep = `{"b":${'['.repeat(80)}${']'.repeat(80)}}`;
    const bigger = `{"p":"${'x'.repeat(300_000)}","b":${'['.repeat(80)}${']'.repeat(80)}}`;
    const reading = await read(`{"a":1}\n${deep}\n${bigger}\n{"a":2}\n`);
    expect(values(reading)).toEqual([{ a: 1 }, { a: 2 }]);
    expect(reading.damage.map((each) => [each.code, each.offset])).toEqual([
      ['E_LIMIT_EXCEEDED', 8],
      ['E_LIMIT_EXCEEDED', 8 + deep.length + 1],
    ]);
  });

  test('batches hold no more than batchRecords', async () => {
    const reading = await read('{"a":1}\n'.repeat(95), { batchRecords: 10 });
    expect(reading.records).toHaveLength(95);
    expect(reading.batches).toBe(10);
  });
});

const sample = fc.jsonValue({ maxDepth: 4 }).map((value) => ({ first: 1, value }));
const layouts = fc.constantFrom(
  (list: readonly object[]) => list.map((each) => JSON.stringify(each)).join('\n'),
  (list: readonly object[]) => list.map((each) => JSON.stringify(each, null, 2)).join('\n'),
  (list: readonly object[]) => JSON.stringify(list),
  (list: readonly object[]) => JSON.stringify(list, null, 1),
  (list: readonly object[]) => JSON.stringify({ Records: list }),
  (list: readonly object[]) => list.map((each) => JSON.stringify(each)).join(''),
);
const document = fc.tuple(fc.array(sample, { minLength: 1, maxLength: 8 }), layouts);
const chunkSizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 });

describe('any input', () => {
  test('every layout gives back the records that were written', async () => {
    await fc.assert(
      fc.asyncProperty(document, chunkSizes, async ([list, layout], sizes) => {
        const reading = await read(layout(list), {}, sizes);
        expect(values(reading)).toEqual(JSON.parse(JSON.stringify(list)));
        expect(reading.damage).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  test('J9 chunking changes nothing, damaged or not, and every record stands at its place', async () => {
    const edits = fc.array(fc.tuple(fc.nat(), fc.constantFrom(...'{}[]",:\n\\ x1\0'), fc.boolean()), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(document, edits, chunkSizes, async ([list, layout], changes, sizes) => {
        const bytes = [...Buffer.from(layout(list))];
        for (const [at, character, isInsert] of changes) {
          bytes.splice(at % (bytes.length + 1), isInsert ? 0 : 1, character.charCodeAt(0));
        }
        const broken = Buffer.from(bytes);
        const limits = { recordBytes: 120, jsonDepth: 4 };
        const whole = await read(broken, limits);
        const pieces = await read(broken, limits, sizes);
        expect(pieces.records).toEqual(whole.records);
        expect(pieces.damage).toEqual(whole.damage);
        for (const { offset, lengthBytes, value } of whole.records) {
          expect(JSON.parse(broken.subarray(offset, offset + lengthBytes).toString())).toEqual(value);
        }
      }),
      { numRuns: 1_500 },
    );
  });

  test('arbitrary bytes never throw', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), chunkSizes, async (bytes, sizes) => {
        const whole = await read(bytes);
        expect(await read(bytes, {}, sizes)).toMatchObject({ records: whole.records, damage: whole.damage });
        expect(jsonReader.recognise(bytes)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 500 },
    );
  });
});

describe('recognising', () => {
  test.each([
    ['{"a":1}\n', 0.95],
    ['\uFEFF[\n  {"a":1}', 0.95],
    ['log started\n{"a":1}\n', 0.6],
    ['[2026-03-04 09:14:07] started\n', 0],
    ['ElfFile\0\0\0', 0],
    ['', 0],
  ])('%j', (text, sure) => {
    expect(jsonReader.recognise(Buffer.from(text))).toBe(sure);
  });
});

describe.skipIf(!hasData)('real files', () => {
  test('every CloudTrail file gives as many records as its JSON holds', async () => {
    for (const file of filesBelow(unpackData('cloudtrail/stratus.zip'), '.json')) {
      const bytes = readFileSync(file);
      const expected = (JSON.parse(bytes.toString()) as { readonly Records: readonly unknown[] }).Records;
      const reading = await read(bytes, {}, [1_000]);
      expect(reading.damage).toEqual([]);
      expect(values(reading)).toEqual(expected);
    }
  }, 60_000);
});
