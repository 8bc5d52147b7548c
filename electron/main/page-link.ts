/**
 * The line between one page and the engine. The shell keeps one end of the page's port and passes on to the supervisor, so
 * that an engine that dies and is started again changes nothing for the page but what it is told; a page that is loaded
 * anew gets a new port, and what its predecessor asked is cancelled.
 */
import type { MessageChannelMain, MessagePortMain, WebContents } from 'electron';
import { SHELL_MESSAGES } from '../../core/contract/desktop.ts';
import { MAX_MESSAGE_BYTES, type EngineMessage } from '../../core/contract/wire.ts';
import type { SupervisedWindow, Supervisor } from '../../core/engine/process/supervisor.ts';
import { VedetteError } from '../../core/kernel/errors.ts';
import { isPlainWithin } from './weight.ts';

export interface PageLinkParts {
  readonly newChannel: () => Pick<MessageChannelMain, 'port1' | 'port2'>;
  readonly supervisor: Pick<Supervisor, 'connect'>;
  readonly contents: Pick<WebContents, 'postMessage'>;
}

export interface PageLink {
  /** Hands the page a port, in place of the one it had. */
  connect(): void;
  close(): void;
}

export function createPageLink({ newChannel, supervisor, contents }: PageLinkParts): PageLink {
  let port: MessagePortMain | null = null;
  let line: SupervisedWindow | null = null;

  function close(): void {
    line?.close();
    port?.close();
    line = null;
    port = null;
  }

  return {
    connect: () => {
      close();
      const { port1, port2 } = newChannel();
      const say = (message: EngineMessage): void => {
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port, not a window
        if (port === port1) port1.postMessage(message);
      };
      port = port1;
      const opened = supervisor.connect(say);
      line = opened;
      port1.on('message', ({ data }: { readonly data: unknown }) => {
        if (isPlainWithin(data, MAX_MESSAGE_BYTES)) opened.receive(data);
        else refuse(data, say);
      });
      port1.on('close', () => {
        if (port === port1) close();
      });
      port1.start();
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- Electron's own, to the main frame
      contents.postMessage(SHELL_MESSAGES.port, null, [port2]);
    },
    close,
  };
}

/** Whoever waits for an answer is told that there will be none. */
function refuse(data: unknown, say: (message: EngineMessage) => void): void {
  const id: unknown = typeof data === 'object' && data !== null && 'id' in data ? data.id : null;
  if (typeof id !== 'number') return;
  const error = new VedetteError(
    'E_LIMIT_EXCEEDED',
    `The call is larger than ${MAX_MESSAGE_BYTES} bytes, or no plain data`,
  );
  say({ kind: 'failed', id, error: error.toReport() });
}
