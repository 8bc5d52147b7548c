/**
 * One alert of another tool, as `vedette submit` takes it: a JSON object a line. Only what fusion needs is asked for;
 * unknown keys are allowed, because the sender's own format has more of them than we could name.
 */
import { z } from 'zod';
import { SEVERITIES } from '../model/severity.ts';

const MAX_TEXT = 4_096;
const MAX_ENTITIES = 256;

/** Many tools write `null` for what they leave out. */
function leftOut<Schema extends z.ZodType>(schema: Schema) {
  return schema.nullish().transform((value) => value ?? undefined);
}

function textOrNumber(text: z.ZodString) {
  return z.union([text, z.number()], {
    error: ({ input }) =>
      input === undefined ? 'is missing' : `is neither text of 1 to ${MAX_TEXT} letters nor a number`,
  });
}

export const submittedAlertSchema = z.object(
  {
    /** The sender's own id; the same id from the same source is taken once. */
    external_id: leftOut(textOrNumber(z.string().min(1).max(MAX_TEXT)).transform(String)),
    /** RFC 3339, or seconds, milliseconds, microseconds or nanoseconds since 1970. */
    time: textOrNumber(z.string().min(1).max(64)),
    title: z.string().trim().min(1).max(MAX_TEXT),
    severity: leftOut(
      z
        .string()
        .transform((text) => text.toLowerCase())
        .pipe(z.enum(SEVERITIES, `is none of ${SEVERITIES.join(', ')}`)),
    ),
    /** The tool that raised it. */
    source: leftOut(z.string().trim().min(1).max(256)),
    entities: leftOut(
      z
        .array(
          z.object({
            type: z.string().trim().min(1).max(64),
            value: textOrNumber(z.string().max(MAX_TEXT)).transform(String).pipe(z.string().trim().min(1)),
          }),
        )
        .max(MAX_ENTITIES),
    ),
    techniques: leftOut(
      z
        .array(
          z
            .string()
            .transform((text) => text.toUpperCase())
            .pipe(z.string().regex(/^T\d{4}(\.\d{3})?$/, 'is not an ATT&CK technique such as T1059.001')),
        )
        .max(MAX_ENTITIES),
    ),
  },
  { error: 'is not a JSON object' },
);

export type SubmittedAlert = z.infer<typeof submittedAlertSchema>;

/** The first thing wrong with a line, in one phrase that names the key: `time: is missing`. */
export function firstProblem(error: z.ZodError): string {
  const issue = error.issues[0];
  if (issue === undefined) return 'is not an alert';
  const what = issue.message.endsWith('received undefined') ? 'is missing' : issue.message;
  return issue.path.length === 0 ? what : `${issue.path.join('.')}: ${what}`;
}
