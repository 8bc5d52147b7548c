/** The command line's way to the API: the same methods that the desktop app calls, in the name of the operator. */
import type { ApiContract } from '../contract/api.ts';
import { createVedetteApi } from '../engine/api/api.ts';
import type { Workspace } from '../engine/api/handler.ts';
import type { Api, Caller } from '../engine/api/registry.ts';
import { accessWorkspace } from '../engine/api/workspace-access.ts';
import { currentContext } from '../kernel/context.ts';
import { asStoreError } from '../store/database.ts';
import type { Session } from './session.ts';

/** Runs `work` with the API of the workspace `file` and the operator as its caller. */
export async function withApi<Result>(
  session: Session,
  file: string,
  work: (api: Api<ApiContract>, caller: Caller, workspace: Workspace) => Promise<Result>,
): Promise<Result> {
  const { clock, log, metrics } = session;
  const workspace = accessWorkspace(file, log);
  const { correlation_id: correlationId } = currentContext();
  const caller = { actor: session.operator(), ...(correlationId === undefined ? {} : { correlationId }) };
  try {
    return await work(createVedetteApi({ workspace, clock, log, metrics }), caller, workspace);
  } catch (error) {
    throw asStoreError(file, error);
  } finally {
    await workspace.close();
  }
}
