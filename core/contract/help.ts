/** What can be looked up without leaving the program. */
import { z } from 'zod';
import type { Contract } from './method.ts';

const textsSchema = z.array(z.string()).readonly();
const querySubjectSchema = z.enum(['events', 'alerts', 'incidents']);

export const helpContract = {
  'help.readReference': {
    kind: 'query',
    in: z.strictObject({}),
    out: z.object({
      version: z.string(),
      /** What can be asked for in queries, by subject. */
      fields: z
        .array(
          z.object({
            subject: querySubjectSchema,
            name: z.string(),
            aliases: textsSchema,
            about: z.string(),
            /** `text`, `prose`, `number`, `event_id`, `time`, `severity`, `ip`. */
            type: z.string(),
          }),
        )
        .readonly(),
      /** Queries that work, under the headings of the query language's page. */
      examples: z
        .array(z.object({ heading: z.string(), subject: querySubjectSchema, queries: textsSchema }))
        .readonly(),
      commands: z
        .array(
          z.object({
            /** `rules reach`. */
            name: z.string(),
            /** `vedette rules reach [path...]`. */
            usage: z.string(),
            about: z.string(),
            arguments: z.array(z.object({ name: z.string(), about: z.string() })).readonly(),
            options: z.array(z.object({ flags: z.string(), about: z.string() })).readonly(),
          }),
        )
        .readonly(),
      errors: z.array(z.object({ code: z.string(), hint: z.string() })).readonly(),
    }),
  },
} as const satisfies Contract;
