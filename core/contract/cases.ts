/** Case work by hand: decisions about incidents, and what is suppressed. */
import { z } from 'zod';
import { SEVERITIES } from '../model/severity.ts';
import { VERDICT_SCOPES, VERDICTS } from '../model/verdict.ts';
import type { TimeUs } from '../kernel/time.ts';
import type { Contract } from './method.ts';
import { incidentBriefSchema } from './shapes.ts';

const countSchema = z.number().int().nonnegative();
const idSchema = z.string().min(1);
const numberSchema = z.number().int().positive();
const timeSchema = z.custom<TimeUs>((value) => Number.isSafeInteger(value));
const severitySchema = z.enum(SEVERITIES);
/** What people say about a change; empty where they say nothing. */
const whySchema = z.string().max(2_000).default('');

const decisionKindSchema = z.enum(['merge', 'split', 'detach', 'pin', 'verdict', 'undo']);

const decisionOutcomeSchema = z.object({
  /** The number of the decision; what undoing takes. */
  id: numberSchema,
  kind: decisionKindSchema,
  about: z.string(),
  why: z.string(),
  actor: z.string(),
  /** The incidents of the alerts it is about, and those that hold the alerts of these now. */
  before: z.array(incidentBriefSchema).readonly(),
  after: z.array(incidentBriefSchema).readonly(),
});

const scopeShape = {
  /** A query over alerts. */
  scope: z.string().max(8_192),
  /** Event time; null for no end. */
  untilUs: timeSchema.nullable().default(null),
};

const suppressionSchema = z.object({
  id: numberSchema,
  scope: z.string(),
  untilUs: timeSchema.nullable(),
  actor: z.string(),
  why: z.string(),
  madeUs: timeSchema,
  alerts: countSchema,
  findings: countSchema,
  lifted: z.object({ actor: z.string(), why: z.string(), liftedUs: timeSchema }).nullable(),
});

const pictureSchema = z.object({ alerts: countSchema, suppressed: countSchema, incidents: countSchema });

const suppressionOutcomeSchema = z.object({
  suppression: suppressionSchema,
  before: pictureSchema,
  after: pictureSchema,
});

const previewSchema = z.object({
  alerts: countSchema,
  findings: countSchema,
  ofAlerts: countSchema,
  ofFindings: countSchema,
  highestSeverity: severitySchema.nullable(),
  bySeverity: z.array(z.object({ severity: severitySchema, alerts: countSchema })).readonly(),
  incidents: countSchema,
  emptiedIncidents: countSchema,
  top: z
    .array(
      z.object({
        id: z.string(),
        rank: countSchema,
        title: z.string(),
        severity: severitySchema,
        hidden: countSchema,
        alerts: countSchema,
      }),
    )
    .readonly(),
  rules: z
    .array(z.object({ title: z.string(), severity: severitySchema, alerts: countSchema, findings: countSchema }))
    .readonly(),
  examples: z
    .array(
      z.object({
        id: z.string(),
        title: z.string(),
        severity: severitySchema,
        count: countSchema,
        firstSeenUs: timeSchema,
        incidentRank: countSchema.nullable(),
      }),
    )
    .readonly(),
});

export const decisionSchema = z.object({
  id: numberSchema,
  kind: decisionKindSchema,
  /** Both null for all but a verdict. */
  verdict: z.enum(VERDICTS).nullable(),
  verdictOn: z.enum(VERDICT_SCOPES).nullable(),
  /** The decision that an undo takes back. */
  revokesId: numberSchema.nullable(),
  about: z.string(),
  why: z.string(),
  actor: z.string(),
  decidedUs: timeSchema,
  isInForce: z.boolean(),
});

export const casesContract = {
  /** All decisions by hand, in the order they were taken. */
  'cases.listDecisions': {
    kind: 'query',
    in: z.strictObject({}),
    out: z.object({ decisions: z.array(decisionSchema).readonly() }),
  },
  /** What was learned of each signal that somebody judged. */
  'cases.listJudgedSignals': {
    kind: 'query',
    in: z.strictObject({}),
    out: z.object({
      signals: z
        .array(z.object({ detector: z.string(), title: z.string(), counts: z.record(z.enum(VERDICTS), countSchema) }))
        .readonly(),
    }),
  },
  /** All suppressions, in the order they were made. */
  'cases.listSuppressions': {
    kind: 'query',
    in: z.strictObject({}),
    out: z.object({ suppressions: z.array(suppressionSchema).readonly() }),
  },
  'cases.mergeIncidents': {
    kind: 'change',
    in: z.strictObject({ incidentIds: z.array(idSchema).min(1), why: whySchema }),
    out: decisionOutcomeSchema,
  },
  /** These alerts of the incident become one of their own. */
  'cases.splitIncident': {
    kind: 'change',
    in: z.strictObject({ incidentId: idSchema, alertIds: z.array(idSchema).min(1), why: whySchema }),
    out: decisionOutcomeSchema,
  },
  'cases.detachAlert': {
    kind: 'change',
    in: z.strictObject({ alertId: idSchema, why: whySchema }),
    out: decisionOutcomeSchema,
  },
  'cases.pinAlert': {
    kind: 'change',
    in: z.strictObject({ alertId: idSchema, incidentId: idSchema, why: whySchema }),
    out: decisionOutcomeSchema,
  },
  /** What a person concludes about an incident or an alert. */
  'cases.giveVerdict': {
    kind: 'change',
    in: z.strictObject({
      on: z.enum(VERDICT_SCOPES),
      id: idSchema,
      verdict: z.enum(VERDICTS),
      why: z.string().max(2_000),
    }),
    out: decisionOutcomeSchema,
  },
  /** Takes a decision back; without a number the latest in force. */
  'cases.undoDecision': {
    kind: 'change',
    in: z.strictObject({ id: numberSchema.nullable().default(null), why: whySchema }),
    out: decisionOutcomeSchema,
  },
  /** What a suppression would hide; changes nothing. */
  'cases.previewSuppression': { kind: 'query', in: z.strictObject(scopeShape), out: previewSchema },
  'cases.suppressAlerts': {
    kind: 'change',
    in: z.strictObject({ ...scopeShape, why: z.string().max(2_000) }),
    out: suppressionOutcomeSchema,
  },
  'cases.liftSuppression': {
    kind: 'change',
    in: z.strictObject({ id: numberSchema, why: whySchema }),
    out: suppressionOutcomeSchema,
  },
} as const satisfies Contract;
