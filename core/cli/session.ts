/** What every command is given: the terminal, the clock, a log and counters; built once, in `main`. */
import type { Clock } from '../kernel/clock.ts';
import { VedetteError, type ErrorCode } from '../kernel/errors.ts';
import type { Log } from '../kernel/log.ts';
import type { Metrics } from '../kernel/metrics.ts';
import { asStoreError, openForReading, openForWriting, type ReadableDb } from '../store/database.ts';
import { isPending } from '../store/pending.ts';
import { watchSlowQueries } from '../store/slow-queries.ts';
import { fuseIfPending } from '../engine/fuse.ts';
import type { PassphraseSource } from './passphrase.ts';
import { safeText, type Terminal } from './terminal.ts';

export interface Session {
  readonly terminal: Terminal;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** The operator's name, for the audit log. */
  operator(): string;
  readonly passphrases: PassphraseSource;
}

/** Exit codes: what a script can rely on. Findings never change them. */
export const EXIT_OK = 0;
export const EXIT_FAILURE = 1;
export const EXIT_USAGE = 2;

/** The workspace that is used where none is named. */
export function defaultWorkspace(): string {
  return process.env['VEDETTE_WORKSPACE']?.trim() || 'case.vedette';
}

/** Opens for reading; where an import was interrupted before its fusion, that is made up for first. */
export function withReading<Result>(session: Session, file: string, work: (db: ReadableDb) => Result): Result {
  completeFusion(session, file);
  const workspace = openForReading(file);
  watchSlowQueries(workspace.db, ({ query, tookMs }) =>
    session.log.warn('store.slow_query', { query, took_ms: Math.round(tookMs) }),
  );
  try {
    return work(workspace.db);
  } catch (error) {
    throw asStoreError(file, error);
  } finally {
    workspace.close();
  }
}

const MAY_READ_ON: ReadonlySet<ErrorCode> = new Set(['E_WORKSPACE_BUSY', 'E_WORKSPACE_DISK']);

/**
 * Whoever writes now will fuse at the end, and on a disk that cannot be written nobody can: then the picture is the one
 * from before, which is still worth reading.
 */
function completeFusion({ terminal, metrics }: Session, file: string): void {
  const reading = openForReading(file);
  const isFusionPending = isPending(reading.db, 'fusion_pending');
  reading.close();
  if (!isFusionPending) return;
  try {
    const writing = openForWriting(file);
    try {
      fuseIfPending(writing.db, metrics);
    } finally {
      writing.close();
    }
  } catch (error) {
    const failure = asStoreError(file, error);
    if (!(failure instanceof VedetteError) || !MAY_READ_ON.has(failure.code)) throw failure;
    const why = failure.code === 'E_WORKSPACE_BUSY' ? 'is being written to' : 'cannot be written to';
    terminal.warn(`${safeText(file)} ${why}: alerts and incidents are as they were before its newest events came in.`);
  }
}
