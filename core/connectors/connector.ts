/**
 * The two halves of a connector. A reader turns a source's bytes into records; a shape turns one record into an
 * event. They meet in between, so that Windows events arrive the same whether from EVTX or from a JSON export.
 */
import type { Limits } from '../kernel/limits.ts';
import type { NormalisedEvent } from '../model/event.ts';
import type { ByteStream, RecordBatch, SourceRecord } from '../model/record.ts';

export interface ReadOptions {
  readonly limits: Limits;
  /** Also yield records found in slack space, marked as recovered. */
  readonly recover: boolean;
}

export interface Reader {
  readonly id: string;
  /** For people: `Windows event log (EVTX)`. */
  readonly title: string;
  /** How sure it is that it can read a source starting with `head` (up to 64 KB), 0 to 1; never looks at names. */
  recognise(head: Uint8Array): number;
  /**
   * Yields every readable record in order and every damaged place with its reason. Never throws for what the bytes
   * contain; memory is bounded by `limits`, not by the source.
   */
  read(bytes: ByteStream, options: ReadOptions): AsyncGenerator<RecordBatch>;
}

export interface Shape {
  readonly id: string;
  readonly title: string;
  /** How sure it is that a decoded record is of this shape, 0 to 1. */
  recognise(value: unknown): number;
  /** Never throws for what the record contains: what it does not understand stays in the fields. */
  normalise(record: SourceRecord): NormalisedEvent;
}
