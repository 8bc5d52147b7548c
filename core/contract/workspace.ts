/** The workspace file itself: what it is, whether it is whole, and what replaces it by a new copy of itself. */
import { z } from 'zod';
import { backupManifestSchema } from './backup-manifest.ts';
import type { Contract } from './method.ts';
import { retentionContract } from './retention.ts';
import { timeSchema, workspaceCountsSchema } from './shapes.ts';

const bytesSchema = z.number().int().nonnegative();

/** Long ones are fine; short ones can be tried out by machine. */
const newPassphraseSchema = z.string().min(8).max(1_024);

const rewrittenSchema = z.object({
  sizeBefore: bytesSchema,
  sizeAfter: bytesSchema,
  /** Files beside the workspace that belong to it and hold plain text. */
  plainNeighbours: z.array(z.string()).readonly(),
});

export const workspaceContract = {
  ...retentionContract,
  'workspace.describe': {
    kind: 'query',
    in: z.strictObject({}),
    out: z.object({
      file: z.string(),
      sizeBytes: bytesSchema,
      /** What compacting would give back at least. */
      unusedBytes: bytesSchema,
      schema: z.number().int(),
      /** How it is encrypted; null for a plain one. */
      encryption: z.string().nullable(),
      sources: bytesSchema,
      events: bytesSchema,
      /** Those that were there once and that retention removed. */
      eventsRemoved: bytesSchema,
      findings: bytesSchema,
      alerts: bytesSchema,
      incidents: bytesSchema,
      /** Places in sources that could not be read. */
      damage: bytesSchema,
      /** Every event in it is made up. */
      isDemo: z.boolean(),
      auditRows: bytesSchema,
      auditHead: z.string(),
      /** Further files that belong to it. */
      neighbours: z.array(z.object({ file: z.string(), sizeBytes: bytesSchema })).readonly(),
    }),
  },
  /** What an import that was cut short left to do: correlation, baselines, fusion. Does nothing where there is nothing. */
  'workspace.catchUp': { kind: 'job', in: z.strictObject({}), out: z.object({ incidents: bytesSchema }) },
  /** How much there is, for the first screen and for 'N of M'. */
  'workspace.countAll': {
    kind: 'query',
    in: z.strictObject({}),
    out: workspaceCountsSchema.extend({
      /** Of events that name a time; null where none does. */
      firstEventUs: timeSchema.nullable(),
      lastEventUs: timeSchema.nullable(),
      /** What came in since alerts and incidents were made, which are from before it. */
      isFusionPending: z.boolean(),
    }),
  },
  'workspace.encrypt': {
    kind: 'job',
    in: z.strictObject({ passphrase: newPassphraseSchema }),
    out: rewrittenSchema,
  },
  'workspace.decrypt': { kind: 'job', in: z.strictObject({}), out: rewrittenSchema },
  'workspace.rekey': {
    kind: 'job',
    in: z.strictObject({ passphrase: newPassphraseSchema }),
    out: rewrittenSchema,
  },
  'workspace.compact': { kind: 'job', in: z.strictObject({}), out: rewrittenSchema },
  /** Copies the workspace while it is in use; `to` must not exist yet. */
  'workspace.backUp': {
    kind: 'job',
    namesFiles: true,
    in: z.strictObject({ to: z.string().min(1) }),
    out: z.object({ file: z.string(), manifest: backupManifestSchema }),
  },
  /** Puts a backup in the place of the workspace, which is kept under another name. */
  'workspace.restore': {
    kind: 'job',
    namesFiles: true,
    in: z.strictObject({ from: z.string().min(1) }),
    out: z.object({ manifest: backupManifestSchema, replaced: z.string().nullable() }),
  },
} as const satisfies Contract;
