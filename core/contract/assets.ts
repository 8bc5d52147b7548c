/** Assets and accounts: how critical people say they are. */
import { z } from 'zod';
import type { TimeUs } from '../kernel/time.ts';
import { CRITICALITIES, RATED_TYPES } from '../model/criticality.ts';
import type { Contract } from './method.ts';
import { rankingEffectSchema, refusedSchema } from './ranking-effect.ts';

const textSchema = z.string().max(4_096);
const timeSchema = z.custom<TimeUs>((value) => Number.isSafeInteger(value));
const MAX_RATINGS = 1_000_000;

export const assetsContract = {
  /** What counts now, the most critical first. */
  'assets.listRatings': {
    kind: 'query',
    in: z.strictObject({}),
    out: z.object({
      ratings: z
        .array(
          z.object({
            type: z.enum(RATED_TYPES),
            value: z.string(),
            level: z.enum(CRITICALITIES),
            actor: z.string(),
            why: z.string(),
            ratedUs: timeSchema,
          }),
        )
        .readonly(),
    }),
  },
  /** Each item is taken or refused by itself, so that one bad line of a list costs one line. */
  'assets.rateCriticality': {
    kind: 'change',
    in: z.strictObject({
      items: z
        .array(z.strictObject({ type: textSchema, value: textSchema, level: textSchema, why: textSchema.default('') }))
        .min(1)
        .max(MAX_RATINGS),
    }),
    out: z.object({
      rated: z.number().int().nonnegative(),
      unchanged: z.number().int().nonnegative(),
      refused: z.array(refusedSchema).readonly(),
      effect: rankingEffectSchema,
    }),
  },
} as const satisfies Contract;
