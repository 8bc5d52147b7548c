/**
 * Work on files that a person dropped or chose. The shell (or the loopback server, for an upload) hands the engine each of
 * them under a random name, the grant, and tells the page only that name.
 */
import { z } from 'zod';
import { importReportSchema } from './evidence.ts';
import type { Contract } from './method.ts';

export const grantedContract = {
  'evidence.importGranted': {
    kind: 'job',
    in: z.strictObject({
      grants: z.array(z.string().max(64)).min(1).max(10_000),
      /** Also what EVTX files keep in slack space. */
      recover: z.boolean().default(false),
    }),
    out: importReportSchema,
  },
} as const satisfies Contract;
