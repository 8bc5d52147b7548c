/** From a window's call to whoever answers it: the program, a workspace's readers, its writer, a job. */
import { appContract } from '../../contract/app.ts';
import { grantedContract } from '../../contract/granted.ts';
import type { CallStep, WindowMessage } from '../../contract/wire.ts';
import { VedetteError } from '../../kernel/errors.ts';
import { DEFAULT_LIMITS } from '../../kernel/limits.ts';
import { totalSize } from '../../intake/sources.ts';
import type { Api } from '../api/registry.ts';
import { readReference } from '../reference.ts';
import type { Grants } from './grants.ts';
import type { RunJob } from './job-runner.ts';
import { methodKind, namesFiles } from './workspace-host.ts';
import type { Workspaces } from './workspaces.ts';

export type Call = WindowMessage & { readonly kind: 'call' };

export interface Waiting {
  readonly signal: AbortSignal;
  readonly onPartial: (step: CallStep, partial: unknown) => void;
}

export interface DispatchParts {
  readonly app: Api<typeof appContract>;
  readonly workspaces: Workspaces;
  readonly grants: Grants;
  readonly runJob: RunJob;
  actor(): string;
  changed(workspace: string): void;
}

/** Throws what the method throws; `E_INPUT_INVALID` for what a page may not call. */
export function createDispatch(parts: DispatchParts): (call: Call, waiting: Waiting) => Promise<unknown> {
  const { app, workspaces, grants, runJob, actor, changed } = parts;

  async function importGranted(workspace: string, input: unknown): Promise<unknown> {
    const parsed = grantedContract['evidence.importGranted'].in.safeParse(input);
    if (!parsed.success) throw new VedetteError('E_INPUT_INVALID', `evidence.importGranted: ${parsed.error.message}`);
    const taken = grants.take(parsed.data.grants);
    const paths = taken.map(({ path }) => path);
    try {
      const totalBytes = await totalSize(paths, DEFAULT_LIMITS);
      const request = { workspace, method: 'evidence.importPaths', input: { paths, recover: parsed.data.recover } };
      return await runJob(totalBytes === null ? request : { ...request, totalBytes });
    } finally {
      for (const { release } of taken) release();
    }
  }

  return async ({ workspace, method, input }, { signal, onPartial }) => {
    const caller = { actor: actor(), signal, onPartial };
    if (Object.hasOwn(appContract, method)) {
      return app.call(method as keyof typeof appContract, input as never, caller);
    }
    // Help is about no workspace, and is there before the first one.
    if (workspace === null && method === 'help.readReference') return readReference();
    if (workspace === null) throw new VedetteError('E_INPUT_INVALID', `${method} is about a workspace and names none`);
    if (method === 'evidence.importGranted') return importGranted(workspace, input);
    const kind = methodKind(method);
    if (kind === null || namesFiles(method)) {
      throw new VedetteError('E_INPUT_INVALID', `A window has no method ${JSON.stringify(method)}`);
    }
    if (kind === 'job') return runJob({ workspace, method, input });
    const host = workspaces.host(workspace);
    if (kind === 'query') return host.ask(method, input, caller);
    const out = await host.change({ method, input, actor: caller.actor });
    changed(workspace);
    return out;
  };
}
