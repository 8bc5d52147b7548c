/**
 * Long reading of a workspace that changes nothing in it: no lock, no migration, no fusion that is made up for. Ctrl-C
 * ends it between two pages; there is nothing to clean up.
 */
import { asStoreError, openForReading, type ReadableDb } from '../store/database.ts';
import { onInterruption } from './interrupt.ts';
import type { Terminal } from './terminal.ts';

export async function withLongReading<Result>(
  terminal: Terminal,
  file: string,
  work: (db: ReadableDb) => Promise<Result>,
): Promise<Result> {
  const workspace = openForReading(file);
  const interruption = onInterruption(terminal, 'Interrupted. Nothing was changed.');
  try {
    return await work(workspace.db);
  } catch (error) {
    throw asStoreError(file, error);
  } finally {
    interruption.release();
    workspace.close();
  }
}
