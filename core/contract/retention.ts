/** Old events: what would go, and letting it go. */
import { z } from 'zod';
import type { Contract } from './method.ts';

const countSchema = z.number().int().nonnegative();
const timeSchema = z.number().int().nonnegative();

export const retentionLimitSchema = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('time'), beforeUs: timeSchema }),
  /** Counted back from the newest event, not from now. */
  z.strictObject({ by: z.literal('age'), olderThanUs: z.number().int().positive() }),
  /** The oldest go until the rest takes about so much: an estimate by the mean bytes of an event. */
  z.strictObject({ by: z.literal('size'), maxBytes: z.number().int().positive() }),
]);

/** Null where there are no events to speak of. */
const spanSchema = { firstUs: timeSchema.nullable(), lastUs: timeSchema.nullable() };

const plannedSourceSchema = z.object({
  path: z.string(),
  sha256: z.string(),
  events: countSchema,
  removable: countSchema,
  ...spanSchema,
  held: countSchema,
  unfinished: countSchema,
});

const removedSourceSchema = z.object({
  path: z.string(),
  sha256: z.string(),
  events: countSchema,
  firstUs: timeSchema,
  lastUs: timeSchema,
});

export const retentionContract = {
  'workspace.previewRetention': {
    kind: 'query',
    in: z.strictObject({ limit: retentionLimitSchema }),
    out: z.object({
      /** Events before it go; null where none has to. */
      cutoffUs: timeSchema.nullable(),
      newestUs: timeSchema.nullable(),
      /** An earlier removal was stopped, and the next one finishes it. */
      isUnfinished: z.boolean(),
      events: countSchema,
      removable: countSchema,
      ...spanSchema,
      /** As old, and kept because findings or correlation rest on them or somebody pinned them. */
      held: countSchema,
      /** As old, and kept because their source is not read to its end. */
      unfinished: countSchema,
      /** Kept because they name no time. */
      withoutTime: countSchema,
      estimatedBytes: countSchema,
      /** Those with events before the cutoff. */
      sources: z.array(plannedSourceSchema).readonly(),
    }),
  },
  /** `shownCutoffUs` is what a preview gave for the limit: then what was shown is what goes. */
  'workspace.applyRetention': {
    kind: 'job',
    in: z.strictObject({ limit: retentionLimitSchema, shownCutoffUs: timeSchema.optional() }),
    out: z.object({
      cutoffUs: timeSchema.nullable(),
      events: countSchema,
      ...spanSchema,
      /** Blocks of evidence that no event rests on any more, and their bytes unpacked. */
      rawBlocks: countSchema,
      rawBytes: countSchema,
      eventsLeft: countSchema,
      sources: z.array(removedSourceSchema).readonly(),
    }),
  },
} as const satisfies Contract;
