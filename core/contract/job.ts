/** Long work as everybody who looks on sees it; it goes on when the window that began it is closed. */
import type { ErrorReport } from '../kernel/errors.ts';

export interface Job {
  readonly id: string;
  /** The workspace's id. */
  readonly workspace: string;
  /** The method of the API that it runs. */
  readonly method: string;
  /** What is being worked on now, for people; empty before the first piece. */
  readonly subject: string;
  readonly state: 'running' | 'done' | 'failed' | 'cancelled';
  readonly startedMs: number;
  readonly endedMs: number | null;
  readonly doneBytes: number;
  /** Null where the whole is not known beforehand. */
  readonly totalBytes: number | null;
  readonly events: number | null;
  readonly bytesPerSecond: number | null;
  /** Null where it cannot be told. */
  readonly remainingMs: number | null;
  /** False in the last part of an import, which cannot be left half done. */
  readonly canCancel: boolean;
  readonly error: ErrorReport | null;
}

/** What jobs are called, by method. */
export const JOB_TITLES: Readonly<Record<string, string>> = {
  'evidence.importPaths': 'Import',
  'workspace.catchUp': 'Finish an interrupted import',
  'workspace.encrypt': 'Encrypt the workspace',
  'workspace.decrypt': 'Decrypt the workspace',
  'workspace.rekey': 'Change the passphrase',
  'workspace.compact': 'Compact the workspace',
  'workspace.applyRetention': 'Remove old events',
  'demo.resetWorkspace': 'Make the demo',
  'rules.backtest': 'Backtest',
  'sources.verify': 'Check the evidence',
  'audit.verify': 'Verify the chains',
  'health.runDoctor': 'Doctor',
};
