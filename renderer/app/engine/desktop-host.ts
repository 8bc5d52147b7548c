/** The desktop shell: a port to the engine that the preload script hands over, and files by the shell's own way. */
import type { EngineMessage } from '../../../core/contract/wire.ts';
import type { Host } from './host.ts';

/** What the preload script puts on the window; see electron/preload. */
export interface DesktopBridge {
  /** Asks for a new port to the engine; it comes as a message to this window. */
  connect(): void;
  /** The grant of a dropped or chosen file; the page never learns its path. */
  grant(file: File): Promise<string>;
}

declare global {
  interface Window {
    readonly vedette?: DesktopBridge;
  }
}

const PORT_MESSAGE = 'vedette:port';

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
      const grant = await bridge.grant(file);
      onSent(file.size);
      return grant;
    },
  };
}
