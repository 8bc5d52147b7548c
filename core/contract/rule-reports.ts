/** What running rules over everything stored tells: what they would find, and which of them can find anything here. */
import { z } from 'zod';
import { SEVERITIES } from '../model/severity.ts';
import { fieldScalarSchema, fieldValueSchema, logsourceSchema, ruleFactsSchema } from './explanation.ts';

const countSchema = z.number().int().nonnegative();
const timeSchema = z.number().int();
/** Null where there are no events with a time. */
const spanShape = { firstUs: timeSchema.nullable(), lastUs: timeSchema.nullable() };
/** Null where there are too many hits to tell, or none of them makes alerts. */
const alertShape = { alerts: countSchema.nullable(), alertsPerDay: z.number().nullable() };

const comparedEventsSchema = z
  .array(z.object({ eventId: countSchema, timeUs: timeSchema, message: z.string() }))
  .readonly();

const ruleBacktestSchema = z.object({
  rule: ruleFactsSchema,
  kind: z.enum(['rule', 'correlation']),
  /** True where only correlations use its matches: they make no alerts. */
  isSilent: z.boolean(),
  hits: countSchema,
  ...spanShape,
  bucketUs: countSchema,
  timeline: z.array(z.object({ startUs: timeSchema, count: countSchema })).readonly(),
  hosts: z.array(z.object({ host: z.string(), count: countSchema })).readonly(),
  values: z
    .array(
      z.object({
        /** Empty for keywords. */
        field: z.string(),
        distinct: countSchema,
        isComplete: z.boolean(),
        top: z.array(z.object({ value: fieldScalarSchema, count: countSchema })).readonly(),
      }),
    )
    .readonly(),
  /** Ids of the first events; of a correlation the last event of each hit. */
  examples: z.array(countSchema).readonly(),
  ...alertShape,
});

export const backtestReportSchema = z.object({
  events: countSchema,
  /** Those that any of the rules could be asked about. */
  considered: countSchema,
  ...spanShape,
  daysWithEvents: countSchema,
  rules: z.array(ruleBacktestSchema).readonly(),
  ...alertShape,
  /** Events, not hits; null where nothing was to be compared with. */
  comparison: z
    .object({
      before: countSchema,
      after: countSchema,
      gained: countSchema,
      lost: countSchema,
      /** The first ones. */
      gainedExamples: comparedEventsSchema,
      lostExamples: comparedEventsSchema,
    })
    .nullable(),
  /** Matches that were too many to correlate. */
  uncorrelated: countSchema,
});

const REACH_STATES = [
  'fired',
  'could_fire',
  'no_logsource',
  'field_never_seen',
  'other_values',
  'always_excluded',
  'rules_cannot_fire',
] as const;

const blockSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('field_never_seen'),
    selection: z.string(),
    field: z.string(),
    eventField: z.string(),
  }),
  z.object({
    kind: z.literal('other_values'),
    selection: z.string(),
    field: z.string(),
    eventField: z.string(),
    wanted: z.array(z.string()).readonly(),
    wantedCount: countSchema,
    /** The most frequent ones. */
    seen: z.array(z.object({ value: fieldValueSchema, count: countSchema })).readonly(),
    seenCount: countSchema,
  }),
  z.object({ kind: z.literal('always_excluded'), selection: z.string() }),
]);

/** What stands in the way, on the route on which least is missing; null where nothing does, or no route leads there. */
const obstacleSchema = z
  .object({
    channel: z.string(),
    eventId: countSchema.nullable(),
    label: logsourceSchema,
    events: countSchema,
    /** The first few. */
    blocks: z.array(blockSchema).readonly(),
    blockCount: countSchema,
  })
  .nullable();

export const reachReportSchema = z.object({
  events: countSchema,
  rules: z
    .array(
      z.object({
        id: z.string(),
        title: z.string(),
        level: z.enum(SEVERITIES),
        kind: z.enum(['rule', 'correlation']),
        state: z.enum(REACH_STATES),
        hits: countSchema,
        /** Null for a correlation. */
        logsource: logsourceSchema.nullable(),
        obstacle: obstacleSchema,
      }),
    )
    .readonly(),
  /** How many rules are in each state. */
  counts: z.record(z.enum(REACH_STATES), countSchema).readonly(),
});
