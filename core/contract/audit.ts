/** The audit log, for whoever shows it. */
import { z } from 'zod';
import type { JsonValue } from '../model/json.ts';
import type { Contract } from './method.ts';

const jsonSchema: z.ZodType<JsonValue> = z.json();

const auditRowSchema = z.object({
  seq: z.number().int(),
  timeUs: z.number().int(),
  actor: z.string(),
  action: z.string(),
  subject: z.string(),
  before: jsonSchema,
  after: jsonSchema,
  correlationId: z.string(),
  prevHash: z.string(),
  hash: z.string(),
});

const MAX_PAGE_ROWS = 1_000;

export const auditContract = {
  /** A page of the log, newest first; `beforeSeq` is the last number of the page before. */
  'audit.listRows': {
    kind: 'query',
    in: z.strictObject({
      beforeSeq: z.number().int().positive().optional(),
      limit: z.number().int().min(1).max(MAX_PAGE_ROWS).default(100),
    }),
    out: z.object({ rows: z.array(auditRowSchema).readonly(), total: z.number().int() }),
  },
} as const satisfies Contract;
