/**
 * The engine as its windows see it: each connects, calls methods, is told what changed. It knows no transport; a process of
 * the desktop shell and one of the loopback server bind it to theirs.
 */
import { appContract } from '../../contract/app.ts';
import type { EngineMessage } from '../../contract/wire.ts';
import { VedetteError } from '../../kernel/errors.ts';
import { createApi } from '../api/registry.ts';
import type { HandlerContext, Workspace } from '../api/handler.ts';
import { operatorName } from '../operator.ts';
import { appHandlers } from './app-handlers.ts';
import { connectWindow, type Connection } from './connection.ts';
import type { DataFolder } from './data-folder.ts';
import { createDispatch } from './dispatch.ts';
import { createGrants, type Grants } from './grants.ts';
import { jobRunner } from './job-runner.ts';
import { createJobs } from './jobs.ts';
import { settingsIn } from './settings.ts';
import { createWorkspaces, type Workspaces } from './workspaces.ts';

/** How soon a window learns of what another process changed. */
const LOOK_EVERY_MS = 1_000;

export interface ServiceOptions extends Omit<HandlerContext, 'workspace'> {
  readonly data: DataFolder;
  readonly version: string;
}

export interface Service {
  connect(post: (message: EngineMessage) => void): Connection;
  readonly grants: Grants;
  /** Puts a workspace that a person named by its file on the list, and tells every window; its id. */
  register(file: string, mayCreate: boolean): string;
  /** Waits for what is being committed. */
  close(): Promise<void>;
}

export function createService({ data, version, ...shared }: ServiceOptions): Service {
  const windows = new Set<(message: EngineMessage) => void>();
  const tell = (message: EngineMessage): void => {
    for (const post of windows) post(message);
  };
  const changed = (workspace: string): void => tell({ kind: 'changed', workspace });
  const settings = settingsIn(data);
  const actor = (): string => operatorName(settings.read().operator ?? undefined);
  const jobs = createJobs(shared.clock, () => tell({ kind: 'jobs', jobs: jobs.list() }));
  const runJob = jobRunner({ workspaces: () => workspaces, jobs, actor, changed });
  const workspaces: Workspaces = createWorkspaces(data, shared, (workspace) => {
    // Whether it came to its end is seen in the tray.
    runJob({ workspace, method: 'workspace.catchUp', input: {} }).catch(() => {});
  });
  const grants = createGrants();
  const handlers = appHandlers({
    version,
    data,
    settings,
    workspaces,
    runJob,
    clock: shared.clock,
    changed: () => tell({ kind: 'appChanged' }),
  });
  const app = createApi(appContract, [handlers], { ...shared, workspace: NO_WORKSPACE });
  const dispatch = createDispatch({ app, workspaces, grants, runJob, actor, changed });
  const stopLooking = watchVersions(workspaces, changed);

  return {
    grants,
    register: (file, mayCreate) => {
      const { id } = workspaces.register(file, mayCreate);
      tell({ kind: 'appChanged' });
      return id;
    },
    connect: (post) => {
      windows.add(post);
      post({ kind: 'jobs', jobs: jobs.list() });
      const connection = connectWindow({ post, dispatch, jobs, log: shared.log, clock: shared.clock });
      return {
        receive: connection.receive,
        close: () => {
          windows.delete(post);
          connection.close();
        },
      };
    },
    close: async () => {
      stopLooking();
      await workspaces.closeAll();
    },
  };
}

/** What the command line or another program of ours does to an open workspace is seen too. */
function watchVersions(workspaces: Workspaces, changed: (workspace: string) => void): () => void {
  const versions = new Map<string, number>();
  const looking = setInterval(() => {
    for (const [id, host] of workspaces.opened()) {
      const now = host.version();
      if (now === null) continue;
      if (versions.has(id) && versions.get(id) !== now) changed(id);
      versions.set(id, now);
    }
  }, LOOK_EVERY_MS);
  looking.unref();
  return () => clearInterval(looking);
}

/** Methods of the program have no workspace to reach for. */
const NO_WORKSPACE = new Proxy({} as Workspace, {
  get: () => {
    throw new VedetteError('E_INTERNAL', 'a method of the program asked for a workspace');
  },
});
