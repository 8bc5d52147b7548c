/** Long work in progress and lately ended: how far, how fast, how long still. */
import type { Job } from '../../contract/job.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { ErrorReport } from '../../kernel/errors.ts';
import { newUuid } from '../../kernel/ids.ts';
import type { Progress } from '../progress.ts';

/** The tray need not remember more; the audit log does. */
const KEPT_ENDED = 20;
/** A rate of the first moments says nothing. */
const LEAST_FOR_RATE_MS = 1_000;

export interface RunningJob {
  progressed(progress: Progress): void;
  /** From here on it cannot be cancelled any more. */
  committed(): void;
  ended(error: ErrorReport | null): void;
}

export interface Jobs {
  /** Running first, then what ended, the latest first. */
  list(): readonly Job[];
  /** `totalBytes` is of all there is to read; null where nobody added it up, then each subject's own size counts. */
  begin(workspace: string, method: string, totalBytes: number | null, cancel: () => void): RunningJob;
  cancel(id: string): void;
  /** Takes one that ended off the list. */
  dismiss(id: string): void;
  isBusy(workspace: string): boolean;
}

interface Entry {
  job: Job;
  readonly cancel: () => void;
}

export function createJobs(clock: Clock, onChange: () => void): Jobs {
  let entries: readonly Entry[] = [];

  function update(entry: Entry, change: Partial<Job>): void {
    entry.job = { ...entry.job, ...change };
    onChange();
  }

  return {
    list: () => {
      const isRunning = ({ job }: Entry): boolean => job.state === 'running';
      const ended = entries.filter((entry) => !isRunning(entry)).toReversed();
      return [...entries.filter(isRunning), ...ended].map(({ job }) => job);
    },
    begin: (workspace, method, totalBytes, cancel) => {
      const startedMs = Math.floor(clock.nowUs() / 1_000);
      const entry: Entry = { job: newJob(workspace, method, startedMs, newUuid(clock)), cancel };
      const ended = entries.filter(({ job }) => job.state !== 'running').slice(-KEPT_ENDED);
      entries = [...entries.filter(({ job }) => job.state === 'running'), ...ended, entry];
      onChange();
      const begunMs = clock.monotonicMs();
      let subjectsDone = { bytes: 0, events: 0 };
      let last: Progress = { subject: '', doneBytes: 0, totalBytes, events: 0 };
      return {
        progressed: (progress) => {
          if (progress.subject !== last.subject) subjectsDone = added(subjectsDone, last);
          last = progress;
          const whole: Progress = {
            subject: progress.subject,
            doneBytes: subjectsDone.bytes + progress.doneBytes,
            totalBytes: totalBytes ?? (progress.totalBytes === null ? null : subjectsDone.bytes + progress.totalBytes),
            events: progress.events === null ? null : subjectsDone.events + progress.events,
          };
          update(entry, { ...whole, ...paceOf(whole, clock.monotonicMs() - begunMs) });
        },
        committed: () => update(entry, { canCancel: false, remainingMs: null }),
        ended: (error) => {
          const state = error === null ? 'done' : isStop(error) ? 'cancelled' : 'failed';
          const endedMs = Math.floor(clock.nowUs() / 1_000);
          update(entry, { state, endedMs, error, canCancel: false, remainingMs: null });
        },
      };
    },
    cancel: (id) => {
      const entry = entries.find(({ job }) => job.id === id);
      if (entry?.job.state === 'running' && entry.job.canCancel) entry.cancel();
    },
    dismiss: (id) => {
      entries = entries.filter(({ job }) => job.id !== id || job.state === 'running');
      onChange();
    },
    isBusy: (workspace) => entries.some(({ job }) => job.workspace === workspace && job.state === 'running'),
  };
}

function newJob(workspace: string, method: string, startedMs: number, id: string): Job {
  return {
    id,
    workspace,
    method,
    subject: '',
    state: 'running',
    startedMs,
    endedMs: null,
    doneBytes: 0,
    totalBytes: null,
    events: null,
    bytesPerSecond: null,
    remainingMs: null,
    canCancel: true,
    error: null,
  };
}

interface Done {
  readonly bytes: number;
  readonly events: number;
}

function added({ bytes, events }: Done, { doneBytes, events: more }: Progress): Done {
  return { bytes: bytes + doneBytes, events: events + (more ?? 0) };
}

function paceOf({ doneBytes, totalBytes }: Progress, elapsedMs: number): Pick<Job, 'bytesPerSecond' | 'remainingMs'> {
  if (elapsedMs < LEAST_FOR_RATE_MS || doneBytes === 0) return { bytesPerSecond: null, remainingMs: null };
  const bytesPerMs = doneBytes / elapsedMs;
  const remainingMs = totalBytes === null ? null : Math.max(0, Math.round((totalBytes - doneBytes) / bytesPerMs));
  return { bytesPerSecond: Math.round(bytesPerMs * 1_000), remainingMs };
}

function isStop({ code }: ErrorReport): boolean {
  return code === 'E_CANCELLED' || code === 'E_STOPPED' || code === 'E_RETENTION_STOPPED';
}
