/** The reader against files that are written here, so that it is proven on a machine without any data set. */
import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../kernel/limits.ts';
import type { Damage, SourceRecord } from '../../model/record.ts';
import {
  evtxChunk,
  evtxFile,
  utf16,
  type BuiltRecord,
  type TypedValue,
  type XmlElement,
  type XmlPart,
} from './evtx-builder.ts';
import { evtxReader, readEvtxJson, readEvtxXml } from './reader.ts';

const OPTIONS = { limits: DEFAULT_LIMITS, recover: false };

async function* inPieces(bytes: Uint8Array, pieceBytes = 10_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
}

interface Result {
  readonly records: SourceRecord[];
  readonly damage: Damage[];
}

async function readAll(bytes: Uint8Array, options = OPTIONS, pieceBytes?: number): Promise<Result> {
  const result: Result = { records: [], damage: [] };
  for await (const batch of evtxReader.read(inPieces(bytes, pieceBytes), options)) {
    result.records.push(...batch.records);
    result.damage.push(...batch.damage);
  }
  return result;
}

/** The `value` of the only record with these parts. */
async function valueOf(...parts: XmlPart[]): Promise<unknown> {
  const { records, damage } = await readAll(evtxFile({ chunks: [evtxChunk([{ number: 1, parts }])] }));
  expect(damage).toEqual([]);
  return records[0]!.value;
}

async function textsOf(read: typeof readEvtxXml, ...parts: XmlPart[]): Promise<string[]> {
  const file = evtxFile({ chunks: [evtxChunk([{ number: 1, parts }])] });
  const texts: string[] = [];
  for await (const batch of read(inPieces(file), OPTIONS)) texts.push(...batch.records.map((record) => record.content));
  return texts;
}

/** A template `<E>` with one `<V>` for each value, and its instance. */
function instanceOf(...values: TypedValue[]): XmlPart {
  const content = values.map((_, slot): XmlElement => ({ name: `V${slot}`, content: [{ slot, optional: true }] }));
  return { template: { name: 'E', content }, values };
}

const hex = (digits: string): Buffer => Buffer.from(digits.replaceAll(' ', ''), 'hex');

describe('value types', () => {
  const cases: [name: string, value: TypedValue, json: unknown, xml: string][] = [
    ['NULL', { type: 0x00, bytes: hex('') }, null, '<V0/>'],
    ['text without the white space behind it', { type: 0x01, bytes: utf16(' a b \t') }, ' a b', '<V0> a b \t</V0>'],
    [
      'text that is markup in XML',
      { type: 0x01, bytes: utf16('a<b>&"\r\n\x01') },
      'a<b>&"\r\n\x01',
      '<V0>a&lt;b&gt;&amp;"&#13;\n\ufffd</V0>',
    ],
    ['text up to its NUL', { type: 0x01, bytes: utf16('ab\0cd') }, 'ab', '<V0>ab</V0>'],
    ['empty text', { type: 0x01, bytes: hex('') }, '', '<V0/>'],
    ['text beyond latin', { type: 0x01, bytes: utf16('żółw 🐢') }, 'żółw 🐢', '<V0>żółw 🐢</V0>'],
    ['text with half a surrogate', { type: 0x01, bytes: hex('6100 00d8 6200') }, 'a\ufffdb', '<V0>a\ufffdb</V0>'],
    ['code page 1252', { type: 0x02, bytes: hex('80 e9 00') }, '€é', '<V0>€é</V0>'],
    ['int8', { type: 0x03, bytes: hex('fe') }, -2, '<V0>-2</V0>'],
    ['uint8', { type: 0x04, bytes: hex('fe') }, 254, '<V0>254</V0>'],
    ['int16', { type: 0x05, bytes: hex('feff') }, -2, '<V0>-2</V0>'],
    ['uint16', { type: 0x06, bytes: hex('feff') }, 65_534, '<V0>65534</V0>'],
    ['int32', { type: 0x07, bytes: hex('feffffff') }, -2, '<V0>-2</V0>'],
    ['uint32', { type: 0x08, bytes: hex('feffffff') }, 4_294_967_294, '<V0>4294967294</V0>'],
    ['int64', { type: 0x09, bytes: hex('feffffffffffffff') }, -2, '<V0>-2</V0>'],
    [
      'int64, least',
      { type: 0x09, bytes: hex('0000000000000080') },
      '-9223372036854775808',
      '<V0>-9223372036854775808</V0>',
    ],
    [
      'uint64 that a double holds',
      { type: 0x0a, bytes: hex('ffffffffffff1f00') },
      2 ** 53 - 1,
      '<V0>9007199254740991</V0>',
    ],
    [
      'uint64, greatest',
      { type: 0x0a, bytes: hex('ffffffffffffffff') },
      '18446744073709551615',
      '<V0>18446744073709551615</V0>',
    ],
    ['real32', { type: 0x0b, bytes: hex('cdcccc3d') }, 0.1, '<V0>0.1</V0>'],
    ['real64', { type: 0x0c, bytes: hex('9a9999999999b93f') }, 0.1, '<V0>0.1</V0>'],
    ['real64 that is no number', { type: 0x0c, bytes: hex('000000000000f87f') }, 'NaN', '<V0>NaN</V0>'],
    ['true', { type: 0x0d, bytes: hex('01000000') }, true, '<V0>true</V0>'],
    ['false in one byte', { type: 0x0d, bytes: hex('00') }, false, '<V0>false</V0>'],
    ['binary', { type: 0x0e, bytes: hex('00ff1a') }, '00FF1A', '<V0>00FF1A</V0>'],
    ['empty binary', { type: 0x0e, bytes: hex('') }, '', '<V0/>'],
    [
      'GUID',
      { type: 0x0f, bytes: hex('25968454785494 49a5ba3e3b0328c30d') },
      '54849625-5478-4994-A5BA-3E3B0328C30D',
      '<V0>{54849625-5478-4994-A5BA-3E3B0328C30D}</V0>',
    ],
    ['size_t of 32 bits', { type: 0x10, bytes: hex('e7030000') }, '0x3e7', '<V0>0x3e7</V0>'],
    ['size_t of 64 bits', { type: 0x10, bytes: hex('e703000001000000') }, '0x1000003e7', '<V0>0x1000003e7</V0>'],
    [
      'FILETIME',
      { type: 0x11, bytes: hex('15cd5b07bc42d801') },
      '2022-03-28T15:53:55.217128Z',
      '<V0>2022-03-28T15:53:55.2171285Z</V0>',
    ],
    [
      'FILETIME zero',
      { type: 0x11, bytes: hex('0000000000000000') },
      '1601-01-01T00:00:00.000000Z',
      '<V0>1601-01-01T00:00:00.0000000Z</V0>',
    ],
    [
      'FILETIME, greatest',
      { type: 0x11, bytes: hex('ffffffffffffffff') },
      '60056-05-28T05:36:10.955161Z',
      '<V0>60056-05-28T05:36:10.9551615Z</V0>',
    ],
    [
      'SYSTEMTIME',
      { type: 0x12, bytes: hex('e607 0300 0100 1c00 1000 1300 1300 7b00') },
      '2022-03-28T16:19:19.123000Z',
      '<V0>2022-03-28T16:19:19.1230000Z</V0>',
    ],
    ['SID', { type: 0x13, bytes: hex('0102000000000005 20000000 20020000') }, 'S-1-5-32-544', '<V0>S-1-5-32-544</V0>'],
    ['SID cut off', { type: 0x13, bytes: hex('01020000') }, '01020000', '<V0>01020000</V0>'],
    ['HexInt32', { type: 0x14, bytes: hex('0000ff80') }, '0x80ff0000', '<V0>0x80ff0000</V0>'],
    ['HexInt64', { type: 0x15, bytes: hex('0000000000002080') }, '0x8020000000000000', '<V0>0x8020000000000000</V0>'],
    ['event handle', { type: 0x20, bytes: hex('1000000000000000') }, '0x10', '<V0>0x10</V0>'],
    ['event XML', { type: 0x23, bytes: utf16('<a/>') }, '<a/>', '<V0>&lt;a/&gt;</V0>'],
    ['a type nobody knows', { type: 0x7e, bytes: hex('0a0b') }, '0A0B', '<V0>0A0B</V0>'],
    ['texts', { type: 0x81, bytes: utf16('a\0\0b ') }, ['a', '', 'b '], '<V0>a</V0><V0/><V0>b </V0>'],
    ['no texts', { type: 0x81, bytes: hex('') }, [], '<V0/>'],
    ['texts of code page 1252', { type: 0x82, bytes: hex('80 00 61 00') }, ['€', 'a'], '<V0>€</V0><V0>a</V0>'],
    ['int16s', { type: 0x85, bytes: hex('feff 0100') }, [-2, 1], '<V0>-2</V0><V0>1</V0>'],
    ['uint32s with a rest', { type: 0x88, bytes: hex('01000000 02') }, [1, 2], '<V0>1</V0><V0>2</V0>'],
    ['uint64s', { type: 0x8a, bytes: hex('0100000000000000') }, [1], '<V0>1</V0>'],
    ['booleans', { type: 0x8d, bytes: hex('01000000 00000000') }, [true, false], '<V0>true</V0><V0>false</V0>'],
    [
      'SIDs',
      { type: 0x93, bytes: hex('010100000000000512000000 010100000000000513000000') },
      ['S-1-5-18', 'S-1-5-19'],
      '<V0>S-1-5-18</V0><V0>S-1-5-19</V0>',
    ],
    [
      'size_ts',
      { type: 0x90, bytes: hex('0100000000000000 0200000000000000') },
      ['0x1', '0x2'],
      '<V0>0x1</V0><V0>0x2</V0>',
    ],
    ['HexInt32s', { type: 0x94, bytes: hex('01000000 02000000') }, ['0x1', '0x2'], '<V0>0x1</V0><V0>0x2</V0>'],
  ];

  test.each(cases)('%s', async (_name, value, json, xml) => {
    expect(await valueOf(instanceOf(value))).toEqual({ E: { V0: json } });
    expect(await textsOf(readEvtxXml, instanceOf(value))).toEqual([`<E>${xml}</E>`]);
  });

  test('NDJSON has all digits of integers that a double cannot hold', async () => {
    const [line] = await textsOf(readEvtxJson, instanceOf({ type: 0x0a, bytes: hex('ffffffffffffffff') }));
    expect(line).toBe('{"E":{"V0":18446744073709551615}}');
  });
});

describe('structure', () => {
  test('attributes, text beside them, NULL attributes left out', async () => {
    const template: XmlElement = {
      name: 'E',
      content: [
        { name: 'EventID', attributes: { Qualifiers: { slot: 0 } }, content: [{ slot: 1 }] },
        { name: 'Correlation', attributes: { ActivityID: { slot: 2, optional: true } } },
        { name: 'Empty' },
      ],
    };
    const values: TypedValue[] = [
      { type: 0x06, bytes: hex('0080') },
      { type: 0x06, bytes: hex('7917') },
      { type: 0x00, bytes: hex('') },
    ];
    expect(await valueOf({ template, values })).toEqual({
      E: { EventID: { '#attributes': { Qualifiers: 32_768 }, '#text': 6009 }, Correlation: null, Empty: null },
    });
    expect(await textsOf(readEvtxXml, { template, values })).toEqual([
      '<E><EventID Qualifiers="32768">6009</EventID><Correlation/><Empty/></E>',
    ]);
  });

  test('named data become keys, nameless data a list', async () => {
    const data: XmlPart[] = [
      { name: 'Data', attributes: { Name: 'User' }, content: ['ada'] },
      { name: 'Data', content: ['one'] },
      { name: 'Data', content: ['two'] },
      { name: 'Binary', content: ['FF'] },
    ];
    expect(await valueOf({ name: 'EventData', content: data })).toEqual({
      EventData: { User: 'ada', Data: { '#text': ['one', 'two'] }, Binary: 'FF' },
    });
  });

  test('one nameless data is no list', async () => {
    expect(await valueOf({ name: 'EventData', content: [{ name: 'Data', content: ['one'] }] })).toEqual({
      EventData: { Data: { '#text': 'one' } },
    });
  });

  test('a key that comes again belongs to the last, the earlier ones are numbered', async () => {
    const headers = ['a', 'b', 'c'].map((text): XmlPart => ({ name: 'Header', content: [text] }));
    expect(await valueOf({ name: 'E', content: headers })).toEqual({
      E: { Header: 'c', Header_1: 'a', Header_2: 'b' },
    });
  });

  test('binary XML in a value: template, bare element, several fragments', async () => {
    const inner: XmlElement = {
      name: 'EventData',
      content: [{ name: 'Data', attributes: { Name: 'X' }, content: [{ slot: 0 }] }],
    };
    const nested: TypedValue = {
      type: 0x21,
      parts: [
        { template: inner, values: [{ type: 0x04, bytes: hex('07') }] },
        { name: 'Bare', content: ['b'] },
      ],
    };
    const template: XmlElement = { name: 'Event', content: [{ name: 'System' }, { slot: 0, optional: true }] };
    expect(await valueOf({ template, values: [nested] })).toEqual({
      Event: { System: null, EventData: { X: 7 }, Bare: 'b' },
    });
    expect(await textsOf(readEvtxXml, { template, values: [nested] })).toEqual([
      '<Event><System/><EventData><Data Name="X">7</Data></EventData><Bare>b</Bare></Event>',
    ]);
  });

  test('several fragments in one record', async () => {
    expect(await valueOf({ name: 'A', content: ['1'] }, { name: 'B', content: ['2'] })).toEqual({ A: '1', B: '2' });
  });

  test('references, CDATA and processing instructions', async () => {
    const content: XmlPart[] = ['a', { entity: 'amp' }, { charRef: 0x3c }, { cdata: '<&]]>' }, { pi: ['go', 'now?>'] }];
    const element: XmlElement = { name: 'E', attributes: { q: ['x', { entity: 'quot' }] }, content };
    expect(await valueOf(element)).toEqual({ E: { '#attributes': { q: 'x"' }, '#text': 'a&<<&]]>' } });
    expect(await textsOf(readEvtxXml, element)).toEqual([
      '<E q="x&quot;">a&amp;&#60;<![CDATA[<&]]]]><![CDATA[>]]><?go now? >?></E>',
    ]);
  });

  test('a name that would set a prototype is only a name', async () => {
    const value = await valueOf({ name: 'E', content: [{ name: '__proto__', content: ['x'] }] });
    expect(Object.getPrototypeOf((value as Record<string, object>)['E'])).toBe(Object.prototype);
    expect(JSON.stringify(value)).toBe('{"E":{"__proto__":"x"}}');
  });

  test('the number is the one that Event Viewer shows, the frame has its own', async () => {
    const parts: XmlPart[] = [
      { name: 'Event', content: [{ name: 'System', content: [{ name: 'EventRecordID', content: ['4711'] }] }] },
    ];
    const { records } = await readAll(evtxFile({ chunks: [evtxChunk([{ number: 1, parts }])] }));
    expect(records[0]).toMatchObject({ ordinal: 1, number: 4711, offset: 4096 + 512, isRecovered: false });
  });
});

const plain = (number: number): BuiltRecord => ({ number, parts: [{ name: 'E', content: [`record ${number}`] }] });
const chunkOf = (...numbers: number[]): Buffer => evtxChunk(numbers.map(plain));
const numbersOf = (result: Result): number[] => result.records.map((record) => record.number);
/** Where in a chunk made of plain records each of them starts. */
const recordOffset = (chunk: Buffer, index: number): number => {
  let at = 512;
  for (let left = index; left > 0; left--) at += chunk.readUInt32LE(at + 4);
  return at;
};

describe('damage', () => {
  test('a healthy file has none, however its bytes arrive', async () => {
    const file = evtxFile({ chunks: [chunkOf(1, 2), chunkOf(3)] });
    for (const pieceBytes of [1, 4_095, 65_536, file.length]) {
      const result = await readAll(file, OPTIONS, pieceBytes);
      expect(result.damage).toEqual([]);
      expect(numbersOf(result)).toEqual([1, 2, 3]);
    }
  });

  test('a torn frame ends its chunk, the next is read; recovery finds what is behind', async () => {
    const torn = chunkOf(1, 2, 3);
    const at = recordOffset(torn, 1);
    torn.writeUInt32LE(0, at + 4);
    const file = evtxFile({ chunks: [torn, chunkOf(4)] });
    const result = await readAll(file);
    expect(numbersOf(result)).toEqual([1, 4]);
    expect(result.damage).toMatchObject([{ code: 'E_RECORD_DAMAGED', offset: 4096 + at, record: 2 }]);
    const recovered = await readAll(file, { ...OPTIONS, recover: true });
    expect(recovered.records.map((record) => [record.number, record.isRecovered])).toEqual([
      [1, false],
      [3, true],
      [4, false],
    ]);
  });

  test('a record that cannot be decoded is reported, the next of its chunk is read', async () => {
    const chunk = chunkOf(1, 2, 3);
    const at = recordOffset(chunk, 1);
    chunk[at + 28] = 0x7f;
    const result = await readAll(evtxFile({ chunks: [chunk] }));
    expect(numbersOf(result)).toEqual([1, 3]);
    expect(result.damage).toMatchObject([{ code: 'E_RECORD_DAMAGED', offset: 4096 + at, record: 2 }]);
  });

  test('records behind the free space are slack', async () => {
    const chunk = chunkOf(1, 2, 3);
    chunk.writeUInt32LE(recordOffset(chunk, 1), 48);
    const file = evtxFile({ chunks: [chunk], isDirty: true });
    expect(numbersOf(await readAll(file))).toEqual([1]);
    expect(numbersOf(await readAll(file, { ...OPTIONS, recover: true }))).toEqual([1, 2, 3]);
  });

  test('chunks past the count of the header are read', async () => {
    const result = await readAll(evtxFile({ chunks: [chunkOf(1), chunkOf(2)], chunkCount: 1, isDirty: true }));
    expect(numbersOf(result)).toEqual([1, 2]);
    expect(result.damage).toEqual([]);
  });

  test('a chunk without signature is reported and its records are for recovery', async () => {
    const lost = chunkOf(1);
    lost.write('XXXXXXXX', 'latin1');
    const file = evtxFile({ chunks: [lost, chunkOf(2)] });
    const result = await readAll(file);
    expect(numbersOf(result)).toEqual([2]);
    expect(result.damage).toMatchObject([{ code: 'E_EVTX_DAMAGED', offset: 4096 }]);
    expect(numbersOf(await readAll(file, { ...OPTIONS, recover: true }))).toEqual([1, 2]);
  });

  test('bytes cut out of a chunk do not cost the next', async () => {
    const file = evtxFile({ chunks: [chunkOf(1, 2), chunkOf(3)] });
    const cut = Buffer.concat([file.subarray(0, 4096 + 60_000), file.subarray(4096 + 60_100)]);
    const result = await readAll(cut);
    expect(numbersOf(result)).toEqual([1, 2, 3]);
    expect(result.damage[0]).toMatchObject({ code: 'E_EVTX_DAMAGED', offset: 4096 });
  });

  test('a file cut off within a chunk gives what is there', async () => {
    const file = evtxFile({ chunks: [chunkOf(1), chunkOf(2, 3)] });
    const end = 4096 + 65_536 + recordOffset(chunkOf(2, 3), 1) + 10;
    const result = await readAll(file.subarray(0, end));
    expect(numbersOf(result)).toEqual([1, 2]);
    expect(result.damage[0]).toMatchObject({ code: 'E_EVTX_DAMAGED', offset: 4096 + 65_536 });
  });

  test('checksums: told in a closed file, not in one that was being written, not where there are none', async () => {
    const changed = chunkOf(1);
    changed.writeUInt32LE(0xdead, 52);
    expect((await readAll(evtxFile({ chunks: [changed] }))).damage).toMatchObject([
      { code: 'E_EVTX_DAMAGED', offset: 4096 },
    ]);
    expect((await readAll(evtxFile({ chunks: [changed], isDirty: true }))).damage).toEqual([]);
    changed.writeUInt32LE(1, 120);
    expect((await readAll(evtxFile({ chunks: [changed] }))).damage).toEqual([]);
    changed.writeUInt32LE(4, 120);
    expect((await readAll(evtxFile({ chunks: [changed] }))).damage).toEqual([]);
  });

  test('no file header: the chunks are found', async () => {
    const result = await readAll(Buffer.concat([Buffer.from('junk'), chunkOf(1)]));
    expect(numbersOf(result)).toEqual([1]);
    expect(result.damage[0]).toMatchObject({ code: 'E_EVTX_DAMAGED', offset: 0 });
  });

  test('nothing at all is told as damage', async () => {
    const result = await readAll(Buffer.alloc(0));
    expect(result.records).toEqual([]);
    expect(result.damage).toMatchObject([{ code: 'E_EVTX_DAMAGED', offset: 0 }]);
  });

  // @promise SEC-42
  test('a record that grows past its limit is refused, its neighbours are not', async () => {
    const content: XmlElement[] = Array.from({ length: 200 }, (_, index) => ({
      name: `V${index}`,
      content: [{ slot: 0 }],
    }));
    const bomb: BuiltRecord = {
      number: 2,
      parts: [{ template: { name: 'E', content }, values: [{ type: 0x01, bytes: utf16('x'.repeat(10_000)) }] }],
    };
    const file = evtxFile({ chunks: [evtxChunk([plain(1), bomb, plain(3)])] });
    const result = await readAll(file, { ...OPTIONS, limits: { ...DEFAULT_LIMITS, recordBytes: 1_000_000 } });
    expect(numbersOf(result)).toEqual([1, 3]);
    expect(result.damage).toMatchObject([{ code: 'E_LIMIT_EXCEEDED', record: 2 }]);
  });

  test('values that hold one another many times over are refused before they fill the memory', async () => {
    const slots = Array.from({ length: 40 }, (): XmlElement => ({ name: 'V', content: [{ slot: 0 }] }));
    const template: XmlElement = { name: 'E', content: slots };
    let value: TypedValue = { type: 0x01, bytes: utf16('x'.repeat(100)) };
    for (let level = 0; level < 6; level++) value = { type: 0x21, parts: [{ template, values: [value] }] };
    const bomb: BuiltRecord = { number: 1, parts: [{ template, values: [value] }] };
    const result = await readAll(evtxFile({ chunks: [evtxChunk([bomb, plain(2)])] }));
    expect(numbersOf(result)).toEqual([2]);
    expect(result.damage).toMatchObject([{ code: 'E_LIMIT_EXCEEDED', record: 1 }]);
  });

  test('nesting without end is refused', async () => {
    let element: XmlElement = { name: 'E' };
    for (let level = 0; level < 200; level++) element = { name: 'E', content: [element] };
    const result = await readAll(evtxFile({ chunks: [evtxChunk([{ number: 1, parts: [element] }, plain(2)])] }));
    expect(numbersOf(result)).toEqual([2]);
    expect(result.damage).toMatchObject([{ code: 'E_RECORD_DAMAGED', record: 1 }]);
  });

  test('nothing but chunk signatures', async () => {
    const result = await readAll(Buffer.alloc(1_000_000, 'ElfChnk\0', 'latin1'), OPTIONS, 1_000);
    expect(result.records).toEqual([]);
    expect(result.damage.length).toBeGreaterThan(0);
  });

  test('a file of any size is read as it comes, never far ahead of what was handed on', async () => {
    const chunk = chunkOf(...Array.from({ length: 100 }, (_, index) => index + 1));
    const header = evtxFile({ chunks: [] });
    let given = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield header;
      given += header.length;
      for (let left = 1_000; left > 0; left--) {
        given += chunk.length;
        yield chunk;
      }
    }
    let records = 0;
    let furthest = 0;
    const limits = { ...DEFAULT_LIMITS, batchRecords: 100 };
    for await (const batch of evtxReader.read(endless(), { limits, recover: false })) {
      records += batch.records.length;
      furthest = Math.max(furthest, given - batch.consumedBytes);
    }
    expect(records).toBe(100_000);
    expect(furthest).toBeLessThanOrEqual(3 * 65_536);
  });

  test('batches are no larger than asked for', async () => {
    const numbers = Array.from({ length: 25 }, (_, index) => index + 1);
    const sizes: number[] = [];
    const limits = { ...DEFAULT_LIMITS, batchRecords: 10 };
    for await (const batch of evtxReader.read(inPieces(evtxFile({ chunks: [chunkOf(...numbers)] })), {
      limits,
      recover: false,
    })) {
      sizes.push(batch.records.length);
    }
    expect(sizes).toEqual([10, 10, 5]);
  });
});

test('recognises files and bare chunks by their first bytes', () => {
  expect(evtxReader.recognise(evtxFile({ chunks: [] }))).toBe(1);
  expect(evtxReader.recognise(chunkOf(1))).toBeGreaterThan(0.5);
  expect(evtxReader.recognise(Buffer.from('{"Event":{}}'))).toBe(0);
});
