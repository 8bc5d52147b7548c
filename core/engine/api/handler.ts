/** What a method's handler is given and gives back. Its kind decides how much it may do; see core/contract/method.ts. */
import type { Contract, OutputOf, ParsedInputOf } from '../../contract/method.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import type { Metrics } from '../../kernel/metrics.ts';
import type { JsonValue } from '../../model/json.ts';
import type { ReadableDb, WritableDb } from '../../store/database.ts';
import type { QueryStep } from '../../store/query-run.ts';
import type { ReaderPool } from '../../store/reading/reader-pool.ts';
import type { OnProgress } from '../progress.ts';

/** The workspace that calls are about; its connections are opened when a handler first asks for them. */
export interface Workspace {
  readonly file: string;
  reader(): ReadableDb;
  writer(): WritableDb;
  /** Whether a connection for writing is open, and with it the lock held. */
  isWriting(): boolean;
  /** Reader threads, for what may take long. */
  readers(): ReaderPool;
  /** Runs `work` while no connection of ours is open: for what replaces the file. */
  closed<Result>(work: () => Result): Promise<Result>;
}

export interface HandlerContext {
  readonly workspace: Workspace;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** What a call that is not over in an instant needs. */
export interface JobContext extends HandlerContext {
  /** Aborted where the caller has had enough; look at it between two pieces of work. */
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
  /** Told what the job does next, by a stable name. */
  readonly onStep: (step: string) => void;
  /** Told what a question has found so far, while it takes long. */
  readonly onPartial: (step: QueryStep, partial: unknown) => void;
  /** Told when fusion, which cannot be cancelled, is about to begin. */
  readonly onFusion: () => void;
}

/** What a change did: its answer, and what the audit log keeps of it; `change` is null where nothing was changed. */
export interface Changed<Output> {
  readonly out: Output;
  readonly change: { readonly subject: string; readonly before: JsonValue; readonly after: JsonValue } | null;
}

type HandlerOf<Method> = Method extends { readonly kind: 'query' }
  ? (input: ParsedInputOf<Method>, context: JobContext) => OutputOf<Method> | Promise<OutputOf<Method>>
  : Method extends { readonly kind: 'change' }
    ? // Not a promise: nothing else may happen on the connection between the first statement and the commit.
      (input: ParsedInputOf<Method>, db: WritableDb, context: HandlerContext) => Changed<OutputOf<Method>>
    : (input: ParsedInputOf<Method>, context: JobContext) => Promise<OutputOf<Method>>;

export type HandlersOf<Domain extends Contract> = { readonly [Name in keyof Domain]: HandlerOf<Domain[Name]> };
