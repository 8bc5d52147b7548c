/** What lies beside a backup and says what must be in it. */
import { z } from 'zod';

const countSchema = z.number().int().nonnegative();
const hashSchema = z.string().regex(/^[0-9a-f]{64}$/);

export const backupManifestSchema = z.object({
  format: z.literal('vedette backup 1'),
  /** The name of the workspace it was made of. */
  workspace: z.string(),
  createdUs: countSchema,
  sha256: hashSchema,
  sizeBytes: countSchema,
  schema: countSchema,
  /** How it is encrypted, with the passphrase that the workspace had then; null for plain. */
  encryption: z.string().nullable(),
  counts: z.object({
    sources: countSchema,
    events: countSchema,
    findings: countSchema,
    alerts: countSchema,
    incidents: countSchema,
    damage: countSchema,
  }),
  /** Where its audit log ends. */
  audit: z.object({ count: countSchema, hash: hashSchema }),
});

export type BackupManifest = z.infer<typeof backupManifestSchema>;
