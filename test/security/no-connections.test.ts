// @promise-part SEC-15 commands other than demo, detect and serve, so every way to investigate; the desktop shell
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { PROJECT_ROOT, temporaryFolder, VEDETTE } from '../vedette.ts';

const hasStrace = process.platform === 'linux' && spawnSync('strace', ['-V']).status === 0;

/** Runs `node ARGS` under strace and returns the network calls that name an address beyond this machine. */
function connectionsOf(args: readonly string[]): {
  readonly exitCode: number | null;
  readonly foreign: string[];
  readonly calls: number;
} {
  const trace = path.join(temporaryFolder(), 'trace.txt');
  const { status } = spawnSync(
    'strace',
    [
      '-f',
      '-qq',
      '-s',
      '256',
      '-e',
      'trace=execve,connect,sendto,sendmsg,sendmmsg,bind,listen',
      '-o',
      trace,
      process.execPath,
      ...args,
    ],
    { cwd: PROJECT_ROOT, encoding: 'utf8' },
  );
  const lines = readFileSync(trace, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  const isLocal = (line: string): boolean =>
    /AF_UNIX|AF_NETLINK|inet_addr\("127\.|inet_pton\(AF_INET6, "::1"/.test(line);
  const network = lines.filter((line) => /AF_INET6?\b|\blisten\(/.test(line));
  return { exitCode: status, foreign: network.filter((line) => !isLocal(line)), calls: lines.length };
}

describe.skipIf(!hasStrace)('no connection leaves the machine (needs strace)', () => {
  test('demo: import, detect and fuse', { timeout: 120_000 }, () => {
    const { exitCode, foreign, calls } = connectionsOf([
      VEDETTE,
      'demo',
      '--workspace',
      path.join(temporaryFolder(), 'demo.vedette'),
    ]);
    expect({ exitCode, foreign }).toEqual({ exitCode: 0, foreign: [] });
    expect(calls).toBeGreaterThan(0);
  });

  test('detect without a workspace', { timeout: 120_000 }, () => {
    const evidence = path.join(temporaryFolder(), 'event.ndjson');
    writeFileSync(evidence, '{"Channel":"Security","EventID":1102,"Computer":"dc-01","host":"evil.example"}\n');
    const { exitCode, foreign } = connectionsOf([VEDETTE, 'detect', evidence, '--json']);
    expect({ exitCode, foreign }).toEqual({ exitCode: 0, foreign: [] });
  });

  test('the trace itself sees a connection attempt', { timeout: 60_000 }, () => {
    const program = `require('node:net').connect({ host: '192.0.2.1', port: 9 }).on('error', () => {}).setTimeout(50, function () { this.destroy(); })`;
    const { foreign } = connectionsOf(['-e', program]);
    expect(foreign.some((line) => line.includes('192.0.2.1'))).toBe(true);
  });

  test('the interface in a browser: the demo is made and looked at', { timeout: 180_000 }, async () => {
    const folder = temporaryFolder();
    const trace = path.join(folder, 'trace.txt');
    const args = ['-f', '-qq', '-s', '256', '-e', 'trace=connect,sendto,sendmsg,sendmmsg,bind,listen', '-o', trace];
    const serve = spawn('strace', [...args, process.execPath, VEDETTE, 'serve'], {
      cwd: PROJECT_ROOT,
      env: { ...process.env, VEDETTE_HOME: folder },
    });
    const ended = new Promise((resolve) => serve.once('exit', resolve));
    const link = await new Promise<string>((resolve) => {
      let out = '';
      serve.stdout.on('data', (text) => {
        out += String(text);
        const found = /http:\/\/\S+/.exec(out)?.[0];
        if (found !== undefined) resolve(found);
      });
    });
    await openTheDemo(link);
    const [node] = readFileSync(`/proc/${serve.pid}/task/${serve.pid}/children`, 'utf8').split(' ');
    process.kill(Number(node), 'SIGTERM');
    await ended;
    const network = readFileSync(trace, 'utf8')
      .split('\n')
      .filter((line) => /AF_INET6?\b/.test(line));
    expect(network.length).toBeGreaterThan(0);
    expect(network.filter((line) => !/inet_addr\("127\.0\.0\.1"\)/.test(line))).toEqual([]);
  });
});

/** As a window would: let in by the link, then over the WebSocket. */
async function openTheDemo(link: string): Promise<void> {
  const { origin, hash, host } = new URL(link);
  const session = await fetch(`${origin}/session`, { method: 'POST', body: hash.slice(1), headers: { origin } });
  const cookie = session.headers.get('set-cookie')!.split(';')[0]!;
  const socket = new WebSocket(`ws://${host}/engine`, { headers: { cookie, origin } });
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('open', () => {
      const call = { kind: 'call', id: 1, workspace: null, method: 'app.openDemo', input: {} };
      socket.send(JSON.stringify(call));
    });
    socket.on('message', (text) => {
      const message = JSON.parse(String(text)) as { readonly kind: string; readonly id?: number };
      if (message.id !== 1) return;
      if (message.kind === 'done') resolve();
      else reject(new Error(String(text)));
    });
  });
  socket.close();
}
