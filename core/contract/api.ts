/** All methods of the API. A method that stands here and has no handler, or the reverse, fails at boot. */
import { assetsContract } from './assets.ts';
import { auditContract } from './audit.ts';
import { casesContract } from './cases.ts';
import { demoContract } from './demo.ts';
import { eventsContract } from './events.ts';
import { evidenceContract } from './evidence.ts';
import { intelContract } from './intel.ts';
import type { OutputOf } from './method.ts';
import { workspaceContract } from './workspace.ts';

export const API_CONTRACT = {
  ...assetsContract,
  ...auditContract,
  ...casesContract,
  ...demoContract,
  ...eventsContract,
  ...evidenceContract,
  ...intelContract,
  ...workspaceContract,
} as const;

export type ApiContract = typeof API_CONTRACT;
type MethodName = keyof ApiContract;
export type MethodOutput<Name extends MethodName> = OutputOf<ApiContract[Name]>;
