/**
 * The only door from a page into the shell, and the only user of `ipcMain`. Whoever knocks must be the main frame of one of
 * our windows, showing our page; what they bring is weighed, then parsed; what goes back is parsed too. A refusal is a value
 * with a code.
 */
import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import { SHELL_CALLS, type ShellAnswer } from '../../core/contract/desktop.ts';
import { reportOf, VedetteError } from '../../core/kernel/errors.ts';
import type { Log } from '../../core/kernel/log.ts';
import { IPC_CONTRACT, type IpcInput, type IpcName, type IpcOutput } from './ipc-contract.ts';
import { isPageUrl, PAGE_ORIGIN } from './origin.ts';
import { isPlainWithin } from './weight.ts';

/** A window of ours that called. */
export interface Caller {
  readonly contentsId: number;
}

export type IpcHandlers = {
  readonly [Name in IpcName]: (input: IpcInput<Name>, caller: Caller) => IpcOutput<Name> | Promise<IpcOutput<Name>>;
};

export interface IpcParts {
  readonly ipcMain: Pick<IpcMain, 'handle'>;
  /** Whether a window of ours has these contents. */
  readonly isKnown: (contentsId: number) => boolean;
  readonly log: Log;
}

type Frame = Pick<NonNullable<IpcMainInvokeEvent['senderFrame']>, 'origin' | 'url' | 'parent' | 'frameTreeNodeId'>;

/** What is looked at of a call. */
export interface CallEvent {
  readonly sender: { readonly id: number; readonly mainFrame: Pick<Frame, 'frameTreeNodeId'> };
  /** Null where the frame is gone already. */
  readonly senderFrame: Frame | null;
}

/** Why a call is not from a page of ours; null where it is. */
export function senderFault(
  { sender, senderFrame }: CallEvent,
  isKnown: (contentsId: number) => boolean,
): string | null {
  if (!isKnown(sender.id)) return 'not a window of ours';
  if (senderFrame === null) return 'its frame is gone';
  if (senderFrame.parent !== null) return 'a frame inside the page';
  if (senderFrame.frameTreeNodeId !== sender.mainFrame.frameTreeNodeId) return 'not the main frame';
  if (senderFrame.origin !== PAGE_ORIGIN || !isPageUrl(senderFrame.url)) return 'another origin';
  return null;
}

/** Registers a handler for every call of the contract. */
export function listenToPages({ ipcMain, isKnown, log }: IpcParts, handlers: IpcHandlers): void {
  async function answer<Name extends IpcName>(
    name: Name,
    event: CallEvent,
    args: readonly unknown[],
  ): Promise<unknown> {
    const fault = senderFault(event, isKnown);
    if (fault !== null) throw new VedetteError('E_SENDER_REFUSED', `${name} was refused: ${fault}`);
    const [input] = args;
    const { in: inSchema, out: outSchema, maxBytes } = IPC_CONTRACT[name];
    if (args.length > 1) throw new VedetteError('E_INPUT_INVALID', `${name} takes one value at most`);
    if (!isPlainWithin(input, maxBytes)) throw new VedetteError('E_LIMIT_EXCEEDED', `${name} was given too much`);
    const parsed = inSchema.safeParse(input);
    if (!parsed.success) throw new VedetteError('E_INPUT_INVALID', `${name}: ${parsed.error.message}`);
    return outSchema.parse(await handlers[name](parsed.data as IpcInput<Name>, { contentsId: event.sender.id }));
  }

  for (const name of Object.keys(SHELL_CALLS) as IpcName[]) {
    ipcMain.handle(SHELL_CALLS[name], async (event, ...args: unknown[]): Promise<ShellAnswer<unknown>> => {
      try {
        return { ok: true, out: await answer(name, event, args) };
      } catch (thrown) {
        const error = reportOf(thrown);
        log.warn('shell.call_failed', { call: name, code: error.code });
        return { ok: false, error };
      }
    });
  }
}
