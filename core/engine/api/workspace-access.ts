/** A workspace whose connections are opened when somebody first asks for them: a reader that never writes takes no lock. */
import {
  openForReading,
  openForWriting,
  type OpenWorkspace,
  type ReadableDb,
  type WritableDb,
} from '../../store/database.ts';
import type { Workspace } from './handler.ts';

export interface WorkspaceAccess extends Workspace {
  close(): void;
}

export function accessWorkspace(file: string): WorkspaceAccess {
  let reading: OpenWorkspace<ReadableDb> | null = null;
  let writing: OpenWorkspace<WritableDb> | null = null;
  const close = (): void => {
    reading?.close();
    writing?.close();
    reading = writing = null;
  };
  return {
    file,
    reader: () => (writing ?? (reading ??= openForReading(file))).db,
    writer: () => (writing ??= openForWriting(file)).db,
    closed: (work) => {
      close();
      return work();
    },
    close,
  };
}
