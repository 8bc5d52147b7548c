/** One event in full, and what stands around it. */
import { z } from 'zod';
import { eventSchema } from './events.ts';
import type { Contract } from './method.ts';
import { countSchema, entityKeySchema, matchedSchema, mentionSchema, numberSchema, severitySchema } from './shapes.ts';

const MAX_RAW_BYTES = 1024 * 1024;
const neighboursSchema = z.number().int().min(0).max(500).default(50);

const rawSchema = z.discriminatedUnion('kind', [
  /** `text` is UTF-8; `hex` two digits a byte, for what is no text. Of `ofBytes` the first `shownBytes`. */
  z.strictObject({ kind: z.enum(['text', 'hex']), content: z.string(), shownBytes: countSchema, ofBytes: countSchema }),
  /** Neither kept in the workspace nor to be read where it came from. */
  z.strictObject({ kind: z.literal('missing'), reason: z.string(), ofBytes: countSchema }),
]);

export const eventDetailContract = {
  /** Where its record is stands in the event: source, byte offset, length, number. */
  'events.read': {
    kind: 'query',
    in: z.strictObject({
      id: numberSchema,
      /** How much of the raw record; 0 for none. */
      maxRawBytes: z.number().int().min(0).max(MAX_RAW_BYTES).default(65_536),
    }),
    out: z.strictObject({
      event: eventSchema,
      entities: z.array(mentionSchema).readonly(),
      /** What was found in it, by time. */
      findings: z
        .array(
          z.strictObject({
            id: numberSchema,
            title: z.string(),
            signal: z.string(),
            detector: z.string(),
            severity: severitySchema,
            author: z.string(),
            techniques: z.array(z.string()).readonly(),
            alertId: z.string().nullable(),
            matched: z.array(matchedSchema).readonly(),
          }),
        )
        .readonly(),
      findingCount: countSchema,
      raw: rawSchema,
    }),
  },
  /**
   * What stands around an event: by `entity` the events before and after it in time that name the entity, by `source`
   * the records before and after it in its source.
   */
  'events.listContext': {
    kind: 'query',
    in: z.strictObject({
      id: numberSchema,
      around: z.discriminatedUnion('by', [
        z.strictObject({ by: z.literal('entity'), entity: entityKeySchema }),
        z.strictObject({ by: z.literal('source') }),
      ]),
      before: neighboursSchema,
      after: neighboursSchema,
    }),
    out: z.strictObject({
      /** The nearest last. */
      before: z.array(eventSchema).readonly(),
      event: eventSchema,
      /** The nearest first. */
      after: z.array(eventSchema).readonly(),
    }),
  },
} as const satisfies Contract;
