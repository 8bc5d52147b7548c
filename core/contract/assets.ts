/** Assets and accounts: how critical people say they are. */
import { z } from 'zod';
import type { Contract } from './method.ts';
import { rankingEffectSchema, refusedSchema } from './ranking-effect.ts';

const textSchema = z.string().max(4_096);
const MAX_RATINGS = 1_000_000;

export const assetsContract = {
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
