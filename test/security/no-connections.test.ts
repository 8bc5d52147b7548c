// @promise-part SEC-15 commands other than demo and detect, so every way to investigate; the desktop shell
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
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
});
