/** The API with all its handlers. */
import { API_CONTRACT, type ApiContract } from '../../contract/api.ts';
import { assetsHandlers } from './assets.ts';
import { attackHandlers } from './attack.ts';
import { auditHandlers } from './audit.ts';
import { casesHandlers } from './cases.ts';
import { demoHandlers } from './demo.ts';
import { eventsHandlers } from './events.ts';
import { evidenceHandlers } from './evidence.ts';
import { healthHandlers } from './health.ts';
import { helpHandlers } from './help.ts';
import { intelHandlers } from './intel.ts';
import type { HandlerContext } from './handler.ts';
import { rulesHandlers } from './rules.ts';
import { sourcesHandlers } from './sources.ts';
import { workspaceHandlers } from './workspace.ts';
import { createApi, type Api } from './registry.ts';

export function createVedetteApi(context: HandlerContext): Api<ApiContract> {
  return createApi(
    API_CONTRACT,
    [
      assetsHandlers,
      attackHandlers,
      auditHandlers,
      casesHandlers,
      demoHandlers,
      eventsHandlers,
      evidenceHandlers,
      healthHandlers,
      helpHandlers,
      intelHandlers,
      rulesHandlers,
      sourcesHandlers,
      workspaceHandlers,
    ],
    context,
  );
}
