/** Browser mode: a WebSocket to the loopback server that this page came from, kept up. */
import type { EngineMessage } from '../../../core/contract/wire.ts';
import type { Host, HostListener } from './host.ts';

const FIRST_RETRY_MS = 300;
const MAX_RETRY_MS = 5_000;

export function browserHost(): Host {
  let socket: WebSocket | null = null;
  let retryMs = FIRST_RETRY_MS;

  async function connect(listener: HostListener): Promise<void> {
    listener.onState('connecting');
    if (!(await letIn())) return listener.onState('refused');
    const opened = new WebSocket(`ws://${location.host}/engine`);
    socket = opened;
    opened.addEventListener('open', () => {
      retryMs = FIRST_RETRY_MS;
      listener.onState('open');
    });
    opened.addEventListener('message', ({ data }: MessageEvent<string>) => {
      listener.onMessage(JSON.parse(data) as EngineMessage);
    });
    opened.addEventListener('close', () => {
      socket = null;
      listener.onState('closed');
      setTimeout(() => void connect(listener), retryMs);
      retryMs = Math.min(MAX_RETRY_MS, retryMs * 2);
    });
  }

  return {
    kind: 'browser',
    start: (listener) => void connect(listener),
    send: (message) => socket?.send(JSON.stringify(message)),
    grant: upload,
  };
}

/**
 * Exchanges the token of the link for a cookie, once, and takes it out of the address. True where the server knows this
 * browser or cannot be reached, which the WebSocket will tell.
 */
async function letIn(): Promise<boolean> {
  const token = location.hash.slice(1);
  try {
    const response = await fetch('/session', { method: 'POST', body: token });
    if (response.ok && token !== '') history.replaceState(history.state, '', location.pathname + location.search);
    return response.status !== 401;
  } catch {
    return true;
  }
}

/** By XMLHttpRequest, because fetch does not tell how much has been sent. */
function upload(file: File, onSent: (bytes: number) => void, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/upload?name=${encodeURIComponent(file.name)}`);
    request.responseType = 'json';
    request.upload.addEventListener('progress', ({ loaded }) => onSent(loaded));
    request.addEventListener('load', () => {
      if (request.status === 200) resolve((request.response as { readonly grant: string }).grant);
      else reject(uploadError(file, request.response));
    });
    request.addEventListener('error', () => reject(uploadError(file, null)));
    request.addEventListener('abort', () => reject(new DOMException('The upload was cancelled', 'AbortError')));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}

function uploadError(file: File, response: unknown): Error {
  const told = (response as { readonly message?: string } | null)?.message;
  return new Error(told ?? `${file.name} could not be sent to the engine`);
}
