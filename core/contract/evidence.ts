/** Taking in evidence and alerts of other tools. */
import { z } from 'zod';
import { errorCodeSchema } from './error.ts';
import type { Contract } from './method.ts';

const pathSchema = z.string().min(1);
const countSchema = z.number().int().nonnegative();

/** Counts by names that the evidence chose; `z.record` would drop the name `__proto__`. */
const tallySchema = z.custom<Readonly<Record<string, number>>>(
  (value) => typeof value === 'object' && value !== null && Object.values(value).every(Number.isSafeInteger),
);

const damageSchema = z.object({
  code: errorCodeSchema,
  offset: z.number(),
  record: z.number().nullable(),
  reason: z.string(),
});

const sourceReportSchema = z.object({
  path: z.string(),
  reader: z.string(),
  outcome: z.enum(['imported', 'resumed', 'known']),
  records: countSchema,
  events: countSchema,
  hits: countSchema,
  damaged: countSchema,
  damage: z.array(damageSchema).readonly(),
  removed: countSchema,
});

const skippedSchema = z.object({
  kind: z.literal('skipped'),
  path: z.string(),
  code: errorCodeSchema,
  reason: z.string(),
});

const totalsSchema = z.object({
  sources: countSchema,
  events: countSchema,
  eventsRemoved: countSchema,
  findings: countSchema,
  alerts: countSchema,
  suppressed: countSchema,
  incidents: countSchema,
  damage: countSchema,
  isDemo: z.boolean(),
});

/** How far baselines of hosts and users reach. */
const baselinesSchema = z.object({
  hosts: countSchema,
  readyHosts: countSchema,
  users: countSchema,
  readyUsers: countSchema,
  found: countSchema,
  leftOut: countSchema,
});

export const importReportSchema = z.object({
  rules: z.object({ loaded: countSchema, refused: countSchema }),
  sources: z.array(sourceReportSchema).readonly(),
  skipped: z.array(skippedSchema).readonly(),
  baselines: baselinesSchema.nullable(),
  totals: totalsSchema,
});

export const evidenceContract = {
  /** Imports everything below `paths`; a source that is known already adds nothing. */
  'evidence.importPaths': {
    kind: 'job',
    namesFiles: true,
    in: z.strictObject({
      paths: z.array(pathSchema).min(1),
      /** Files and folders of Sigma rules; none means our own. */
      rules: z.array(pathSchema).default([]),
      /** Files of the lists that placeholders in rules stand for. */
      lists: z.array(pathSchema).default([]),
      /** Also what EVTX files keep in slack space. */
      recover: z.boolean().default(false),
    }),
    out: importReportSchema,
  },
  /** Takes the alerts of another tool from an NDJSON file. */
  'evidence.submitAlerts': {
    kind: 'job',
    namesFiles: true,
    in: z.strictObject({ path: pathSchema }),
    out: z.object({
      lines: countSchema,
      accepted: countSchema,
      known: countSchema,
      rejected: countSchema,
      badLines: z.array(z.object({ line: countSchema, reason: z.string() })).readonly(),
      unknownEntityTypes: tallySchema,
      unreadableEntities: tallySchema,
      isKnownFile: z.boolean(),
      totals: totalsSchema,
    }),
  },
} as const satisfies Contract;
