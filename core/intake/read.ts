/**
 * From a source to batches of events: finds the reader by content, lets each record find its shape, and turns a
 * byte stream that breaks off into one more damaged place instead of the end of everything.
 */
import { recogniseReader, recogniseShape } from '../connectors/registry.ts';
import type { Reader, ReadOptions, Shape } from '../connectors/connector.ts';
import { reportOf } from '../kernel/errors.ts';
import type { NormalisedEvent } from '../model/event.ts';
import type { ByteStream, Damage, RecordBatch, SourceRecord } from '../model/record.ts';
import { probe, skipped, withoutPath, type Skipped, type Source } from './source.ts';

const HEAD_BYTES = 64 * 1024;

/** A shape that claimed the last record this surely is asked first, and kept, for the next. */
const SURE = 0.9;

export interface Readable {
  readonly kind: 'readable';
  readonly reader: Reader;
}

/** The reader for `source`; where no reader knows its content, why: it may be empty, damaged or not ours to read. */
export async function readerFor(source: Source): Promise<Readable | Skipped> {
  const { bytes, failure } = await probe(source, HEAD_BYTES);
  const reader = recogniseReader(bytes);
  if (reader !== null) return { kind: 'readable', reader };
  if (failure !== null) return skipped(source.path, failure.code, failure.reason);
  return skipped(source.path, 'E_FORMAT_UNKNOWN', bytes.length === 0 ? 'is empty' : 'is of no format known here');
}

/** Reads all records of `source`. Never throws for what the source holds; a broken stream becomes `damage`. */
export async function* readRecords(source: Source, reader: Reader, options: ReadOptions): AsyncGenerator<RecordBatch> {
  const stream = tolerant(source.open());
  let consumedBytes = 0;
  for await (const batch of reader.read(stream.bytes, options)) {
    consumedBytes = batch.consumedBytes;
    yield batch;
  }
  const failure = stream.failure();
  if (failure === null) return;
  const reason = withoutPath(source.path, failure.reason);
  yield { records: [], damage: [{ ...failure, reason }], consumedBytes };
}

/** Turns records into events, each by the shape that knows it best; holds the last shape used, so make one a source. */
export function createNormaliser(): (record: SourceRecord) => NormalisedEvent {
  let last: Shape | null = null;
  return (record) => {
    if (last === null || last.recognise(record.value) < SURE) last = recogniseShape(record.value);
    return last!.normalise(record);
  };
}

/** The same bytes, ending where they break off; `failure` then says why. */
export function tolerant(bytes: ByteStream): { readonly bytes: ByteStream; failure(): Damage | null } {
  let failure: Damage | null = null;
  async function* pass(): ByteStream {
    let offset = 0;
    try {
      for await (const part of bytes) {
        offset += part.length;
        yield part;
      }
    } catch (error) {
      const { code, message } = reportOf(error);
      failure = { code, offset, record: null, reason: message };
    }
  }
  return { bytes: pass(), failure: () => failure };
}
