/** All methods of the API. A method that stands here and has no handler, or the reverse, fails at boot. */
import { assetsContract } from './assets.ts';
import { attackContract } from './attack.ts';
import { auditContract } from './audit.ts';
import { casesContract } from './cases.ts';
import { demoContract } from './demo.ts';
import { eventsContract } from './events.ts';
import { evidenceContract } from './evidence.ts';
import { healthContract } from './health.ts';
import { helpContract } from './help.ts';
import { intelContract } from './intel.ts';
import type { OutputOf } from './method.ts';
import { rulesContract } from './rules.ts';
import { sourcesContract } from './sources.ts';
import { workspaceContract } from './workspace.ts';

export const API_CONTRACT = {
  ...assetsContract,
  ...attackContract,
  ...auditContract,
  ...casesContract,
  ...demoContract,
  ...eventsContract,
  ...evidenceContract,
  ...healthContract,
  ...helpContract,
  ...intelContract,
  ...rulesContract,
  ...sourcesContract,
  ...workspaceContract,
} as const;

export type ApiContract = typeof API_CONTRACT;
type MethodName = keyof ApiContract;
export type MethodOutput<Name extends MethodName> = OutputOf<ApiContract[Name]>;
