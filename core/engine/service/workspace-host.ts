/**
 * One open workspace in the engine: questions are answered here and on reader threads, changes and jobs on the writer's
 * thread. Where a job replaces the file itself, questions wait until the new one is there.
 */
import { API_CONTRACT, type ApiContract } from '../../contract/api.ts';
import type { MethodContract } from '../../contract/method.ts';
import { VedetteError } from '../../kernel/errors.ts';
import { forgetKey } from '../../store/keyring.ts';
import { createVedetteApi } from '../api/api.ts';
import type { Api, Caller } from '../api/registry.ts';
import { accessWorkspace, type WorkspaceAccess } from '../api/workspace-access.ts';
import type { HandlerContext } from '../api/handler.ts';
import { createWriter, type Writer, type WriterCall } from './writer.ts';

/** Jobs after which the file is another one; nothing of ours may have it open meanwhile. */
const REPLACING: ReadonlySet<string> = new Set([
  'workspace.encrypt',
  'workspace.decrypt',
  'workspace.rekey',
  'workspace.compact',
  'workspace.restore',
  'demo.resetWorkspace',
]);

export interface WorkspaceHost {
  readonly file: string;
  ask(method: string, input: unknown, caller: Caller): Promise<unknown>;
  change(call: WriterCall): Promise<unknown>;
  /** A number that is another one after anybody, another process too, changed the workspace; null while it is replaced. */
  version(): number | null;
  close(): Promise<void>;
}

/** Null for a method that is no workspace's. */
export function methodKind(method: string): MethodContract['kind'] | null {
  return Object.hasOwn(API_CONTRACT, method) ? API_CONTRACT[method as keyof ApiContract].kind : null;
}

export function namesFiles(method: string): boolean {
  const contract: MethodContract | undefined = Object.hasOwn(API_CONTRACT, method)
    ? API_CONTRACT[method as keyof ApiContract]
    : undefined;
  return contract?.namesFiles === true;
}

export function hostWorkspace(file: string, shared: Omit<HandlerContext, 'workspace'>): WorkspaceHost {
  const access: WorkspaceAccess = accessWorkspace(file, shared.log);
  const api: Api<ApiContract> = createVedetteApi({ ...shared, workspace: access });
  const writer: Writer = createWriter(file);
  let replaced: Promise<unknown> = Promise.resolve();
  let replacements = 0;
  let isClosed = false;

  async function replacing(call: WriterCall): Promise<unknown> {
    replacements++;
    try {
      await access.close();
      return await writer.call(call);
    } finally {
      replacements--;
    }
  }

  return {
    file,
    ask: async (method, input, caller) => {
      await replaced;
      if (isClosed) throw new VedetteError('E_WORKSPACE_UNKNOWN', `${file} was closed`);
      // Not `answer`: an unforeseen error is logged by whoever asked.
      return api.call(method as keyof ApiContract, input as never, caller);
    },
    change: async (call) => {
      if (!REPLACING.has(call.method)) return writer.call(call);
      const work = replaced.then(() => replacing(call));
      replaced = work.catch(() => {});
      return work;
    },
    version: () => (replacements > 0 ? null : (access.reader().pragma('data_version', { simple: true }) as number)),
    close: async () => {
      isClosed = true;
      await writer.close();
      await access.close();
      forgetKey(file);
    },
  };
}
