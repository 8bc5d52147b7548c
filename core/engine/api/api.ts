/** The API with all its handlers. */
import { API_CONTRACT, type ApiContract } from '../../contract/api.ts';
import { alertsHandlers } from './alerts.ts';
import { assetsHandlers } from './assets.ts';
import { attackHandlers } from './attack.ts';
import { auditHandlers } from './audit.ts';
import { caseWorkHandlers } from './case-work.ts';
import { casesHandlers } from './cases.ts';
import { demoHandlers } from './demo.ts';
import { entitiesHandlers } from './entities.ts';
import { eventDetailHandlers } from './event-detail.ts';
import { eventsHandlers } from './events.ts';
import { evidenceHandlers } from './evidence.ts';
import { healthHandlers } from './health.ts';
import { helpHandlers } from './help.ts';
import { intelHandlers } from './intel.ts';
import type { HandlerContext } from './handler.ts';
import { rulesHandlers } from './rules.ts';
import { sourcesHandlers } from './sources.ts';
import { incidentsHandlers } from './incidents.ts';
import { queriesHandlers } from './queries.ts';
import { viewsHandlers } from './views.ts';
import { workspaceHandlers } from './workspace.ts';
import { createApi, type Api } from './registry.ts';

export function createVedetteApi(context: HandlerContext): Api<ApiContract> {
  return createApi(
    API_CONTRACT,
    [
      alertsHandlers,
      assetsHandlers,
      attackHandlers,
      auditHandlers,
      caseWorkHandlers,
      casesHandlers,
      demoHandlers,
      entitiesHandlers,
      eventDetailHandlers,
      eventsHandlers,
      evidenceHandlers,
      healthHandlers,
      helpHandlers,
      intelHandlers,
      rulesHandlers,
      sourcesHandlers,
      incidentsHandlers,
      queriesHandlers,
      viewsHandlers,
      workspaceHandlers,
    ],
    context,
  );
}
