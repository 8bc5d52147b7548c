/** Saved views: a query over a subject with its columns and order, under a name; kept in the workspace. */
import { z } from 'zod';
import type { Contract } from './method.ts';
import { timeSchema } from './shapes.ts';

const subjectSchema = z.enum(['events', 'alerts', 'incidents']);
const nameSchema = z.string().trim().min(1).max(128);

const viewShape = {
  subject: subjectSchema,
  name: nameSchema,
  query: z.string().max(8_192),
  columns: z.array(z.string().min(1).max(256)).max(64).readonly(),
  sort: z.strictObject({ by: z.string().max(256), direction: z.enum(['ascending', 'descending']) }).nullable(),
};

const viewSchema = z.strictObject(viewShape);
const savedViewSchema = z.strictObject({ ...viewShape, actor: z.string(), savedUs: timeSchema });

export const viewsContract = {
  /** By subject and name. */
  'views.list': {
    kind: 'query',
    in: z.strictObject({ subject: subjectSchema.nullable().default(null) }),
    out: z.strictObject({ views: z.array(savedViewSchema).readonly() }),
  },
  /** Replaces the view of that subject and name. */
  'views.save': {
    kind: 'change',
    in: viewSchema,
    /** `undo` is an input of this method; null where it was new, and removing takes it back. */
    out: z.strictObject({ view: savedViewSchema, undo: viewSchema.nullable() }),
  },
  'views.remove': {
    kind: 'change',
    in: z.strictObject({ subject: subjectSchema, name: nameSchema }),
    /** `undo` is an input of `views.save`. */
    out: z.strictObject({ undo: viewSchema }),
  },
} as const satisfies Contract;
