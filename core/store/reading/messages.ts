/** What passes between the pool and a reader thread. */
import type { ErrorReport } from '../../kernel/errors.ts';
import type { SentKey } from '../keyring.ts';
import type { QueryStep } from '../query-run.ts';
import type { ReadName } from './reads.ts';

export interface ReaderSetup {
  readonly file: string;
  readonly key: SentKey;
  /** One number: the request that is to stop. */
  readonly cancelled: SharedArrayBuffer;
}

export interface ReadRequest {
  readonly id: number;
  readonly name: ReadName;
  readonly input: unknown;
}

export type ReadReply =
  | { readonly kind: 'step'; readonly id: number; readonly step: QueryStep; readonly partial: unknown }
  | { readonly kind: 'done'; readonly id: number; readonly out: unknown; readonly tookMs: number }
  | { readonly kind: 'failed'; readonly id: number; readonly error: ErrorReport };
