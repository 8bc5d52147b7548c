/** All methods of the API. A method that stands here and has no handler, or the reverse, fails at boot. */
import { alertsContract } from './alerts.ts';
import { assetsContract } from './assets.ts';
import { auditContract } from './audit.ts';
import { caseWorkContract } from './case-work.ts';
import { casesContract } from './cases.ts';
import { demoContract } from './demo.ts';
import { entitiesContract } from './entities.ts';
import { eventDetailContract } from './event-detail.ts';
import { eventsContract } from './events.ts';
import { evidenceContract } from './evidence.ts';
import { incidentsContract } from './incidents.ts';
import { intelContract } from './intel.ts';
import type { OutputOf } from './method.ts';
import { queriesContract } from './queries.ts';
import { viewsContract } from './views.ts';
import { workspaceContract } from './workspace.ts';

export const API_CONTRACT = {
  ...alertsContract,
  ...assetsContract,
  ...auditContract,
  ...caseWorkContract,
  ...casesContract,
  ...demoContract,
  ...entitiesContract,
  ...eventDetailContract,
  ...eventsContract,
  ...evidenceContract,
  ...incidentsContract,
  ...intelContract,
  ...queriesContract,
  ...viewsContract,
  ...workspaceContract,
} as const;

export type ApiContract = typeof API_CONTRACT;
type MethodName = keyof ApiContract;
export type MethodOutput<Name extends MethodName> = OutputOf<ApiContract[Name]>;
