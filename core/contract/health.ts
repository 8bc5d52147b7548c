/** Is everything that Vedette needs there and working? */
import { z } from 'zod';
import type { Contract } from './method.ts';

const countSchema = z.number().int().nonnegative();

/** `degraded` works with less; `disabled` is not there by intention. */
export const healthStateSchema = z.enum(['ok', 'degraded', 'down', 'disabled']);

export const healthContract = {
  /** What a look at each part says now; nothing is tried out, so it can be asked often. */
  'health.read': {
    kind: 'query',
    in: z.strictObject({}),
    out: z.object({
      /** The worst of all, `disabled` left aside. */
      state: healthStateSchema,
      subsystems: z
        .array(
          z.object({
            /** Stable: `store`, `writer_lock`, `rules`, `readers`, `disk`, `memory`, `clock`, `model`, `sync`. */
            name: z.string(),
            state: healthStateSchema,
            detail: z.string(),
            /** What to do; empty where nothing has to be done. */
            fix: z.string(),
          }),
        )
        .readonly(),
    }),
  },
  /** Tries everything out for real, in a workspace of its own that is removed again. Changes nothing in this one. */
  'health.runDoctor': {
    kind: 'job',
    in: z.strictObject({}),
    out: z.object({
      state: healthStateSchema,
      checks: z
        .array(
          z.object({
            id: z.string(),
            title: z.string(),
            state: healthStateSchema,
            detail: z.string(),
            tookMs: z.number().nonnegative(),
            fix: z.string(),
          }),
        )
        .readonly(),
      counts: z.object({ ok: countSchema, degraded: countSchema, down: countSchema, disabled: countSchema }),
    }),
  },
} as const satisfies Contract;
