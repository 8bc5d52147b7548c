/** Threat intelligence: indicators from lists, and exceptions that win over them. */
import { z } from 'zod';
import type { TimeUs } from '../kernel/time.ts';
import { INDICATOR_TYPES } from '../model/indicator.ts';
import type { Contract } from './method.ts';
import { rankingEffectSchema, refusedSchema } from './ranking-effect.ts';

const countSchema = z.number().int().nonnegative();
const textSchema = z.string().max(4_096);
const timeSchema = z.custom<TimeUs>((value) => Number.isSafeInteger(value));
const sourceSchema = z.string().trim().min(1).max(256);
const MAX_INDICATORS = 1_000_000;

export const intelContract = {
  /** Those in force, seen in most alerts first, and how much each source lists. */
  'intel.listIndicators': {
    kind: 'query',
    in: z.strictObject({ limit: z.number().int().positive().max(MAX_INDICATORS).default(1_000) }),
    out: z.object({
      indicators: z
        .array(
          z.object({
            id: countSchema,
            type: z.enum(INDICATOR_TYPES),
            value: z.string(),
            source: z.string(),
            expiresUs: timeSchema.nullable(),
            isAllowed: z.boolean(),
            actor: z.string(),
            why: z.string(),
            addedUs: timeSchema,
            alerts: countSchema,
          }),
        )
        .readonly(),
      sources: z
        .array(z.object({ source: z.string(), indicators: countSchema, allowed: countSchema, seen: countSchema }))
        .readonly(),
    }),
  },
  /** Each item is taken or refused by itself. */
  'intel.addIndicators': {
    kind: 'change',
    in: z.strictObject({
      items: z
        .array(
          z.strictObject({
            type: textSchema,
            value: textSchema,
            source: sourceSchema,
            /** Event time; null for no end. */
            expiresUs: timeSchema.nullable().default(null),
          }),
        )
        .min(1)
        .max(MAX_INDICATORS),
      /** Exceptions: what they name is never a match. */
      isAllowed: z.boolean().default(false),
      why: z.string().max(2_000).default(''),
    }),
    out: z.object({
      added: countSchema,
      known: countSchema,
      refused: z.array(refusedSchema).readonly(),
      effect: rankingEffectSchema,
    }),
  },
  /** Removes what has one of these names (all where there is none) and is of that source (any where it is null). */
  'intel.removeIndicators': {
    kind: 'change',
    in: z.strictObject({
      names: z.array(z.strictObject({ type: textSchema, value: textSchema })).default([]),
      source: sourceSchema.nullable().default(null),
      why: z.string().max(2_000).default(''),
    }),
    out: z.object({ removed: countSchema, effect: rankingEffectSchema }),
  },
} as const satisfies Contract;
