/** What was imported: where it came from, what became of it, and whether what is kept of it is still the same. */
import { z } from 'zod';
import { errorCodeSchema } from './error.ts';
import type { Contract } from './method.ts';

const countSchema = z.number().int().nonnegative();
const timeSchema = z.number().int();
const idSchema = z.number().int().positive();
const MAX_PAGE_ROWS = 1_000;

const pageShape = {
  limit: z.number().int().min(1).max(MAX_PAGE_ROWS).default(100),
  /** The id of the last row of the page before; null for the first page. */
  after: idSchema.nullable().default(null),
};

const sourceSchema = z.object({
  id: idSchema,
  path: z.string(),
  sha256: z.string(),
  sizeBytes: countSchema,
  reader: z.string(),
  kind: z.enum(['evidence', 'alerts', 'demo']),
  records: countSchema,
  /** Those it brought in, and those of them that retention removed. */
  events: countSchema,
  eventsRemoved: countSchema,
  findings: countSchema,
  damage: countSchema,
  /** Of its events that are there and have a time; null where there are none. */
  firstUs: timeSchema.nullable(),
  lastUs: timeSchema.nullable(),
  /** A source that is not complete is read on from its watermark by importing it again. */
  isComplete: z.boolean(),
  watermarkOrdinal: countSchema,
  startedUs: timeSchema,
  endedUs: timeSchema.nullable(),
  /** From the audit log; null for a source from before there was one. */
  custody: z
    .object({
      /** Row of the audit log. */
      seq: countSchema,
      importedBy: z.string(),
      /** `vedette 0.1.0`; null where it was not written down. */
      tool: z.string().nullable(),
    })
    .nullable(),
});

export const sourcesContract = {
  /** A page of sources, the newest first. */
  'sources.listPage': {
    kind: 'query',
    in: z.strictObject(pageShape),
    out: z.object({
      rows: z.array(sourceSchema).readonly(),
      next: idSchema.nullable(),
      total: countSchema,
    }),
  },
  /** A page of places that could not be read, in the order in which they were met. */
  'sources.listDamage': {
    kind: 'query',
    in: z.strictObject({ sourceId: idSchema.nullable().default(null), ...pageShape }),
    out: z.object({
      rows: z
        .array(
          z.object({
            id: idSchema,
            sourceId: idSchema,
            path: z.string(),
            /** Of the first byte, in the source. */
            offset: z.number(),
            record: z.number().nullable(),
            code: errorCodeSchema,
            reason: z.string(),
          }),
        )
        .readonly(),
      next: idSchema.nullable(),
      total: countSchema,
    }),
  },
  /** How much of a source came through each step. */
  'sources.countHops': {
    kind: 'query',
    in: z.strictObject({ sourceId: idSchema }),
    out: z.object({
      sizeBytes: countSchema,
      /** Of it, those that are kept in the workspace. */
      keptBytes: countSchema,
      records: countSchema,
      damage: countSchema,
      events: countSchema,
      eventsRemoved: countSchema,
      /** Rule matches that are kept for correlations; some of them are findings too. */
      matches: countSchema,
      /** Of our rules, of sensors and other tools, and of correlations that end in this source. */
      findings: z.object({ rules: countSchema, sensors: countSchema, correlations: countSchema }),
      /** Those with a finding of this source. */
      alerts: countSchema,
      suppressed: countSchema,
      incidents: countSchema,
    }),
  },
  /** Unpacks what is kept of a source, or of all, and compares its SHA-256 with the one it was imported by. */
  'sources.verify': {
    kind: 'job',
    in: z.strictObject({ sourceId: idSchema.nullable().default(null) }),
    out: z.object({
      /** Evidence that was read to its end. */
      sources: countSchema,
      whole: countSchema,
      /** Of which retention removed some, or of which less than all was ever kept. */
      inPart: countSchema,
      notKept: countSchema,
      /** That changed while they were imported: what is kept is what was read. */
      changed: countSchema,
      faults: z.array(z.object({ path: z.string(), sha256: z.string(), reason: z.string() })).readonly(),
      isSound: z.boolean(),
    }),
  },
} as const satisfies Contract;
