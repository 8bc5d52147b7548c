/** Runs jobs on a workspace's writer, for everybody to see. */
import { reportOf } from '../../kernel/errors.ts';
import type { Jobs } from './jobs.ts';
import type { Workspaces } from './workspaces.ts';

export interface JobRequest {
  readonly workspace: string;
  readonly method: string;
  readonly input: unknown;
  /** Of all there is to read, where somebody added it up. */
  readonly totalBytes?: number;
}

export type RunJob = (request: JobRequest) => Promise<unknown>;

export interface JobRunnerParts {
  readonly workspaces: () => Workspaces;
  readonly jobs: Jobs;
  /** Who is named in the audit log. */
  actor(): string;
  changed(workspace: string): void;
}

/** Whoever looks at a workspace while it is filled sees it grow, at this pace. */
const SHOWN_EVERY_MS = 1_500;

export function jobRunner({ workspaces, jobs, actor, changed }: JobRunnerParts): RunJob {
  return async ({ workspace, method, input, totalBytes }) => {
    const controller = new AbortController();
    const host = workspaces().hostForJob(workspace);
    const job = jobs.begin(workspace, method, totalBytes ?? null, () => controller.abort());
    let shownMs = performance.now();
    try {
      const out = await host.change({
        method,
        input,
        actor: actor(),
        signal: controller.signal,
        onProgress: (progress) => {
          job.progressed(progress);
          if (performance.now() - shownMs < SHOWN_EVERY_MS) return;
          shownMs = performance.now();
          changed(workspace);
        },
        onFusion: () => job.committed(),
      });
      job.ended(null);
      return out;
    } catch (error) {
      job.ended(reportOf(error));
      throw error;
    } finally {
      changed(workspace);
    }
  };
}
