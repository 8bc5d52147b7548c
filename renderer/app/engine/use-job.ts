/**
 * Long work that a screen begins and whose result it shows. It goes on when the screen is left, and what it ended with is
 * there when one comes back, for as long as the window is open.
 */
import { create } from 'zustand';
import type { Job } from '../../../core/contract/job.ts';
import type { AppMethod, PageInput, PageMethod, PageOutput } from '../../../core/contract/page.ts';
import { useEngineStore } from './engine-store.ts';
import { useEngine, useWorkspaceId } from './queries.tsx';

type WorkspaceMethod = Exclude<PageMethod, AppMethod>;

type Run<Result> =
  | { readonly state: 'idle' }
  | { readonly state: 'running' }
  | { readonly state: 'done'; readonly result: Result; readonly endedUs: number }
  | { readonly state: 'failed'; readonly error: unknown };

interface RunStore {
  readonly runs: Readonly<Record<string, Run<unknown>>>;
}

const useRunStore = create<RunStore>(() => ({ runs: {} }));
const IDLE: Run<never> = { state: 'idle' };

export interface JobRun<Name extends WorkspaceMethod> {
  readonly run: Run<PageOutput<Name>>;
  /** As the engine tells of it while it runs, whoever began it; null before it is heard of and after its end. */
  readonly job: Job | null;
  start(input: PageInput<Name>): void;
}

/** `about` parts runs of one method that are about different things. */
export function useJob<Name extends WorkspaceMethod>(method: Name, about = ''): JobRun<Name> {
  const client = useEngine();
  const workspace = useWorkspaceId();
  const key = `${workspace} ${method} ${about}`;
  const run = useRunStore(({ runs }) => runs[key] ?? IDLE) as Run<PageOutput<Name>>;
  const job = useEngineStore(({ jobs }) =>
    jobs.find((one) => one.method === method && one.workspace === workspace && one.state === 'running'),
  );
  return {
    run,
    job: job ?? null,
    start: (input) => {
      set(key, { state: 'running' });
      client.call(workspace as never, method, input).then(
        (result) => set(key, { state: 'done', result, endedUs: Date.now() * 1_000 }),
        (error: unknown) => set(key, { state: 'failed', error }),
      );
    },
  };
}

function set(key: string, run: Run<unknown>): void {
  useRunStore.setState(({ runs }) => ({ runs: { ...runs, [key]: run } }));
}
