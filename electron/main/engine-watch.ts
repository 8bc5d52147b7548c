/**
 * The shell's own line to the engine, as a window has one: it hears of jobs and changes, and asks for critical incidents
 * where something changed, seldom enough to cost nothing.
 */
import { z } from 'zod';
import type { Job } from '../../core/contract/job.ts';
import type { EngineMessage, WindowMessage } from '../../core/contract/wire.ts';
import type { Supervisor } from '../../core/engine/process/supervisor.ts';
import { createIncidentNotices, createJobNotices, type Notice } from './notices.ts';

const ASKED_EVERY_MS = 10_000;
/** More critical incidents than this in one workspace need no notice to be noticed. */
const MAX_LISTED = 100;

const listedSchema = z.object({ rows: z.array(z.object({ id: z.string() })) });

export interface WatchParts {
  readonly supervisor: Pick<Supervisor, 'connect'>;
  readonly notify: (notice: Notice) => void;
  readonly onJobs: (jobs: readonly Job[]) => void;
  /** How long changes are gathered before a question; tests shorten it. */
  readonly askedEveryMs?: number;
}

export function watchEngine({ supervisor, notify, onJobs, askedEveryMs = ASKED_EVERY_MS }: WatchParts): () => void {
  const noticesOfJobs = createJobNotices();
  const noticeOfIncidents = createIncidentNotices();
  const changed = new Set<string>();
  const asked = new Map<number, string>();
  let timer: NodeJS.Timeout | undefined;
  let lastId = 0;

  function ask(): void {
    timer = undefined;
    for (const workspace of changed) {
      const id = ++lastId;
      asked.set(id, workspace);
      const input = { query: 'severity:critical', limit: MAX_LISTED };
      const call: WindowMessage = { kind: 'call', id, workspace, method: 'incidents.listPage', input };
      line.receive(call);
    }
    changed.clear();
  }

  function receive(message: EngineMessage): void {
    if (message.kind === 'jobs') {
      onJobs(message.jobs);
      for (const notice of noticesOfJobs(message.jobs)) notify(notice);
    } else if (message.kind === 'changed') {
      changed.add(message.workspace);
      timer ??= setTimeout(ask, askedEveryMs).unref();
    } else if (message.kind === 'done' || message.kind === 'failed') {
      const workspace = asked.get(message.id);
      asked.delete(message.id);
      const listed = message.kind === 'done' ? listedSchema.safeParse(message.out) : null;
      // One that is locked meanwhile has no answer, and a notice about it can wait.
      if (workspace === undefined || listed?.success !== true) return;
      const notice = noticeOfIncidents(
        workspace,
        listed.data.rows.map(({ id }) => id),
      );
      if (notice !== null) notify(notice);
    }
  }

  const line = supervisor.connect(receive);
  return () => {
    clearTimeout(timer);
    line.close();
  };
}
