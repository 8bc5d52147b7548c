/** Shapes that several domains share: times, counts, entities, questions and incidents in one line. */
import { z } from 'zod';
import { ENTITY_ROLES, ENTITY_TYPES } from '../model/entity.ts';
import { SEVERITIES } from '../model/severity.ts';
import { VERDICTS } from '../model/verdict.ts';

export const MAX_PAGE_ROWS = 1_000;

export const countSchema = z.number().int().nonnegative();
/** Microseconds since 1970, UTC; 0 where the evidence names no time. */
export const timeSchema = z.number().int();
export const idSchema = z.string().min(1).max(64);
export const numberSchema = z.number().int().positive();
export const severitySchema = z.enum(SEVERITIES);
/** What people say about a change; empty where they say nothing. */
export const whySchema = z.string().max(2_000).default('');

/** A question in the query language (docs/query-language.md). */
export const askedShape = {
  /** Empty asks for everything. */
  query: z.string().max(8_192).default(''),
  /** That times without one are in. */
  zone: z.string().max(64).default('UTC'),
};

export const pageLimitSchema = z.number().int().min(1).max(MAX_PAGE_ROWS).default(100);

export const byShape = {
  ...askedShape,
  /** A field, or `time` with a width: `time:1h`. */
  by: z.string().min(1).max(256),
  /** -1 for all. */
  limit: z.number().int().min(-1).default(50),
};

export const valueCountsSchema = z.strictObject({
  values: z
    .array(z.strictObject({ value: z.union([z.string(), z.number(), z.null()]), count: countSchema }))
    .readonly(),
});

export const entityTypeSchema = z.enum(ENTITY_TYPES);

/** An entity by its canonical name. */
export const entityKeySchema = z.strictObject({ type: entityTypeSchema, value: z.string().min(1).max(4_096) });

/** `label` is what people call it. */
export const entitySchema = z.strictObject({ type: entityTypeSchema, value: z.string(), label: z.string() });

export const mentionSchema = z.strictObject({
  type: entityTypeSchema,
  value: z.string(),
  label: z.string(),
  role: z.enum(ENTITY_ROLES),
});

export const scalarSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** A field that satisfied part of a rule; an empty name is a keyword. */
export const matchedSchema = z.strictObject({ selection: z.string(), field: z.string(), value: scalarSchema });

/** What an alert names that an indicator lists. */
export const sightingSchema = z.strictObject({
  entityType: entityTypeSchema,
  entityValue: z.string(),
  indicatorId: numberSchema,
  indicatorValue: z.string(),
  source: z.string(),
});

/** The verdict that counts on an incident or alert. */
export const verdictSchema = z.strictObject({
  verdict: z.enum(VERDICTS),
  /** The decision it stands in; what undoing takes. */
  decisionId: numberSchema,
  actor: z.string(),
  why: z.string(),
  decidedUs: timeSchema,
});

export const incidentBriefSchema = z.strictObject({
  id: z.string(),
  rank: countSchema,
  title: z.string(),
  severity: severitySchema,
  risk: countSchema,
  alertCount: countSchema,
});

/** How much there is, for 'N of M'. */
export const workspaceCountsSchema = z.strictObject({
  sources: countSchema,
  events: countSchema,
  /** Those that were there once and that retention removed. */
  eventsRemoved: countSchema,
  findings: countSchema,
  alerts: countSchema,
  /** Those of the alerts that a suppression hides. */
  suppressed: countSchema,
  incidents: countSchema,
  damage: countSchema,
  isDemo: z.boolean(),
});

/** What comes with the first page of a list of cases: 'N of M' and what they were made from. */
export const caseTotalsSchema = z.strictObject({
  /** Those that the query finds. */
  matching: countSchema,
  alerts: countSchema,
  suppressed: countSchema,
  incidents: countSchema,
  findings: countSchema,
  events: countSchema,
});
