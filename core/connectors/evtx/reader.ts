/**
 * Reads Windows event logs (EVTX) as streams: one chunk in memory at a time, records handed on in batches. Whatever
 * the bytes hold, it ends, it never throws, and every place it could not read is reported with offset and reason.
 *
 * Records past the live part of a chunk, and in blocks that lost their signature, are yielded only on request and
 * marked as recovered.
 */
import type { ByteStream, SourceRecord } from '../../model/record.ts';
import type { Reader, ReadOptions } from '../connector.ts';
import { readChunks } from './chunk-stream.ts';
import { FileDecoding, type EvtxBatch, type Render } from './file-decoding.ts';
import { jsonDocument } from './json.ts';
import type { JsonObject, JsonValue } from './json-value.ts';
import { CHUNK_MAGIC, FILE_MAGIC, hasMagic } from './layout.ts';
import { sharedText } from './text.ts';
import type { ValueStyle } from './values.ts';
import { xmlDocument } from './xml.ts';

/** `value` of each record has the shape of `evtx_dump -o jsonl`. */
export const evtxReader: Reader = {
  id: 'evtx',
  title: 'Windows event log (EVTX)',
  recognise(head) {
    if (hasMagic(head, 0, FILE_MAGIC)) return 1;
    return hasMagic(head, 0, CHUNK_MAGIC) ? 0.9 : 0;
  },
  async *read(bytes, options) {
    let ordinal = 0;
    const style = jsonStyle((digits) => digits);
    for await (const batch of decodeBatches(bytes, options, jsonRenderer(style))) {
      yield {
        records: batch.records.map((record): SourceRecord => ({
          ordinal: ++ordinal,
          number: eventRecordId(record.content) ?? record.number,
          offset: record.offset,
          lengthBytes: record.lengthBytes,
          value: record.content,
          isRecovered: record.isRecovered,
        })),
        damage: batch.damage,
        consumedBytes: batch.consumedBytes,
      };
    }
  },
};

export type { EvtxBatch, EvtxRecord } from './file-decoding.ts';

/** Each record as one line of JSON without its line end, integers of 64 bits with all their digits. */
export function readEvtxJson(bytes: ByteStream, options: ReadOptions): AsyncGenerator<EvtxBatch<string>> {
  const render = jsonRenderer(jsonStyle(rawNumber));
  return decodeBatches(bytes, options, (decoder, start, end) => JSON.stringify(render(decoder, start, end)));
}

/** In no library definition yet: ECMAScript's `JSON.rawJSON`, text that `JSON.stringify` prints as it stands. */
interface RawJson {
  readonly rawJSON: (text: string) => string;
}

function rawNumber(digits: string): string {
  return (JSON as unknown as RawJson).rawJSON(digits);
}

/** Each record as an XML element, times to 100 ns. */
export function readEvtxXml(bytes: ByteStream, options: ReadOptions): AsyncGenerator<EvtxBatch<string>> {
  const style: ValueStyle = { text: sharedText, dialect: 'xml', exactInteger: (digits) => digits };
  return decodeBatches(bytes, options, (decoder, start, end) => xmlDocument(decoder, style, start, end));
}

function jsonStyle(exactInteger: ValueStyle['exactInteger']): ValueStyle {
  return { text: sharedText, dialect: 'json', exactInteger };
}

/** What Event Viewer shows; in an exported log it is the original number, while frames are counted anew. */
function eventRecordId(record: JsonObject): number | null {
  const event = record['Event'];
  const system = isObject(event) ? event['System'] : null;
  const id = isObject(system) ? Number(system['EventRecordID']) : Number.NaN;
  return Number.isSafeInteger(id) && id > 0 ? id : null;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function jsonRenderer(style: ValueStyle): Render<JsonObject> {
  return (decoder, start, end) => jsonDocument(decoder, style, start, end);
}

async function* decodeBatches<Content>(
  stream: ByteStream,
  options: ReadOptions,
  render: Render<Content>,
): AsyncGenerator<EvtxBatch<Content>> {
  const decoding = new FileDecoding(options, render);
  for await (const block of readChunks(stream)) {
    decoding.add(block);
    yield* decoding.batches(false);
  }
  yield* decoding.batches(true);
}
