/** The query language while somebody types: what may stand at the cursor, what is wrong, what a query means. */
import { z } from 'zod';
import type { Contract } from './method.ts';
import { askedShape, countSchema } from './shapes.ts';

const subjectSchema = z.enum(['events', 'alerts', 'incidents']);
const placeShape = { from: countSchema, to: countSchema };

export const queriesContract = {
  'query.complete': {
    kind: 'query',
    in: z.strictObject({
      subject: subjectSchema,
      text: askedShape.query,
      /** Where the cursor is, in UTF-16 units. */
      at: countSchema,
    }),
    out: z.strictObject({
      candidates: z
        .array(
          z.strictObject({
            kind: z.enum(['field', 'value', 'keyword', 'time']),
            /** What replaces the text from `from` to `to`. */
            insert: z.string(),
            ...placeShape,
            about: z.string(),
          }),
        )
        .readonly(),
    }),
  },
  'query.check': {
    kind: 'query',
    in: z.strictObject({ subject: subjectSchema, text: askedShape.query, zone: askedShape.zone }),
    out: z.strictObject({
      /** In the order of the text; none where it can be run. */
      problems: z.array(z.strictObject({ ...placeShape, message: z.string(), hint: z.string().nullable() })).readonly(),
      /** What a name was taken for. */
      notes: z.array(z.string()).readonly(),
      /** The tests that must all hold, and what time is asked for: chips of a filter bar. */
      terms: z
        .array(
          z.strictObject({
            ...placeShape,
            text: z.string(),
            kind: z.enum(['field', 'words', 'group', 'time']),
            /** Null for all but a test of one field. */
            field: z.string().nullable(),
            isNegated: z.boolean(),
            /** The whole query without it. */
            without: z.string(),
          }),
        )
        .readonly(),
      /** The same query in one spelling. */
      formatted: z.string(),
      /** What the store is asked, for people; null where there are problems. */
      sql: z.string().nullable(),
    }),
  },
} as const satisfies Contract;
