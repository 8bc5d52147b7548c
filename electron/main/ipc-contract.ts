/** What a page may ask of the shell: schemas of what goes in and of what comes out, and how large the former may be. */
import { z } from 'zod';
import type { SHELL_CALLS } from '../../core/contract/desktop.ts';

/** The longest path that any system takes. */
const pathSchema = z.string().min(1).max(32_767);
const noInput = z.undefined();

const chosenFileSchema = z.strictObject({
  grant: z.string().min(1).max(64),
  name: z.string().max(1_024),
  sizeBytes: z.number().int().nonnegative(),
});
const workspaceIdSchema = z.string().min(1).max(64).nullable();

/** By the name of the bridge's function. `maxBytes` is what the input may weigh before anybody parses it. */
export const IPC_CONTRACT = {
  connect: { in: noInput, out: z.null(), maxBytes: 0 },
  grant: { in: pathSchema, out: z.string().min(1).max(64), maxBytes: 64 * 1_024 },
  chooseEvidence: { in: z.enum(['files', 'folder']), out: z.array(chosenFileSchema).readonly(), maxBytes: 64 },
  openWorkspace: { in: noInput, out: workspaceIdSchema, maxBytes: 0 },
  newWorkspace: { in: noInput, out: workspaceIdSchema, maxBytes: 0 },
  openExternal: { in: z.string().min(1).max(2_048), out: z.boolean(), maxBytes: 8 * 1_024 },
  copyText: { in: z.string().max(4 * 1_024 * 1_024), out: z.null(), maxBytes: 16 * 1_024 * 1_024 },
  describe: { in: noInput, out: z.strictObject({ secretProtection: z.enum(['system', 'none']) }), maxBytes: 0 },
  ready: { in: noInput, out: z.null(), maxBytes: 0 },
} as const satisfies Readonly<
  Record<keyof typeof SHELL_CALLS, { readonly in: z.ZodType; readonly out: z.ZodType; readonly maxBytes: number }>
>;

export type IpcContract = typeof IPC_CONTRACT;
export type IpcName = keyof IpcContract;
export type IpcInput<Name extends IpcName> = z.output<IpcContract[Name]['in']>;
export type IpcOutput<Name extends IpcName> = z.output<IpcContract[Name]['out']>;
