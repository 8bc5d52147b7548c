/** What passes between the engine and the thread that changes a workspace. */
import type { ErrorReport } from '../../kernel/errors.ts';
import type { SentKey } from '../../store/keyring.ts';
import type { Progress } from '../progress.ts';

export interface WriterSetup {
  readonly file: string;
  readonly key: SentKey;
}

export type WriterRequest =
  | {
      readonly kind: 'call';
      readonly id: number;
      readonly method: string;
      readonly input: unknown;
      readonly actor: string;
    }
  | { readonly kind: 'cancel'; readonly id: number }
  | { readonly kind: 'close' };

export type WriterReply =
  | { readonly kind: 'progress'; readonly id: number; readonly progress: Progress }
  /** Fusion begins, which cannot be cancelled. */
  | { readonly kind: 'fusion'; readonly id: number }
  /** `key` is how the workspace is protected from now on: the call may have changed it. */
  | { readonly kind: 'done'; readonly id: number; readonly out: unknown; readonly key: SentKey }
  | { readonly kind: 'failed'; readonly id: number; readonly error: ErrorReport };
