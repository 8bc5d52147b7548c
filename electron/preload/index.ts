/**
 * The one script that stands between the page and the shell. It runs in the sandbox and puts named functions on the page;
 * neither Electron's objects nor its events ever get through. It checks nothing: the shell does.
 */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import {
  PORT_MESSAGE,
  SHELL_CALLS,
  SHELL_MESSAGES,
  type DesktopBridge,
  type ShellAnswer,
  type ShellRequest,
} from '../../core/contract/desktop.ts';

function call<Out>(name: keyof typeof SHELL_CALLS, input?: unknown): Promise<ShellAnswer<Out>> {
  const channel = SHELL_CALLS[name];
  return (input === undefined ? ipcRenderer.invoke(channel) : ipcRenderer.invoke(channel, input)) as Promise<
    ShellAnswer<Out>
  >;
}

/** Calls `listener` with what the shell sends, and with nothing else. */
function listen<Message>(channel: string, listener: (message: Message) => void): () => void {
  const heard = (_event: unknown, message: Message): void => listener(message);
  ipcRenderer.on(channel, heard);
  return () => ipcRenderer.off(channel, heard);
}

ipcRenderer.on(SHELL_MESSAGES.port, ({ ports }) =>
  window.postMessage(PORT_MESSAGE, window.location.origin, [...ports]),
);

const bridge: DesktopBridge = {
  connect: () => void call('connect'),
  grant: (file) => call('grant', webUtils.getPathForFile(file)),
  chooseEvidence: (kind) => call('chooseEvidence', kind),
  openWorkspace: () => call('openWorkspace'),
  newWorkspace: () => call('newWorkspace'),
  openExternal: (url) => call('openExternal', url),
  copyText: (text) => call('copyText', text),
  describe: () => call('describe'),
  onCommand: (listener) => listen<string>(SHELL_MESSAGES.command, listener),
  onRequest: (listener) => {
    const stop = listen<ShellRequest>(SHELL_MESSAGES.request, listener);
    void call('ready');
    return stop;
  },
};

contextBridge.exposeInMainWorld('vedette', bridge);
