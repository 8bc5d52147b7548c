/**
 * A compact copy of a workspace as it is at one moment, while others go on reading and writing it. SQLite's backup
 * interface would begin again whenever another process writes, and cannot copy an encrypted database; `VACUUM INTO` does
 * both, from a snapshot.
 */
import { statSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { VedetteError, type ErrorReport } from '../kernel/errors.ts';
import { keyOf } from './keyring.ts';

const LOOK_EVERY_MS = 200;

export interface CopyOptions {
  readonly signal: AbortSignal;
  /** Told how large the copy has become. */
  readonly onCopied: (bytes: number) => void;
}

/** Throws `E_CANCELLED` and what opening throws; a copy that is not whole is left for the caller to remove. */
export async function copyOnline(file: string, target: string, { signal, onCopied }: CopyOptions): Promise<void> {
  const worker = new Worker(new URL('./copy-worker.ts', import.meta.url), {
    workerData: { file, target, key: keyOf(file) },
  });
  const timer = setInterval(() => onCopied(statSync(target, { throwIfNoEntry: false })?.size ?? 0), LOOK_EVERY_MS);
  const stop = (): void => void worker.terminate();
  signal.addEventListener('abort', stop);
  try {
    const failure = await new Promise<ErrorReport | null>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => reject(new VedetteError('E_CANCELLED', `The copy of ${file} was cancelled`)));
    });
    if (failure !== null) throw new VedetteError(failure.code, failure.message);
  } finally {
    clearInterval(timer);
    signal.removeEventListener('abort', stop);
    await worker.terminate();
  }
}
