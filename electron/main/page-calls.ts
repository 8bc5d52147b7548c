/** What the shell does for a page that calls: see ipc.ts for who is let in. */
import type { Clipboard } from 'electron';
import { SHELL_MESSAGES } from '../../core/contract/desktop.ts';
import type { SecretStore } from '../../core/contract/secret-store.ts';
import type { Supervisor } from '../../core/engine/process/supervisor.ts';
import { VedetteError } from '../../core/kernel/errors.ts';
import type { FileDialogs } from './dialogs.ts';
import type { Caller, IpcHandlers } from './ipc.ts';
import { grantFile } from './openings.ts';
import type { ShellWindow, Windows } from './windows.ts';

export interface PageCallParts {
  readonly windows: Pick<Windows, 'of'>;
  readonly supervisor: Pick<Supervisor, 'grant' | 'register'>;
  readonly dialogs: FileDialogs;
  readonly secrets: Pick<SecretStore, 'protection'>;
  readonly clipboard: Pick<Clipboard, 'writeText'>;
  readonly openExternal: (address: string) => Promise<boolean>;
}

export function pageCalls(parts: PageCallParts): IpcHandlers {
  const { windows, supervisor, dialogs, secrets, clipboard, openExternal } = parts;

  function windowOf({ contentsId }: Caller): ShellWindow {
    const found = windows.of(contentsId);
    if (found === null) throw new VedetteError('E_SENDER_REFUSED', 'The window was closed meanwhile');
    return found;
  }

  return {
    connect: (_input, caller) => {
      windowOf(caller).link.connect();
      return null;
    },
    grant: async (file) => (await grantFile(supervisor, file)).grant,
    chooseEvidence: (kind, caller) => dialogs.chooseEvidence(windowOf(caller).window, kind),
    openWorkspace: (_input, caller) => dialogs.openWorkspace(windowOf(caller).window),
    newWorkspace: (_input, caller) => dialogs.newWorkspace(windowOf(caller).window),
    openExternal,
    copyText: (text) => {
      clipboard.writeText(text);
      return null;
    },
    describe: () => ({ secretProtection: secrets.protection() }),
    ready: (_input, caller) => {
      const { queue, window } = windowOf(caller);
      queue.listen((request) => window.webContents.send(SHELL_MESSAGES.request, request));
      return null;
    },
  };
}
