/** What passes between the engine's process and whoever started it, which speaks for all windows. */
import type { EngineMessage } from '../../contract/wire.ts';
import type { ErrorReport } from '../../kernel/errors.ts';

export type ToEngine =
  | { readonly kind: 'opened'; readonly window: number }
  | { readonly kind: 'said'; readonly window: number; readonly message: unknown }
  | { readonly kind: 'closed'; readonly window: number }
  /** A file that a person dropped or chose; an upload is removed once it was imported. */
  | { readonly kind: 'grant'; readonly request: number; readonly path: string; readonly isUpload: boolean }
  /** A workspace that a person named by its file; `mayCreate` makes an empty one where there is none. */
  | { readonly kind: 'register'; readonly request: number; readonly file: string; readonly mayCreate: boolean }
  | { readonly kind: 'stop' };

export type FromEngine =
  | { readonly kind: 'ready' }
  | { readonly kind: 'say'; readonly window: number; readonly message: EngineMessage }
  /** The answer to `grant` and `register`: a name for pages. */
  | { readonly kind: 'named'; readonly request: number; readonly id: string }
  | { readonly kind: 'refused'; readonly request: number; readonly error: ErrorReport };

/** A running process of the engine, whatever kind of process it is. */
export interface EngineProcess {
  send(message: ToEngine): void;
  onMessage(listener: (message: FromEngine) => void): void;
  /** Called once, with why for people. */
  onExit(listener: (why: string) => void): void;
  kill(): void;
}
