/** The API over a workspace in a temporary folder, which is closed and gone after the test. */
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { ApiContract } from '../core/contract/api.ts';
import { createVedetteApi } from '../core/engine/api/api.ts';
import type { Api } from '../core/engine/api/registry.ts';
import { accessWorkspace, type WorkspaceAccess } from '../core/engine/api/workspace-access.ts';
import { systemClock } from '../core/kernel/clock.ts';
import { createLog } from '../core/kernel/log.ts';
import { createMetrics } from '../core/kernel/metrics.ts';
import { temporaryFolder } from './vedette.ts';

/** Somebody who calls. */
export const ADA = { actor: 'ada' };

export interface OpenedApi {
  readonly api: Api<ApiContract>;
  readonly workspace: WorkspaceAccess;
  readonly folder: string;
}

/** The workspace itself is made by whoever first writes to it. */
export function openedApi(): OpenedApi {
  const folder = temporaryFolder();
  const log = createLog('silent');
  const workspace = accessWorkspace(path.join(folder, 'case.vedette'), log);
  onTestFinished(() => workspace.close());
  return { api: createVedetteApi({ workspace, clock: systemClock, log, metrics: createMetrics() }), workspace, folder };
}
