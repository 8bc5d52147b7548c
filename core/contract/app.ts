/** What belongs to the program rather than to one workspace: which workspaces there are, settings, what it is. */
import { z } from 'zod';
import { healthStateSchema } from './health.ts';
import type { Contract } from './method.ts';

/** What a person types; the file's name is made from it. */
const workspaceNameSchema = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]*$/u, 'starts with a letter or digit; letters, digits, space, dot, dash follow');

const passphraseSchema = z.string().min(1).max(1_024);

const workspaceEntrySchema = z.object({
  /** How pages name a workspace; where it lies is ours to know. */
  id: z.string(),
  name: z.string(),
  /** For people to read. */
  file: z.string(),
  sizeBytes: z.number().int().nonnegative(),
  /** Null for one that was never opened here. */
  openedUs: z.number().int().nullable(),
  isEncrypted: z.boolean(),
  /** Whether it can be asked without a passphrase now. */
  isOpen: z.boolean(),
  /** The file is not there any more, or cannot be read. */
  isMissing: z.boolean(),
});
export type WorkspaceEntry = z.output<typeof workspaceEntrySchema>;

export const THEMES = ['system', 'dark', 'light', 'contrast'] as const;
export const DENSITIES = ['compact', 'comfortable'] as const;

export const settingsSchema = z.strictObject({
  theme: z.enum(THEMES).default('dark'),
  density: z.enum(DENSITIES).default('compact'),
  /** An IANA name; `local` follows the machine. */
  zone: z.string().min(1).max(64).default('UTC'),
  /** How the operator is named in the audit log; null for the account of the system. */
  operator: z.string().trim().min(1).max(120).nullable().default(null),
  /** Commands whose keys were changed, by id; an empty list takes all keys away. */
  keys: z.record(z.string().max(80), z.array(z.string().max(40)).max(4)).default({}),
});
export type Settings = z.output<typeof settingsSchema>;

export const appContract = {
  'app.describe': {
    kind: 'query',
    in: z.strictObject({}),
    out: z.object({
      version: z.string(),
      operator: z.string(),
      /** Where workspaces made here are kept. */
      folder: z.string(),
      settings: settingsSchema,
      /** What the machine gives us: `disk`, `memory`, `clock`. A workspace's own parts are in `health.read`. */
      health: z
        .array(z.object({ name: z.string(), state: healthStateSchema, detail: z.string(), fix: z.string() }))
        .readonly(),
      workspaces: z.array(workspaceEntrySchema).readonly(),
    }),
  },
  'app.writeSettings': { kind: 'query', in: settingsSchema.partial(), out: settingsSchema },
  'app.createWorkspace': {
    kind: 'query',
    in: z.strictObject({ name: workspaceNameSchema, passphrase: passphraseSchema.min(8).nullable().default(null) }),
    out: workspaceEntrySchema,
  },
  /** Makes an encrypted workspace answer; a plain one is opened by whoever first asks it something. */
  'app.openWorkspace': {
    kind: 'query',
    in: z.strictObject({ id: z.string(), passphrase: passphraseSchema.nullable().default(null) }),
    out: workspaceEntrySchema,
  },
  'app.closeWorkspace': { kind: 'query', in: z.strictObject({ id: z.string() }), out: z.object({}) },
  /** Takes it off the list; the file stays. */
  'app.forgetWorkspace': { kind: 'query', in: z.strictObject({ id: z.string() }), out: z.object({}) },
  /** The demo, made anew where it is not there; its workspace is marked as one. */
  'app.openDemo': { kind: 'query', in: z.strictObject({}), out: workspaceEntrySchema },
} as const satisfies Contract;
