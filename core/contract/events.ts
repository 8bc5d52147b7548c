/** Asking about events: pages, counts, values. Queries are text in the query language (docs/query-language.md). */
import { z } from 'zod';
import { ENTITY_TYPES } from '../model/entity.ts';
import { SEVERITIES } from '../model/severity.ts';
import type { Contract } from './method.ts';

const MAX_PAGE_ROWS = 5_000;

const countSchema = z.number().int().nonnegative();
const timeSchema = z.number().int();

const cursorSchema = z.strictObject({ timeUs: timeSchema, id: z.number().int() });

const askedSchema = {
  /** Empty asks for everything. */
  query: z.string().max(8_192).default(''),
  /** That times without one are in. */
  zone: z.string().max(64).default('UTC'),
};

const fieldScalarSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);

export const eventSchema = z.object({
  id: z.number().int(),
  timeUs: timeSchema,
  timeOrigin: z.enum(['zoned', 'assumed_utc', 'missing']),
  timeText: z.string(),
  classUid: z.number().int(),
  activityId: z.number().int(),
  severity: z.enum(SEVERITIES),
  mapping: z.string(),
  message: z.string(),
  logsource: z.object({
    product: z.string().optional(),
    category: z.string().optional(),
    service: z.string().optional(),
  }),
  /** By name; `z.record` would drop a field called `__proto__`. */
  fields: z.custom<
    Readonly<Record<string, z.output<typeof fieldScalarSchema> | readonly z.output<typeof fieldScalarSchema>[]>>
  >((value) => typeof value === 'object' && value !== null),
  sourceId: z.number().int(),
  sourcePath: z.string(),
  sourceSha256: z.string(),
  ordinal: countSchema,
  recordNumber: z.number(),
  byteOffset: countSchema,
  lengthBytes: countSchema,
  isRecovered: z.boolean(),
});

export const eventsContract = {
  /** A page in order of time. `next` is where the following page starts, null after the last. */
  'events.listPage': {
    kind: 'query',
    in: z.strictObject({
      ...askedSchema,
      limit: z.number().int().min(1).max(MAX_PAGE_ROWS).default(100),
      after: cursorSchema.nullable().default(null),
    }),
    out: z.object({
      rows: z.array(eventSchema).readonly(),
      next: cursorSchema.nullable(),
      notes: z.array(z.string()).readonly(),
    }),
  },
  'events.countAll': { kind: 'query', in: z.strictObject(askedSchema), out: z.object({ count: countSchema }) },
  /** The most frequent values of a field, or of `time:1h` every bucket that has events. */
  'events.countBy': {
    kind: 'query',
    in: z.strictObject({ ...askedSchema, by: z.string().min(1).max(256), limit: z.number().int().min(-1).default(50) }),
    out: z.object({
      values: z.array(z.object({ value: z.union([z.string(), z.number(), z.null()]), count: countSchema })).readonly(),
    }),
  },
  /** What an event mentions. */
  'events.listEntities': {
    kind: 'query',
    in: z.strictObject({ id: z.number().int() }),
    out: z.object({
      entities: z
        .array(
          z.object({ type: z.enum(ENTITY_TYPES), value: z.string(), role: z.string(), label: z.string().optional() }),
        )
        .readonly(),
    }),
  },
} as const satisfies Contract;
