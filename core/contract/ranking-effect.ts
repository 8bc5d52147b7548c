/** What something that people say does to the queue: it moves risk and rank, never an alert. */
import { z } from 'zod';
import { SEVERITIES } from '../model/severity.ts';

const countSchema = z.number().int().nonnegative();

export const rankingEffectSchema = z.object({
  incidents: countSchema,
  /** Those whose risk is another now. */
  changed: countSchema,
  /** The most pressing of these. */
  top: z
    .array(
      z.object({
        id: z.string(),
        title: z.string(),
        severity: z.enum(SEVERITIES),
        rankBefore: countSchema,
        rank: countSchema,
        riskBefore: countSchema,
        risk: countSchema,
      }),
    )
    .readonly(),
});

/** A part of a list that was not taken, by its place in it, counted from 0. */
export const refusedSchema = z.object({ index: countSchema, reason: z.string() });
