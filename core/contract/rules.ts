/** Detection rules: those in use with what they found here, trying them out, and switching them. */
import { z } from 'zod';
import type { JsonValue } from '../model/json.ts';
import { SEVERITIES } from '../model/severity.ts';
import { errorCodeSchema } from './error.ts';
import {
  explainedCorrelationSchema,
  explanationSchema,
  logsourceSchema,
  needSchema,
  ruleFactsSchema,
} from './explanation.ts';
import type { Contract } from './method.ts';
import { backtestReportSchema, reachReportSchema } from './rule-reports.ts';

const MAX_RULE_CHARS = 1_000_000;
const MAX_SAMPLE_CHARS = 4_000_000;
const MAX_SAMPLE_EVENTS = 200;
const MAX_SWITCHED = 20_000;

const countSchema = z.number().int().nonnegative();
const timeSchema = z.number().int();
const idSchema = z.string().min(1).max(256);
const eventIdSchema = z.number().int().positive();
const pathSchema = z.string().min(1).max(4_096);
const whySchema = z.string().max(2_000).default('');
const textsSchema = z.array(z.string()).readonly();

/** A rule of the pack in use by its whole id, or the text of one that is being written. */
const ruleInputSchema = z.union([
  z.strictObject({ id: idSchema }),
  z.strictObject({ text: z.string().min(1).max(MAX_RULE_CHARS) }),
]);

const kindSchema = z.enum(['rule', 'correlation', 'filter']);

const refusedRuleSchema = z.object({
  path: z.string(),
  /** 1-based; null where the reason has no place. */
  line: countSchema.nullable(),
  ruleId: z.string().nullable(),
  title: z.string().nullable(),
  code: errorCodeSchema,
  field: z.string().nullable(),
  reason: z.string(),
});

const ruleSchema = z.object({
  id: z.string(),
  kind: kindSchema,
  title: z.string(),
  /** Null for a filter. */
  level: z.enum(SEVERITIES).nullable(),
  /** As its author says: `stable`, `test` …; empty where it says nothing. */
  status: z.string(),
  /** Of our own rules `stable` or `beta`, `imported` for all others. */
  tier: z.enum(['stable', 'beta', 'imported']),
  /** Null for a correlation, which takes its events from other rules. */
  logsource: logsourceSchema.nullable(),
  techniques: textsSchema,
  tactics: textsSchema,
  author: z.string(),
  description: z.string(),
  path: z.string(),
  line: countSchema,
  isEnabled: z.boolean(),
  /** Who switched it last in this workspace, and why; null where nobody did. */
  switched: z.object({ actor: z.string(), why: z.string(), switchedUs: timeSchema }).nullable(),
  /** True where its matches only feed correlations and are no findings. */
  isSilent: z.boolean(),
  /** How a correlation relates events; null for the others. */
  correlationType: z.string().nullable(),
  /** Of a correlation the rules it is built on, of a filter those it stands in; by id. */
  rules: textsSchema,
  /** What it found in this workspace. A filter finds nothing. */
  findings: countSchema,
  alerts: countSchema,
  lastSeenUs: timeSchema.nullable(),
});

const packSchema = z.object({
  /** Files, folders and zip archives; empty stands for the rules that come with Vedette. */
  paths: textsSchema,
  /** Files of the lists that placeholders in rules stand for. */
  lists: textsSchema,
});

const problemSchema = z.object({
  /** 1-based, like the columns; the whole first line where the reason has no place. */
  line: z.number().int().positive(),
  column: z.number().int().positive(),
  endColumn: z.number().int().positive(),
  code: errorCodeSchema,
  /** What in the rule it is about, as written. */
  field: z.string().nullable(),
  reason: z.string(),
});

/** One field that a rule asks for, told in words. */
const askedFieldSchema = z.object({
  selection: z.string(),
  /** Empty for keywords, which are looked for in all fields. */
  field: z.string(),
  /** It holds where any of these does. */
  wanted: textsSchema,
  /** True where the selection stands under a `not`. */
  isExcluded: z.boolean(),
});

const testEventSchema = z.custom<JsonValue>((value) => typeof value === 'object' && value !== null);

export const rulesContract = {
  /** Every rule of the pack in use, with what it found, and what of the pack could not be used. */
  'rules.listAll': {
    kind: 'query',
    in: z.strictObject({}),
    out: z.object({
      pack: packSchema,
      rules: z.array(ruleSchema).readonly(),
      refused: z.array(refusedRuleSchema).readonly(),
      /** Files that could not be opened at all. */
      skipped: z.array(z.object({ path: z.string(), code: errorCodeSchema, reason: z.string() })).readonly(),
    }),
  },
  /** One rule as it is written, and in words. */
  'rules.read': {
    kind: 'query',
    in: z.strictObject({ id: idSchema }),
    out: z.object({
      rule: ruleSchema,
      /** The whole file; the rule starts on `rule.line`. */
      text: z.string(),
      falsePositives: textsSchema,
      /** Text, never a link to follow. */
      references: textsSchema,
      fields: z.array(askedFieldSchema).readonly(),
      routes: z.array(needSchema).readonly(),
      /** Events it must match, and near misses; null where the pack brings none. */
      testEvents: z
        .object({ match: z.array(testEventSchema).readonly(), noMatch: z.array(testEventSchema).readonly() })
        .nullable(),
    }),
  },
  /** Why a rule fires on sample events, or why it does not. */
  'rules.test': {
    kind: 'query',
    in: z.strictObject({
      rule: ruleInputSchema,
      events: z.union([
        /** One JSON object, an array of them, or one a line. */
        z.strictObject({ json: z.string().max(MAX_SAMPLE_CHARS) }),
        z.strictObject({ ids: z.array(eventIdSchema).min(1).max(MAX_SAMPLE_EVENTS) }),
      ]),
    }),
    out: z.object({
      /** What keeps the text from being a rule; then no event was tried. */
      problems: z.array(problemSchema).readonly(),
      correlations: z.array(explainedCorrelationSchema).readonly(),
      events: z
        .array(
          z.object({
            /** Null for a sample that is not stored. */
            id: eventIdSchema.nullable(),
            timeUs: timeSchema,
            message: z.string(),
            /** Whether any of the rules fires. */
            isMatch: z.boolean(),
            explanations: z.array(explanationSchema).readonly(),
          }),
        )
        .readonly(),
      /** Samples that could not be read, and ids of events that are not there. */
      unreadable: z.array(z.object({ what: z.string(), reason: z.string() })).readonly(),
      /** Samples beyond the limit, which were not tried. */
      leftOut: countSchema,
    }),
  },
  /** Is a text a rule that can be evaluated? For an editor, while somebody types. */
  'rules.check': {
    kind: 'query',
    in: z.strictObject({ text: z.string().max(MAX_RULE_CHARS) }),
    out: z.object({
      problems: z.array(problemSchema).readonly(),
      rules: z
        .array(
          z.object({
            facts: ruleFactsSchema.omit({ level: true }).extend({ level: z.enum(SEVERITIES).nullable() }),
            kind: kindSchema,
            line: countSchema,
            logsource: logsourceSchema.nullable(),
            fields: z.array(askedFieldSchema).readonly(),
            /** Events that come to it; empty for a correlation. */
            routes: z.array(needSchema).readonly(),
            /** True where the pack in use has a rule with this id. */
            isKnown: z.boolean(),
          }),
        )
        .readonly(),
    }),
  },
  /**
   * What a rule would have found in everything stored. `stored` compares with the findings that the rule has here,
   * `pack` with the rule as the pack has it. Throws `E_RULE_INVALID` or `E_RULE_UNSUPPORTED` for a text that is no rule.
   */
  'rules.backtest': {
    kind: 'job',
    in: z.strictObject({
      rule: ruleInputSchema,
      compareWith: z.enum(['nothing', 'stored', 'pack']).default('nothing'),
    }),
    out: backtestReportSchema,
  },
  /** Which rules fired over the stored events, which could, and why the others cannot; of all rules or of one. */
  'rules.explainReach': {
    kind: 'job',
    in: z.strictObject({ id: idSchema.nullable().default(null) }),
    out: reachReportSchema,
  },
  /** Why a rule of the pack fires on a stored event, or why it does not. */
  'rules.explain': {
    kind: 'query',
    in: z.strictObject({ ruleId: idSchema, eventId: eventIdSchema }),
    out: z.object({
      event: z.object({ id: eventIdSchema, timeUs: timeSchema, message: z.string(), logsource: logsourceSchema }),
      explanations: z.array(explanationSchema).readonly(),
      correlations: z.array(explainedCorrelationSchema).readonly(),
    }),
  },
  /**
   * Switches rules for what comes in from now on; what they found stays. Those that are as wanted already are left out of
   * `switched`, so switching just these back undoes it.
   */
  'rules.setEnabled': {
    kind: 'change',
    in: z.strictObject({ ids: z.array(idSchema).min(1).max(MAX_SWITCHED), isEnabled: z.boolean(), why: whySchema }),
    out: z.object({ switched: textsSchema, unchanged: countSchema }),
  },
  /** Which rules this workspace uses from now on. Throws `E_RULES_NOT_FOUND` where they cannot be read. */
  'rules.setPack': {
    kind: 'job',
    namesFiles: true,
    in: z.strictObject({
      paths: z.array(pathSchema).max(1_000).default([]),
      lists: z.array(pathSchema).max(1_000).default([]),
      why: whySchema,
    }),
    out: z.object({
      before: packSchema,
      after: packSchema,
      loaded: countSchema,
      correlations: countSchema,
      filters: countSchema,
      refused: countSchema,
    }),
  },
} as const satisfies Contract;
