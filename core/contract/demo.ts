/** The demo: a workspace made from a scenario. */
import { z } from 'zod';
import { importReportSchema } from './evidence.ts';
import type { Contract } from './method.ts';

export const demoContract = {
  /** Makes the workspace anew from a scenario; only where it holds nothing but an earlier demo. */
  'demo.resetWorkspace': {
    kind: 'job',
    namesFiles: true,
    in: z.strictObject({ scenario: z.string().min(1) }),
    out: importReportSchema,
  },
} as const satisfies Contract;
