/**
 * Browser mode: the same engine and the same interface on a loopback address. It answers only requests that name exactly
 * this host, and talks only to a browser that was let in (see sessions.ts).
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { MAX_MESSAGE_BYTES, type EngineMessage } from '../contract/wire.ts';
import type { Supervisor } from '../engine/process/supervisor.ts';
import { reportOf } from '../kernel/errors.ts';
import { SECURITY_HEADERS } from '../page/headers.ts';
import { headersOf, pageFileAt, type PageFiles } from '../page/page-files.ts';
import { createSessions } from './sessions.ts';
import { receiveUpload } from './upload.ts';

const LOOPBACK = '127.0.0.1';
const MAX_TOKEN_BYTES = 1_024;

export interface ServeOptions {
  readonly files: PageFiles;
  readonly supervisor: Supervisor;
  readonly uploads: string;
  /** 0 for any that is free. */
  readonly port: number;
}

export interface BrowserServer {
  readonly origin: string;
  /** A link that lets one browser in, once. */
  newLink(): string;
  close(): Promise<void>;
}

export async function serve({ files, supervisor, uploads, port }: ServeOptions): Promise<BrowserServer> {
  const sessions = createSessions();
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      const { code, message, hint } = reportOf(error);
      if (response.headersSent) response.destroy();
      else sendJson(response, 500, { code, message, hint });
    });
  });
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES, perMessageDeflate: false });
  const host = `${LOOPBACK}:${await listen(server, port)}`;
  const origin = `http://${host}`;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.headers.host !== host) return refuse(response, 421, 'not the host this server answers for');
    const { pathname, searchParams } = new URL(request.url ?? '/', origin);
    if (request.method === 'GET' || request.method === 'HEAD') return sendFile(response, files, pathname);
    if (request.method !== 'POST') return refuse(response, 405, 'not a method of this server');
    if (request.headers.origin !== origin) return refuse(response, 403, 'not from a page of this server');
    if (pathname === '/session') return startSession(request, response);
    if (!sessions.isKnown(request.headers.cookie)) return refuse(response, 401, 'open the link that was printed');
    if (pathname !== '/upload') return refuse(response, 404, 'no such place');
    const file = await receiveUpload(request, uploads, searchParams.get('name') ?? '');
    sendJson(response, 200, { grant: await supervisor.grant(file, true) });
  }

  async function startSession(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (sessions.isKnown(request.headers.cookie)) return sendJson(response, 200, {});
    const cookie = sessions.exchange(await readText(request, MAX_TOKEN_BYTES));
    if (cookie === null) return refuse(response, 401, 'this link was used already');
    response.setHeader('Set-Cookie', cookie);
    sendJson(response, 200, {});
  }

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const { headers, url } = request;
    const isOurs = headers.host === host && headers.origin === origin && url === '/engine';
    if (!isOurs || !sessions.isKnown(headers.cookie)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const window = supervisor.connect((message: EngineMessage) => webSocket.send(JSON.stringify(message)));
      webSocket.on('message', (text) => {
        const message = parsed(String(text));
        if (message !== undefined) window.receive(message);
      });
      webSocket.on('close', () => window.close());
      // A message that is too large ends the connection, which the page tells its user.
      webSocket.on('error', () => webSocket.close());
    });
  });

  return {
    origin,
    newLink: () => `${origin}/#${sessions.newToken()}`,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets.clients) socket.terminate();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => resolve((server.address() as AddressInfo).port));
  });
}

function sendFile(response: ServerResponse, files: PageFiles, pathname: string): void {
  const file = pageFileAt(files, pathname);
  if (file === null) return refuse(response, 404, 'no such file');
  response.writeHead(200, headersOf(file));
  response.end(file.bytes);
}

function refuse(response: ServerResponse, status: number, why: string): void {
  response.writeHead(status, { ...SECURITY_HEADERS, 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' });
  response.end(`${why}\n`);
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { ...SECURITY_HEADERS, 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
  response.end(JSON.stringify(value));
}

async function readText(request: IncomingMessage, limitBytes: number): Promise<string> {
  let text = '';
  for await (const part of request) {
    text += String(part);
    if (text.length > limitBytes) return '';
  }
  return text;
}

/** Undefined for what is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
