/**
 * One alert of another tool, as `vedette submit` takes it: a JSON object a line. Only what fusion needs is asked for;
 * unknown keys are allowed, because the sender's own format has more of them than we could name.
 */
import { z } from 'zod';
import { SEVERITIES } from '../model/severity.ts';

const MAX_TEXT = 4_096;
const MAX_ENTITIES = 256;

export const submittedAlertSchema = z.object({
  /** The sender's own id; the same id from the same source is taken once. */
  external_id: z.union([z.string().min(1).max(MAX_TEXT), z.number().transform(String)]).optional(),
  /** RFC 3339, or seconds, milliseconds, microseconds or nanoseconds since 1970. */
  time: z.union([z.string().min(1).max(64), z.number()]),
  title: z.string().trim().min(1).max(MAX_TEXT),
  severity: z
    .string()
    .transform((text) => text.toLowerCase())
    .pipe(z.enum(SEVERITIES))
    .optional(),
  /** The tool that raised it. */
  source: z.string().trim().min(1).max(256).optional(),
  entities: z
    .array(
      z.object({
        type: z.string().trim().min(1).max(64),
        value: z.union([z.string(), z.number().transform(String)]).pipe(z.string().trim().min(1).max(MAX_TEXT)),
      }),
    )
    .max(MAX_ENTITIES)
    .optional(),
  techniques: z
    .array(
      z
        .string()
        .transform((text) => text.toUpperCase())
        .pipe(z.string().regex(/^T\d{4}(\.\d{3})?$/, 'is not an ATT&CK technique such as T1059.001')),
    )
    .max(MAX_ENTITIES)
    .optional(),
});

export type SubmittedAlert = z.infer<typeof submittedAlertSchema>;

/** The first thing wrong with a line, in one phrase that names the key: `time: expected a string`. */
export function firstProblem(error: z.ZodError): string {
  const issue = error.issues[0];
  if (issue === undefined) return 'is not an alert';
  return issue.path.length === 0 ? issue.message : `${issue.path.join('.')}: ${issue.message}`;
}
