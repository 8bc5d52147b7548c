import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../kernel/limits.ts';
import type { RecordBatch } from '../../model/record.ts';
import { ciscoIosReader } from './reader.ts';
import { ciscoIosShape } from './shape.ts';

const LINES = [
  '192.0.2.10 6705: Mar  4 13:40:03.673: %PARSER-5-CFGLOG_LOGGEDCMD: User:netops  logged command:no logging host',
  '192.0.2.10 6706: Mar  4 13:41:12.001: %BGP-3-NOTIFICATION: sent to neighbor 198.51.100.7',
  'a line the device broke off',
];

async function read(text: string): Promise<RecordBatch> {
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(text);
  }
  const batches = await Array.fromAsync(
    ciscoIosReader.read(bytes(), { limits: { ...DEFAULT_LIMITS, recordBytes: 500 }, recover: false }),
  );
  return batches.at(-1)!;
}

test('recognised by the mark in its lines, and by nothing else', () => {
  expect(ciscoIosReader.recognise(Buffer.from(LINES.slice(0, 2).join('\n')))).toBeGreaterThan(0.9);
  expect(ciscoIosReader.recognise(Buffer.from('title: A rule\nlevel: high\n'))).toBe(0);
  expect(ciscoIosReader.recognise(Buffer.from('100%-5 OK\n{"a":"%A-5-B"}\n'))).toBe(0);
  expect(ciscoIosReader.recognise(Buffer.alloc(0))).toBe(0);
});

test('lines become events with sender, account and the service that rules ask for', async () => {
  const { records } = await read(LINES.join('\r\n'));
  const [command, bgp] = records.slice(0, 2).map((record) => ciscoIosShape.normalise(record));
  expect(command).toMatchObject({
    timeUs: 0,
    timeOrigin: 'missing',
    timeText: 'Mar  4 13:40:03.673',
    logsource: { product: 'cisco', service: 'aaa' },
    fields: { facility: 'PARSER', severity: 5, mnemonic: 'CFGLOG_LOGGEDCMD', message: LINES[0], user: 'netops' },
    entities: [
      { type: 'ip', value: '192.0.2.10', role: 'device' },
      { type: 'user', value: 'netops', role: 'actor' },
    ],
  });
  expect(bgp).toMatchObject({ severity: 'high', logsource: { product: 'cisco', service: 'bgp' } });
  expect(ciscoIosShape.recognise(records[2]!.value)).toBe(0);
  expect(records[1]).toMatchObject({ ordinal: 2, offset: LINES[0]!.length + 2 });
});

test('a line past the limit is damage, and the next is read', async () => {
  const { records, damage } = await read(`${LINES[0]}\n${'x'.repeat(2_000)}\n${LINES[1]}\n`);
  expect(records).toHaveLength(2);
  expect(damage).toEqual([expect.objectContaining({ code: 'E_LIMIT_EXCEEDED', offset: LINES[0]!.length + 1 })]);
});

test('never throws, whatever the text', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: fc.constantFrom('%', 'A', '-', '5', ':', ' ', '\n', 'user:', 'ä') }),
      async (text) => {
        for (const record of (await read(text)).records)
          if (ciscoIosShape.recognise(record.value) > 0) ciscoIosShape.normalise(record);
      },
    ),
  );
});
