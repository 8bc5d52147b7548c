// @promise SEC-30
// @promise SEC-31
import { request } from 'node:http';
import { readdirSync, readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { forkNodeEngine } from '../engine/process/node-process.ts';
import { superviseEngine, type Supervisor } from '../engine/process/supervisor.ts';
import { createLog } from '../kernel/log.ts';
import { temporaryFolder } from '../../test/vedette.ts';
import { CONTENT_SECURITY_POLICY } from '../page/headers.ts';
import { serve, type BrowserServer } from './server.ts';

let server: BrowserServer;
let supervisor: Supervisor;
let uploads: string;

beforeEach(async () => {
  process.env['VEDETTE_HOME'] = temporaryFolder();
  uploads = temporaryFolder();
  supervisor = superviseEngine({ fork: forkNodeEngine, log: createLog('silent') });
  const files = new Map([
    ['/index.html', { bytes: Buffer.from('<!doctype html>'), type: 'text/html', isImmutable: false }],
    ['/assets/a.js', { bytes: Buffer.from('1'), type: 'text/javascript', isImmutable: true }],
  ]);
  server = await serve({ files, supervisor, uploads, port: 0 });
});

afterEach(async () => {
  await server.close();
  await supervisor.stop();
});

interface Got {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** A request with exactly these headers; `fetch` would not let a test lie about its host. */
function ask(method: string, place: string, headers: Record<string, string> = {}, body = ''): Promise<Got> {
  const { hostname, port, host } = new URL(server.origin);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, method, path: place, headers: { host, ...headers } }, (response) => {
      let text = '';
      response.on('data', (part) => (text += String(part)));
      response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body: text }));
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

async function letIn(): Promise<string> {
  const token = new URL(server.newLink()).hash.slice(1);
  const { headers } = await ask('POST', '/session', { origin: server.origin }, token);
  return String(headers['set-cookie']).split(';')[0]!;
}

function connects(headers: Record<string, string>, place = '/engine'): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`${server.origin.replace('http', 'ws')}${place}`, { headers });
    socket.on('open', () => {
      socket.close();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

test('a link lets one browser in, once, by a cookie that no page reads', async () => {
  const link = new URL(server.newLink());
  expect([link.pathname, link.search]).toEqual(['/', '']);
  const token = link.hash.slice(1);
  expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  const first = await ask('POST', '/session', { origin: server.origin }, token);
  expect(first.status).toBe(200);
  expect(String(first.headers['set-cookie'])).toMatch(
    /^vedette_session=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/,
  );
  expect((await ask('POST', '/session', { origin: server.origin }, token)).status).toBe(401);
  for (const wrong of ['', 'x', token.slice(1), `${token}x`, 'a'.repeat(2_000)]) {
    expect((await ask('POST', '/session', { origin: server.origin }, wrong)).status).toBe(401);
  }
});

test('only its own host and origin are answered', async () => {
  const cookie = await letIn();
  const { port } = new URL(server.origin);
  for (const host of [
    'evil.example',
    `localhost:${port}`,
    '127.0.0.1',
    `127.0.0.1:${Number(port) + 1}`,
    `evil.example:${port}`,
  ]) {
    expect((await ask('GET', '/', { host })).status).toBe(421);
    expect(await connects({ host, origin: server.origin, cookie })).toBe(false);
  }
  for (const origin of ['http://evil.example', 'null', `http://localhost:${port}`, `https://127.0.0.1:${port}`, '']) {
    expect(await connects({ origin, cookie })).toBe(false);
    expect((await ask('POST', '/upload?name=x', { origin, cookie }, 'x')).status).toBe(403);
  }
  expect(await connects({ origin: server.origin })).toBe(false);
  expect(await connects({ origin: server.origin, cookie: 'vedette_session=guessed' })).toBe(false);
  expect(await connects({ origin: server.origin, cookie }, '/other')).toBe(false);
  expect(await connects({ origin: server.origin, cookie })).toBe(true);
});

test('nothing listens but the loopback address', async () => {
  const { port } = new URL(server.origin);
  const others = Object.values(networkInterfaces())
    .flatMap((one) => one ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4');
  for (const { address } of others) {
    await expect(fetch(`http://${address}:${port}/`)).rejects.toThrow('fetch failed');
  }
  expect(new URL(server.origin).hostname).toBe('127.0.0.1');
});

test('every answer carries the policy; only files of the interface are served', async () => {
  for (const place of [
    '/',
    '/w/x/queue',
    '/assets/a.js',
    '/nothing.js',
    '/assets/../index.html',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.json',
  ]) {
    const got = await ask('GET', place);
    expect(got.headers['content-security-policy']).toBe(CONTENT_SECURITY_POLICY);
    expect(got.headers['x-content-type-options']).toBe('nosniff');
    expect(got.status).toBe(/secret|nothing/.test(place) ? 404 : 200);
  }
  expect((await ask('GET', '/')).headers['cache-control']).toBe('no-store');
  expect((await ask('GET', '/assets/a.js')).headers['cache-control']).toContain('immutable');
  for (const method of ['PUT', 'DELETE', 'OPTIONS', 'TRACE']) expect((await ask(method, '/')).status).toBe(405);
});

test('an upload is kept under a harmless name and becomes a grant', async () => {
  const cookie = await letIn();
  const headers = { origin: server.origin, cookie };
  const name = encodeURIComponent('../../etc/pa ss\u202ewd\0.evtx');
  const got = await ask('POST', `/upload?name=${name}`, headers, 'evidence');
  expect(got.status).toBe(200);
  expect((JSON.parse(got.body) as { readonly grant: string }).grant).toMatch(/^[\da-f-]{36}$/);
  const [folder] = readdirSync(uploads);
  const [file] = readdirSync(path.join(uploads, folder!));
  expect(file).toBe('pa ss_wd_.evtx');
  expect(readFileSync(path.join(uploads, folder!, file!), 'utf8')).toBe('evidence');
  expect((await ask('POST', '/upload?name=x', { origin: server.origin }, 'x')).status).toBe(401);
});
