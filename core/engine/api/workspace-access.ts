/** A workspace whose connections are opened when somebody first asks for them: a reader that never writes takes no lock. */
import { availableParallelism } from 'node:os';
import type { Log } from '../../kernel/log.ts';
import {
  openForReading,
  openForWriting,
  type OpenWorkspace,
  type ReadableDb,
  type WritableDb,
} from '../../store/database.ts';
import { createReaderPool, type ReaderPool } from '../../store/reading/reader-pool.ts';
import type { Workspace } from './handler.ts';

/** More would only wait for the same disk. */
const MAX_READERS = 4;

export interface WorkspaceAccess extends Workspace {
  close(): Promise<void>;
}

export function accessWorkspace(file: string, log: Log): WorkspaceAccess {
  let reading: OpenWorkspace<ReadableDb> | null = null;
  let writing: OpenWorkspace<WritableDb> | null = null;
  let readers: ReaderPool | null = null;
  const close = async (): Promise<void> => {
    const pool = readers;
    readers = null;
    await pool?.close();
    reading?.close();
    writing?.close();
    reading = writing = null;
  };
  return {
    file,
    reader: () => (writing ?? (reading ??= openForReading(file))).db,
    writer: () => (writing ??= openForWriting(file)).db,
    isWriting: () => writing !== null,
    readers: () => (readers ??= createReaderPool(file, Math.min(MAX_READERS, availableParallelism()), log)),
    closed: async (work) => {
      await close();
      return work();
    },
    close,
  };
}
