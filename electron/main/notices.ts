/**
 * What is worth a word of the system while nobody looks at a window: long work that ended, and a critical incident that was
 * not there before. No notice carries evidence: a locked screen shows them too.
 */
import { JOB_TITLES, type Job } from '../../core/contract/job.ts';

export interface Notice {
  readonly title: string;
  readonly body: string;
}

/** Jobs that ended since the list before; the first list tells nothing. */
export function createJobNotices(): (jobs: readonly Job[]) => readonly Notice[] {
  let running: ReadonlySet<string> = new Set();
  return (jobs) => {
    const ended = jobs.filter(({ id, state }) => state !== 'running' && state !== 'cancelled' && running.has(id));
    running = new Set(jobs.filter(({ state }) => state === 'running').map(({ id }) => id));
    return ended.map(({ method, state, error }) => {
      const title = JOB_TITLES[method] ?? 'Work in the background';
      return state === 'done'
        ? { title, body: 'It came to its end.' }
        : { title, body: `It failed (${error?.code ?? 'E_INTERNAL'}). Open Vedette to see why.` };
    });
  };
}

/** Critical incidents of a workspace that were not among those before; the first look tells nothing. */
export function createIncidentNotices(): (workspace: string, criticalIds: readonly string[]) => Notice | null {
  const known = new Map<string, ReadonlySet<string>>();
  return (workspace, criticalIds) => {
    const before = known.get(workspace);
    known.set(workspace, new Set(criticalIds));
    const count = before === undefined ? 0 : criticalIds.filter((id) => !before.has(id)).length;
    if (count === 0) return null;
    return {
      title: count === 1 ? 'A new critical incident' : `${count} new critical incidents`,
      body: 'Open Vedette to see the queue.',
    };
  };
}
