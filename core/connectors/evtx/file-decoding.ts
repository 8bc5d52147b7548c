/**
 * The state of reading one file: decodes chunk by chunk and hands on what is there in batches. It decides what is
 * damage: a record that cannot be decoded, a frame that is torn, and in files that were closed properly, headers that
 * do not agree with what they describe. In a file that was not, headers are simply old, and no damage.
 */
import type { Limits } from '../../kernel/limits.ts';
import type { Damage } from '../../model/record.ts';
import type { ReadOptions } from '../connector.ts';
import { ChunkDecoder } from './chunk-decoder.ts';
import type { ChunkBlock } from './chunk-stream.ts';
import { DecodeError } from './decode-error.ts';
import { CHUNK_HEADER_BYTES, readChunkHeader, RECORD_HEADER_BYTES } from './layout.ts';
import { liveRecords, slackRecords, type RecordFrame } from './records.ts';
import { sharedText } from './text.ts';

/** What a chunk may cost, in records of the largest size. */
const CHUNK_WORK_FACTOR = 2;
/** Rough size of a batch in characters, so that huge records do not pile up. */
const BATCH_WORK = 8 * 1024 * 1024;
const SIZE_COPY_BYTES = 4;

/** A record as its source has it, rendered one way or another. */
export interface EvtxRecord<Content> {
  readonly number: number;
  readonly offset: number;
  readonly lengthBytes: number;
  readonly isRecovered: boolean;
  readonly content: Content;
}

export interface EvtxBatch<Content> {
  readonly records: readonly EvtxRecord<Content>[];
  readonly damage: readonly Damage[];
  readonly consumedBytes: number;
}

/** Renders the binary XML between two offsets of the decoder's chunk. */
export type Render<Content> = (decoder: ChunkDecoder, start: number, end: number) => Content;

export class FileDecoding<Content> {
  readonly #limits: Limits;
  readonly #recover: boolean;
  readonly #render: Render<Content>;
  #records: EvtxRecord<Content>[] = [];
  #damage: Damage[] = [];
  #work = 0;
  #consumedBytes = 0;

  constructor(options: ReadOptions, render: Render<Content>) {
    this.#limits = options.limits;
    this.#recover = options.recover;
    this.#render = render;
  }

  add(block: ChunkBlock): void {
    this.#damage.push(...block.damage);
    this.#consumedBytes = block.offset + block.bytes.length;
    if (block.bytes.length < CHUNK_HEADER_BYTES) return;
    const decoder = new ChunkDecoder(block.bytes, sharedText, {
      recordWork: this.#limits.recordBytes,
      chunkWork: this.#limits.recordBytes * CHUNK_WORK_FACTOR,
    });
    const slackStart = block.hasSignature ? this.#live(block, decoder) : CHUNK_HEADER_BYTES;
    if (this.#recover) {
      for (const frame of slackRecords(block.bytes, slackStart)) this.#record(block, decoder, frame);
    }
  }

  /** Gives the offset of the first byte that no live record owns. */
  #live(block: ChunkBlock, decoder: ChunkDecoder): number {
    const header = readChunkHeader(block.bytes);
    const before = this.#damage.length;
    const live = liveRecords(block.bytes, header.freeSpaceOffset);
    for (const frame of live.frames) this.#record(block, decoder, frame);
    if (live.torn !== null) this.#report(block, live.torn.offset, live.torn.number, live.torn.reason);
    const isExplained = this.#damage.length > before || block.damage.length > 0 || block.isDirty || header.isDirty;
    if (!isExplained && !(header.isHeaderChecksumRight && header.isDataChecksumRight)) {
      const what = header.isHeaderChecksumRight ? 'records do' : 'header does';
      this.#damage.push({
        code: 'E_EVTX_DAMAGED',
        offset: block.offset,
        record: null,
        reason: `chunk ${what} not match the checksum`,
      });
    }
    return live.end;
  }

  #record(block: ChunkBlock, decoder: ChunkDecoder, frame: RecordFrame): void {
    const start = frame.offset + RECORD_HEADER_BYTES;
    const end = frame.offset + frame.size - SIZE_COPY_BYTES;
    try {
      decoder.startRecord();
      const content = this.#render(decoder, start, end);
      this.#records.push({
        number: frame.number,
        offset: block.offset + frame.offset,
        lengthBytes: frame.size,
        isRecovered: frame.isRecovered,
        content,
      });
      this.#work += decoder.recordWork;
    } catch (thrown) {
      if (!(thrown instanceof DecodeError)) throw thrown;
      this.#report(block, frame.offset, frame.number, thrown.reason, thrown.code);
    }
  }

  #report(block: ChunkBlock, at: number, record: number | null, reason: string, code?: Damage['code']): void {
    this.#damage.push({ code: code ?? 'E_RECORD_DAMAGED', offset: block.offset + at, record, reason });
  }

  /** What is ready to hand on; everything that is left where `isEnd`. */
  *batches(isEnd: boolean): Generator<EvtxBatch<Content>> {
    const size = this.#limits.batchRecords;
    const isHeavy = this.#work >= BATCH_WORK || this.#damage.length >= size;
    if (!isEnd && !isHeavy && this.#records.length < size) return;
    const { length } = this.#records;
    for (let from = 0; from === 0 || from < length; from += size) {
      if (length === 0 && this.#damage.length === 0) break;
      yield {
        records: length <= size ? this.#records : this.#records.slice(from, from + size),
        damage: from === 0 ? this.#damage : [],
        consumedBytes: this.#consumedBytes,
      };
    }
    this.#records = [];
    this.#damage = [];
    this.#work = 0;
  }
}
