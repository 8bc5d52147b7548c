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
const countSchema = z.number().int().nonnegative();
const timeSchema = z.number().int();
const limitSchema = z.number().int().min(1).max(MAX_PAGE_ROWS).default(100);
/** Contained in the text, letters' case left aside; empty takes all. */
const partSchema = z.string().max(1_000).default('');

const headSchema = z.object({ count: countSchema, hash: z.string() });

export const auditContract = {
  /** A page of the log, newest first; `beforeSeq` is the last number of the page before. */
  'audit.listRows': {
    kind: 'query',
    in: z.strictObject({
      beforeSeq: z.number().int().positive().optional(),
      limit: limitSchema,
    }),
    out: z.object({ rows: z.array(auditRowSchema).readonly(), total: z.number().int() }),
  },
  /** A page of the rows that fit, newest first, and which actors and actions there are to choose from. */
  'audit.search': {
    kind: 'query',
    in: z.strictObject({
      /** Exactly this one; empty takes all. */
      actor: z.string().max(1_000).default(''),
      /** Exactly this one, or with `.` at its end all of a domain: `cases.`. */
      action: z.string().max(200).default(''),
      subject: partSchema,
      /** Both ends included; null for no end. */
      fromUs: timeSchema.nullable().default(null),
      toUs: timeSchema.nullable().default(null),
      /** The last number of the page before; null for the first page. */
      beforeSeq: z.number().int().positive().nullable().default(null),
      limit: limitSchema,
    }),
    out: z.object({
      rows: z.array(auditRowSchema).readonly(),
      next: z.number().int().positive().nullable(),
      /** How many fit, and of how many. */
      found: countSchema,
      total: countSchema,
      actors: z.array(z.string()).readonly(),
      actions: z.array(z.string()).readonly(),
    }),
  },
  /** Is the workspace whole, and is every chain in it as it was written? Names the first row that is not. */
  'audit.verify': {
    kind: 'job',
    in: z.strictObject({
      /** Leaves the content of indexes unchecked. */
      isQuick: z.boolean().default(false),
    }),
    out: z.object({
      isSound: z.boolean(),
      /** What is wrong with the database itself. */
      problems: z.array(z.string()).readonly(),
      chains: z
        .array(
          z.object({
            chain: z.string(),
            /** The rows from the first on that are as they were written. */
            head: headSchema,
            /** The head as it is recorded apart from the rows; null where that record is gone. */
            recorded: headSchema.nullable(),
            fault: z.object({ kind: z.string(), seq: countSchema, reason: z.string() }).nullable(),
          }),
        )
        .readonly(),
    }),
  },
} as const satisfies Contract;
