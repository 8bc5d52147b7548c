/**
 * Why a rule fires on an event or why it does not, for whoever shows it: every question the rule asks, with its answer.
 * The verdict is the engine's own.
 */
import { z } from 'zod';
import type { FieldScalar, FieldValue } from '../model/fields.ts';
import { SEVERITIES } from '../model/severity.ts';

const countSchema = z.number().int().nonnegative();
export const fieldScalarSchema: z.ZodType<FieldScalar> = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export const fieldValueSchema: z.ZodType<FieldValue> = z.union([
  fieldScalarSchema,
  z.array(fieldScalarSchema).readonly(),
]);

export const logsourceSchema = z.object({
  product: z.string().optional(),
  category: z.string().optional(),
  service: z.string().optional(),
});

const filterFactsSchema = z.object({ id: z.string(), title: z.string() });

/** What a hit says about its rule. */
export const ruleFactsSchema = z.object({
  id: z.string(),
  title: z.string(),
  level: z.enum(SEVERITIES),
  author: z.string(),
  techniques: z.array(z.string()).readonly(),
  tactics: z.array(z.string()).readonly(),
  filters: z.array(filterFactsSchema).readonly().optional(),
});

interface Asked {
  /** `ends with "\cmd.exe"`. */
  readonly wanted: string;
  readonly holds: boolean;
}

/** A rule's condition as a tree with an answer at every node. */
export type ExplainedNode =
  | {
      readonly kind: 'field';
      readonly holds: boolean;
      readonly field: string;
      readonly eventField: string;
      readonly isPresent: boolean;
      readonly value: FieldValue;
      readonly tests: readonly Asked[];
    }
  | {
      readonly kind: 'keyword';
      readonly holds: boolean;
      readonly found: { readonly field: string; readonly value: FieldScalar } | null;
      readonly tests: readonly Asked[];
    }
  | { readonly kind: 'and' | 'or'; readonly holds: boolean; readonly children: readonly ExplainedNode[] }
  | { readonly kind: 'not'; readonly holds: boolean; readonly child: ExplainedNode }
  | { readonly kind: 'selection'; readonly holds: boolean; readonly name: string; readonly child: ExplainedNode };

const holdsSchema = z.boolean();
const testsSchema = z.array(z.object({ wanted: z.string(), holds: holdsSchema })).readonly();

export const explainedNodeSchema: z.ZodType<ExplainedNode> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('field'),
      holds: holdsSchema,
      /** As the rule names it, and as this kind of event does. */
      field: z.string(),
      eventField: z.string(),
      isPresent: z.boolean(),
      value: fieldValueSchema,
      /** It holds where any of these does. */
      tests: testsSchema,
    }),
    z.object({
      kind: z.literal('keyword'),
      holds: holdsSchema,
      found: z.object({ field: z.string(), value: fieldScalarSchema }).nullable(),
      tests: testsSchema,
    }),
    z.object({ kind: z.enum(['and', 'or']), holds: holdsSchema, children: z.array(explainedNodeSchema).readonly() }),
    z.object({ kind: z.literal('not'), holds: holdsSchema, child: explainedNodeSchema }),
    z.object({ kind: z.literal('selection'), holds: holdsSchema, name: z.string(), child: explainedNodeSchema }),
  ]),
);

const questionShape = {
  holds: holdsSchema,
  condition: explainedNodeSchema,
  /** A filter that does not hold takes the event away. */
  filters: z.array(z.object({ ...filterFactsSchema.shape, holds: holdsSchema, tree: explainedNodeSchema })).readonly(),
};

const namesByName = z.record(z.string(), z.string()).readonly();

/** What an event would have to be to come to a rule. */
export const needSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('channel'),
    /** Lower case; empty where any channel of the product will do. */
    channels: z.array(z.string()).readonly(),
    /** Empty for every event of the channel. */
    eventIds: z.array(countSchema).readonly(),
    where: z.record(z.string(), z.array(z.string()).readonly()).readonly(),
  }),
  z.object({ kind: z.literal('label'), label: logsourceSchema }),
]);

export const explanationSchema = z.object({
  rule: ruleFactsSchema,
  logsource: logsourceSchema,
  path: z.string(),
  line: countSchema,
  isMatch: z.boolean(),
  /** What of the event decides where it goes. */
  event: z.object({
    channel: z.string(),
    provider: z.string(),
    eventId: countSchema.nullable(),
    label: logsourceSchema,
  }),
  /** Every way that leads from the event to the rule; empty where none does. */
  ways: z
    .array(
      z.object({
        /** Names the rule uses, to those this kind of event has. */
        renames: namesByName,
        where: z
          .array(
            z.object({
              field: z.string(),
              accepted: z.array(z.string()).readonly(),
              actual: fieldValueSchema.nullable(),
              holds: holdsSchema,
            }),
          )
          .readonly(),
        isOpen: z.boolean(),
        ...questionShape,
      }),
    )
    .readonly(),
  /** Set where no way leads here. */
  needs: z.array(needSchema).readonly(),
  /** The question as it would be answered if the event did come here; null where there is a way. */
  unrouted: z.object(questionShape).nullable(),
});

/** A correlation relates several events, so one does not decide it: the rules below it are explained instead. */
export const explainedCorrelationSchema = z.object({
  rule: ruleFactsSchema,
  type: z.string(),
  builtOn: z.array(z.string()).readonly(),
});
