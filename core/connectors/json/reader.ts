/**
 * Reads JSON in all the ways tools write logs: one object a line, objects one after the other or pretty-printed, one
 * list, or a list in a wrapper object; UTF-8 or UTF-16. Never throws for what the bytes contain and never holds more
 * than a batch and one record. Which shape the records have is not its business.
 */
import type { ErrorCode } from '../../kernel/errors.ts';
import type { ByteStream, Damage, RecordBatch, SourceRecord } from '../../model/record.ts';
import type { Reader, ReadOptions } from '../connector.ts';
import { JsonSplitter, type SplitterSink } from './splitter.ts';
import { recogniseJson } from './recognise.ts';
import { encodingOf, utf16Transcoder, utf16Units, type TextEncoding } from './text-encoding.ts';

/** A batch is handed on once its records were this many bytes, too, so that few huge records do not pile up. */
const BATCH_BYTES = 8 * 1024 * 1024;
/** What must be seen to tell the encoding. */
const ENCODING_BYTES = 4;

export const jsonReader: Reader = {
  id: 'json',
  title: 'JSON (lines, objects or a list)',
  recognise: recogniseJson,
  read,
};

async function* read(bytes: ByteStream, options: ReadOptions): AsyncGenerator<RecordBatch> {
  let head: Uint8Array = new Uint8Array(0);
  let source: JsonSource | null = null;
  for await (const chunk of bytes) {
    if (source === null) {
      head = Buffer.concat([head, chunk]);
      if (head.length < ENCODING_BYTES) continue;
      source = new JsonSource(encodingOf(head), options);
      yield* source.push(head);
    } else yield* source.push(chunk);
  }
  source ??= new JsonSource(encodingOf(head), options);
  if (head.length < ENCODING_BYTES) yield* source.push(head);
  yield* source.end();
}

/** One source being read: decodes, splits, and collects records and damage with their places in the source. */
class JsonSource implements SplitterSink {
  private readonly splitter: JsonSplitter;
  private readonly transcode: ((chunk: Uint8Array | null) => Uint8Array) | null;
  private readonly batchRecords: number;
  private records: SourceRecord[] = [];
  private damaged: Damage[] = [];
  private batchBytes = 0;
  private ordinal = 0;
  private consumedBytes = 0;
  private markBytes: number;
  /** A place in the UTF-8 stream, and the place in the source that it stands for; `anchor` is not yet dropped. */
  private anchor: PlacePair;
  private latest: PlacePair;

  constructor(encoding: TextEncoding, options: ReadOptions) {
    this.markBytes = encoding.markBytes;
    this.anchor = { text: 0, source: encoding.markBytes };
    this.latest = this.anchor;
    this.transcode = encoding.name === 'utf-8' ? null : utf16Transcoder(encoding.name);
    this.batchRecords = options.limits.batchRecords;
    this.splitter = new JsonSplitter(options.limits, this);
  }

  get isFull(): boolean {
    return this.records.length + this.damaged.length >= this.batchRecords || this.batchBytes >= BATCH_BYTES;
  }

  *push(chunk: Uint8Array): Generator<RecordBatch> {
    const bytes = chunk.subarray(this.markBytes);
    this.consumedBytes += chunk.length;
    this.markBytes = 0;
    if (bytes.length === 0) return;
    yield* this.pushText(this.transcode === null ? bytes : this.transcode(bytes));
  }

  *end(): Generator<RecordBatch> {
    if (this.transcode !== null) yield* this.pushText(this.transcode(null));
    this.splitter.end();
    while (this.splitter.run()) yield this.takeBatch();
    yield this.takeBatch();
  }

  private *pushText(text: Uint8Array): Generator<RecordBatch> {
    const { window } = this.splitter;
    if (this.transcode !== null) {
      this.placeOf(window.start);
      this.anchor = this.latest;
    }
    this.splitter.push(text);
    while (this.splitter.run()) yield this.takeBatch();
  }

  private takeBatch(): RecordBatch {
    const batch = { records: this.records, damage: this.damaged, consumedBytes: this.consumedBytes };
    this.records = [];
    this.damaged = [];
    this.batchBytes = 0;
    return batch;
  }

  record(value: object, start: number, end: number): void {
    const offset = this.placeOf(start);
    const lengthBytes = this.placeOf(end) - offset;
    const ordinal = ++this.ordinal;
    this.batchBytes += lengthBytes;
    this.records.push({ ordinal, number: ordinal, offset, lengthBytes, value, isRecovered: false });
  }

  damage(code: ErrorCode, start: number, reason: string): void {
    this.damaged.push({ code, offset: this.placeOf(start), record: null, reason });
  }

  /** The place in the source of an index into the splitter's window. */
  private placeOf(index: number): number {
    const { window } = this.splitter;
    const text = window.base + index;
    if (this.transcode === null) return this.anchor.source + text;
    const from = text < this.latest.text ? this.anchor : this.latest;
    const units = utf16Units(window.bytes, from.text - window.base, index);
    this.latest = { text, source: from.source + units * 2 };
    return this.latest.source;
  }
}

interface PlacePair {
  readonly text: number;
  readonly source: number;
}
