/**
 * What goes between a window and the engine, over a port of the desktop shell or a WebSocket of the browser. A window may
 * send anything, so what it sends is parsed; what the engine sends is typed and was parsed by the method's own schema.
 */
import { z } from 'zod';
import type { ErrorReport } from '../kernel/errors.ts';
import type { Job } from './job.ts';

/** One call's worth of text; queries and notes are far below it. */
export const MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

const callIdSchema = z.number().int().positive();

export const windowMessageSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('call'),
    id: callIdSchema,
    /** The workspace it is about; null for what belongs to the program. */
    workspace: z.string().max(64).nullable(),
    method: z.string().max(64),
    input: z.unknown(),
  }),
  z.strictObject({ kind: z.literal('cancel'), id: callIdSchema }),
  z.strictObject({ kind: z.literal('cancelJob'), job: z.string().max(64) }),
  z.strictObject({ kind: z.literal('dismissJob'), job: z.string().max(64) }),
]);
export type WindowMessage = z.output<typeof windowMessageSchema>;

/** How far a question is that takes long. */
export interface CallStep {
  readonly doneSegments: number;
  readonly totalSegments: number;
  readonly found: number;
}

export type EngineMessage =
  | { readonly kind: 'done'; readonly id: number; readonly out: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly error: ErrorReport }
  /** What a long question has found so far. */
  | { readonly kind: 'partial'; readonly id: number; readonly step: CallStep; readonly partial: unknown }
  | { readonly kind: 'jobs'; readonly jobs: readonly Job[] }
  /** Something in the workspace is not what it was; who shows it asks again. */
  | { readonly kind: 'changed'; readonly workspace: string }
  /** The list of workspaces or the settings are not what they were. */
  | { readonly kind: 'appChanged' }
  /** Sent by whoever supervises the engine. */
  | { readonly kind: 'engine'; readonly state: 'up' }
  | {
      readonly kind: 'engine';
      readonly state: 'down';
      readonly reason: string;
      /** Null where it is not started again by itself. */
      readonly retryInMs: number | null;
    };
