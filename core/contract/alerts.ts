/** Asking about alerts: pages, counts, one in full. */
import { z } from 'zod';
import type { Contract } from './method.ts';
import {
  askedShape,
  byShape,
  caseTotalsSchema,
  countSchema,
  entityTypeSchema,
  idSchema,
  matchedSchema,
  mentionSchema,
  numberSchema,
  pageLimitSchema,
  severitySchema,
  sightingSchema,
  timeSchema,
  valueCountsSchema,
  verdictSchema,
} from './shapes.ts';

const alertCursorSchema = z.strictObject({ firstSeenUs: timeSchema, id: idSchema });

export const alertRowSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  /** The detection: a rule's id or another tool's own. */
  signal: z.string(),
  /** Who found it: vedette or another tool. */
  detector: z.string(),
  severity: severitySchema,
  techniques: z.array(z.string()).readonly(),
  tactics: z.array(z.string()).readonly(),
  entities: z.array(mentionSchema).readonly(),
  firstSeenUs: timeSchema,
  lastSeenUs: timeSchema,
  /** Findings it stands for. */
  count: numberSchema,
  /** So many so fast that each by itself means nothing. */
  isStorm: z.boolean(),
  /** Null while it is hidden. */
  incident: z.strictObject({ id: z.string(), rank: countSchema, title: z.string() }).nullable(),
  /** The suppression that hides it. */
  suppressionId: numberSchema.nullable(),
  /** On the alert itself, not on its incident. */
  verdict: verdictSchema.nullable(),
});

/** Why an alert is in its incident. */
export const linkSchema = z.strictObject({
  /** The alert it was joined to; null for the one the incident started from. */
  joinedToAlertId: z.string().nullable(),
  /** What the two share; null where it is a signal or a moment. */
  entityType: entityTypeSchema.nullable(),
  entityValue: z.string().nullable(),
  gapUs: z.number(),
  /** The same in words and numbers. */
  text: z.string(),
});

const findingSchema = z.strictObject({
  id: numberSchema,
  timeUs: timeSchema,
  /** Null for what another tool submitted. */
  eventId: numberSchema.nullable(),
  externalId: z.string().nullable(),
  /** Of the rule; empty where it names none. */
  author: z.string(),
  matched: z.array(matchedSchema).readonly(),
});

export const alertsContract = {
  /** A page in order of first sighting. Suppressed alerts are left out unless the query names `suppressed`. */
  'alerts.listPage': {
    kind: 'query',
    in: z.strictObject({
      ...askedShape,
      limit: pageLimitSchema,
      direction: z.enum(['ascending', 'descending']).default('ascending'),
      after: alertCursorSchema.nullable().default(null),
    }),
    out: z.strictObject({
      rows: z.array(alertRowSchema).readonly(),
      /** Where the following page starts; null after the last. */
      next: alertCursorSchema.nullable(),
      /** Counted for the first page only, where `after` is null. */
      totals: caseTotalsSchema.nullable(),
      /** Whether suppressed alerts were left out that the query did not ask about. */
      leavesOutSuppressed: z.boolean(),
      notes: z.array(z.string()).readonly(),
    }),
  },
  /** The most frequent values of a field, or of `time:1h` every bucket that has alerts. */
  'alerts.countBy': { kind: 'query', in: z.strictObject(byShape), out: valueCountsSchema },
  /** One alert in full, with the first of its findings. */
  'alerts.read': {
    kind: 'query',
    in: z.strictObject({ id: idSchema, limit: z.number().int().min(1).max(1_000).default(20) }),
    out: z.strictObject({
      alert: alertRowSchema,
      link: linkSchema.nullable(),
      /** What hides it. */
      suppression: z
        .strictObject({ id: numberSchema, scope: z.string(), actor: z.string(), why: z.string() })
        .nullable(),
      /** By time; there are `alert.count` in all. */
      findings: z.array(findingSchema).readonly(),
      sightings: z.array(sightingSchema).readonly(),
    }),
  },
} as const satisfies Contract;
