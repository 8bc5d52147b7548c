/** The desktop shell: a port to the engine that the preload script hands over, and files by the shell's own way. */
import { PORT_MESSAGE, type DesktopBridge, type ShellAnswer } from '../../../core/contract/desktop.ts';
import type { EngineMessage } from '../../../core/contract/wire.ts';
import { EngineError } from './client.ts';
import type { Host } from './host.ts';

declare global {
  interface Window {
    /** There in the desktop shell only; see electron/preload. */
    readonly vedette?: DesktopBridge;
  }
}

/** What the shell answered. Throws `EngineError` where it refused. */
export async function unwrapped<Out>(answer: Promise<ShellAnswer<Out>>): Promise<Out> {
  const given = await answer;
  if (!given.ok) throw new EngineError(given.error);
  return given.out;
}

/** Null where this is no desktop shell. */
export function desktopHost(): Host | null {
  const bridge = window.vedette;
  if (bridge === undefined) return null;
  let port: MessagePort | null = null;
  return {
    kind: 'desktop',
    start: (listener) => {
      window.addEventListener('message', (event) => {
        if (event.source !== window || event.data !== PORT_MESSAGE) return;
        port = event.ports[0] ?? null;
        if (port === null) return;
        port.addEventListener('message', ({ data }) => listener.onMessage(data as EngineMessage));
        port.start();
        listener.onState('open');
      });
      listener.onState('connecting');
      bridge.connect();
    },
    send: (message) => port?.postMessage(message),
    grant: async (file, onSent) => {
      const grant = await unwrapped(bridge.grant(file));
      onSent(file.size);
      return grant;
    },
  };
}
