/**
 * A page that dies is loaded again, and says so; nothing is lost, for the engine is another process. One that dies again and
 * again is not reloaded for ever: a person is asked.
 */
import type { BrowserWindow, Dialog, RenderProcessGoneDetails, WebContents } from 'electron';
import type { ShellRequest } from '../../core/contract/desktop.ts';
import { VedetteError } from '../../core/kernel/errors.ts';
import type { Log } from '../../core/kernel/log.ts';

const MAX_RELOADS = 3;
/** A page that lived this long did not die of being loaded. */
const SETTLED_MS = 60_000;

/** Reasons that are no crash. */
const ORDERLY: ReadonlySet<RenderProcessGoneDetails['reason']> = new Set(['clean-exit']);

export interface CrashParts {
  readonly dialog: Pick<Dialog, 'showMessageBox'>;
  readonly log: Log;
  readonly ask: (request: ShellRequest) => void;
  readonly quit: () => void;
  readonly monotonicMs: () => number;
}

type CrashingWindow = Pick<BrowserWindow, 'isDestroyed'> & { readonly webContents: Pick<WebContents, 'on' | 'reload'> };

export function reloadAfterCrash(window: CrashingWindow, { dialog, log, ask, quit, monotonicMs }: CrashParts): void {
  let reloads = 0;
  let lastMs = -Infinity;

  async function ended({ reason, exitCode }: RenderProcessGoneDetails): Promise<void> {
    if (ORDERLY.has(reason) || window.isDestroyed()) return;
    log.error('shell.page_died', { reason, exit_code: exitCode });
    reloads = monotonicMs() - lastMs > SETTLED_MS ? 1 : reloads + 1;
    lastMs = monotonicMs();
    if (reloads > MAX_RELOADS) {
      const { response } = await dialog.showMessageBox({
        type: 'error',
        message: 'The window stopped several times in a row',
        detail: `Reason: ${reason}. What was committed is kept in the workspace.`,
        buttons: ['Try again', 'Quit'],
        defaultId: 0,
        cancelId: 1,
      });
      if (response !== 0) return quit();
      reloads = 1;
    }
    const error = new VedetteError('E_INTERNAL', `The page ended: ${reason}`);
    ask({
      kind: 'sayFailed',
      what: 'The window stopped and was loaded again; no evidence is lost',
      error: error.toReport(),
    });
    if (!window.isDestroyed()) window.webContents.reload();
  }

  window.webContents.on('render-process-gone', (_event, details) => void ended(details));
}
