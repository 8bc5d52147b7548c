/** All methods of the API. A method that stands here and has no handler, or the reverse, fails at boot. */
import { alertsContract } from './alerts.ts';
import { assetsContract } from './assets.ts';
import { attackContract } from './attack.ts';
import { auditContract } from './audit.ts';
import { caseWorkContract } from './case-work.ts';
import { casesContract } from './cases.ts';
import { demoContract } from './demo.ts';
import { entitiesContract } from './entities.ts';
import { eventDetailContract } from './event-detail.ts';
import { eventsContract } from './events.ts';
import { evidenceContract } from './evidence.ts';
import { healthContract } from './health.ts';
import { helpContract } from './help.ts';
import { incidentsContract } from './incidents.ts';
import { intelContract } from './intel.ts';
import type { OutputOf } from './method.ts';
import { queriesContract } from './queries.ts';
import { rulesContract } from './rules.ts';
import { sourcesContract } from './sources.ts';
import { viewsContract } from './views.ts';
import { workspaceContract } from './workspace.ts';

export const API_CONTRACT = {
  ...alertsContract,
  ...assetsContract,
  ...attackContract,
  ...auditContract,
  ...caseWorkContract,
  ...casesContract,
  ...demoContract,
  ...entitiesContract,
  ...eventDetailContract,
  ...eventsContract,
  ...evidenceContract,
  ...healthContract,
  ...helpContract,
  ...incidentsContract,
  ...intelContract,
  ...queriesContract,
  ...rulesContract,
  ...sourcesContract,
  ...viewsContract,
  ...workspaceContract,
} as const;

export type ApiContract = typeof API_CONTRACT;
type MethodName = keyof ApiContract;
export type MethodOutput<Name extends MethodName> = OutputOf<ApiContract[Name]>;
