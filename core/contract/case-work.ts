/**
 * Work on incidents by hand: status, assignee, tags, severity, notes, tasks, pinned evidence. Every change answers with
 * what takes it back: `undo` is an input of the same method.
 */
import { z } from 'zod';
import { CASE_STATUSES } from '../model/case-status.ts';
import type { JsonValue } from '../model/json.ts';
import { VERDICT_SCOPES, VERDICTS } from '../model/verdict.ts';
import type { Contract } from './method.ts';
import {
  countSchema,
  idSchema,
  incidentBriefSchema,
  numberSchema,
  severitySchema,
  timeSchema,
  whySchema,
} from './shapes.ts';

const MAX_BULK = 1_000;
const MAX_NOTE_CHARS = 100_000;

const statusSchema = z.enum(CASE_STATUSES);
const nameSchema = z.string().trim().min(1).max(128);
const tagSchema = z
  .string()
  .trim()
  .toLowerCase()
  .min(1)
  .max(64)
  .regex(/^[^\s,"]+$/, 'A tag is one word');
const tagsSchema = z.array(tagSchema).max(100).default([]);
const noteTextSchema = z.string().min(1).max(MAX_NOTE_CHARS);
const taskTextSchema = z.string().trim().min(1).max(2_000);
const commentSchema = z.string().max(2_000).default('');

export const noteSchema = z.strictObject({
  id: numberSchema,
  /** Plain text or Markdown, as it was typed. */
  text: z.string(),
  actor: z.string(),
  addedUs: timeSchema,
  /** Null where it is as it was added. */
  edited: z.strictObject({ actor: z.string(), editedUs: timeSchema }).nullable(),
});

export const taskSchema = z.strictObject({
  id: numberSchema,
  text: z.string(),
  isDone: z.boolean(),
  /** Ascending in the list; what is between two others has a number between theirs. */
  order: z.number(),
  actor: z.string(),
  addedUs: timeSchema,
});

const pinnedSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('event'), eventId: numberSchema }),
  z.strictObject({ kind: z.literal('alert'), alertId: idSchema }),
]);

export const pinSchema = z.strictObject({
  id: numberSchema,
  pinned: pinnedSchema,
  /** What it is in a line; null where it is there no more. */
  title: z.string().nullable(),
  timeUs: timeSchema.nullable(),
  comment: z.string(),
  actor: z.string(),
  pinnedUs: timeSchema,
});

function changesOf<Shape extends z.ZodRawShape>(shape: Shape) {
  return z
    .array(z.strictObject({ incidentId: idSchema, ...shape }))
    .min(1)
    .max(MAX_BULK);
}

const statusChanges = changesOf({ status: statusSchema });
const assigneeChanges = changesOf({ assignee: nameSchema.nullable() });
const tagChanges = changesOf({ add: tagsSchema, remove: tagsSchema });
const severityChanges = changesOf({ severity: severitySchema.nullable() });

/** A change to many incidents at once: how many are another now, and what takes it back; null where nothing changed. */
function bulk<Changes extends z.ZodType>(changes: Changes) {
  return {
    kind: 'change',
    in: z.strictObject({ changes, why: whySchema }),
    out: z.strictObject({ changed: countSchema, undo: z.strictObject({ changes }).nullable() }),
  } as const;
}

const activitySchema = z.strictObject({
  /** `entry 12` or `decision 3`. */
  id: z.string(),
  timeUs: timeSchema,
  actor: z.string(),
  why: z.string(),
  what: z.enum(['status', 'assignee', 'tags', 'severity', 'note', 'task', 'pin', 'decision']),
  did: z.enum(['set', 'added', 'edited', 'removed', 'restored', 'decided']),
  /** The note, task or pin, or the decision, by its number. */
  itemId: numberSchema.nullable(),
  /** What it was and is: a status, a name, a list of tags, a text, a decision in words. */
  before: z.json() as z.ZodType<JsonValue>,
  after: z.json() as z.ZodType<JsonValue>,
});

export const caseWorkContract = {
  'cases.setStatus': bulk(statusChanges),
  /** Null takes the assignee away. */
  'cases.assign': bulk(assigneeChanges),
  'cases.tag': bulk(tagChanges),
  /** What a person says the severity is; null leaves it to what was computed. Moves no risk and no rank. */
  'cases.setSeverity': bulk(severityChanges),
  'cases.addNote': {
    kind: 'change',
    in: z.strictObject({ incidentId: idSchema, text: noteTextSchema }),
    out: z.strictObject({ note: noteSchema }),
  },
  /** Also brings a removed note back. */
  'cases.editNote': {
    kind: 'change',
    in: z.strictObject({ noteId: numberSchema, text: noteTextSchema }),
    out: z.strictObject({ note: noteSchema, undo: z.strictObject({ noteId: numberSchema, text: z.string() }) }),
  },
  /** `undo` is an input of `cases.editNote`. What it said stays in its history. */
  'cases.removeNote': {
    kind: 'change',
    in: z.strictObject({ noteId: numberSchema }),
    out: z.strictObject({ undo: z.strictObject({ noteId: numberSchema, text: z.string() }) }),
  },
  /** Goes to the end where no order is given. */
  'cases.addTask': {
    kind: 'change',
    in: z.strictObject({ incidentId: idSchema, text: taskTextSchema, order: z.number().optional() }),
    out: z.strictObject({ task: taskSchema }),
  },
  /** What is left out stays as it is. Also brings a removed task back. */
  'cases.editTask': {
    kind: 'change',
    in: z.strictObject({
      taskId: numberSchema,
      text: taskTextSchema.optional(),
      isDone: z.boolean().optional(),
      order: z.number().optional(),
    }),
    out: z.strictObject({
      task: taskSchema,
      undo: z.strictObject({ taskId: numberSchema, text: z.string(), isDone: z.boolean(), order: z.number() }),
    }),
  },
  /** `undo` is an input of `cases.editTask`. */
  'cases.removeTask': {
    kind: 'change',
    in: z.strictObject({ taskId: numberSchema }),
    out: z.strictObject({
      undo: z.strictObject({ taskId: numberSchema, text: z.string(), isDone: z.boolean(), order: z.number() }),
    }),
  },
  /** Makes an event or alert evidence of the incident; where it is already, says its comment anew. */
  'cases.pin': {
    kind: 'change',
    in: z.strictObject({ incidentId: idSchema, pinned: pinnedSchema, comment: commentSchema }),
    out: z.strictObject({
      pin: pinSchema,
      /** The comment it had; null where it was not pinned, and unpinning takes it back. */
      commentBefore: z.string().nullable(),
    }),
  },
  /** `undo` is an input of `cases.pin`. */
  'cases.unpin': {
    kind: 'change',
    in: z.strictObject({ pinId: numberSchema }),
    out: z.strictObject({
      undo: z.strictObject({ incidentId: z.string(), pinned: pinnedSchema, comment: z.string() }).nullable(),
    }),
  },
  /** Who did what when, the latest first: all of the above, and decisions about its alerts. */
  'cases.listActivity': {
    kind: 'query',
    in: z.strictObject({ incidentId: idSchema, limit: z.number().int().min(1).max(1_000).default(200) }),
    out: z.strictObject({ activity: z.array(activitySchema).readonly(), total: countSchema }),
  },
  /** Names that incidents were assigned to and tags they have had, the most used first; for menus. */
  'cases.listNames': {
    kind: 'query',
    in: z.strictObject({}),
    out: z.strictObject({
      assignees: z.array(z.strictObject({ name: z.string(), incidents: countSchema })).readonly(),
      tags: z.array(z.strictObject({ name: z.string(), incidents: countSchema })).readonly(),
    }),
  },
  /** Verdicts on many at once, fused anew once; each is a decision of its own. */
  'cases.giveVerdicts': {
    kind: 'change',
    in: z.strictObject({
      items: z
        .array(z.strictObject({ on: z.enum(VERDICT_SCOPES), id: idSchema, verdict: z.enum(VERDICTS) }))
        .min(1)
        .max(MAX_BULK),
      why: z.string().max(2_000),
    }),
    out: z.strictObject({
      /** In the order of the items; what `cases.undoDecisions` takes. */
      decisionIds: z.array(numberSchema).readonly(),
      before: z.array(incidentBriefSchema).readonly(),
      after: z.array(incidentBriefSchema).readonly(),
    }),
  },
  /** Takes several decisions back, and fuses anew once. */
  'cases.undoDecisions': {
    kind: 'change',
    in: z.strictObject({ ids: z.array(numberSchema).min(1).max(MAX_BULK).readonly(), why: whySchema }),
    out: z.strictObject({
      /** The undoing decisions; undoing these brings the others back. */
      decisionIds: z.array(numberSchema).readonly(),
      before: z.array(incidentBriefSchema).readonly(),
      after: z.array(incidentBriefSchema).readonly(),
    }),
  },
} as const satisfies Contract;
