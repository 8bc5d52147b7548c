// @promise-part DUR-02 a disk that turns read-only under a workspace in use; a source that vanishes while it is read
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { contentOf, writeEvidence } from './evidence.ts';
import { temporaryFolder, vedette } from '../vedette.ts';

const RECORDS = 8_000;
const TOO_SMALL = '1536k';
const LARGE_ENOUGH = '256m';

const canMount = process.platform === 'linux' && process.getuid?.() === 0 && tryMount();

function mount(folder: string, options: string): boolean {
  return spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]).status === 0;
}

function unmount(folder: string): void {
  spawnSync('umount', ['-l', folder]);
}

function tryMount(): boolean {
  const folder = `/tmp/vedette-mount-probe-${process.pid}`;
  mkdirSync(folder, { recursive: true });
  const isMounted = mount(folder, 'size=64k');
  if (isMounted) unmount(folder);
  return isMounted;
}

describe.skipIf(!canMount)('a disk that is full or read-only (needs root on Linux, to mount one)', () => {
  function disk(size: string): string {
    const folder = path.join(temporaryFolder(), 'disk');
    mkdirSync(folder);
    expect(mount(folder, `size=${size}`)).toBe(true);
    onTestFinished(() => unmount(folder));
    return folder;
  }

  test('a full disk is told, the workspace stays sound, and the same command goes on when there is room', () => {
    const evidence = path.join(temporaryFolder(), 'evidence.ndjson');
    writeEvidence(evidence, RECORDS);
    const undisturbed = path.join(temporaryFolder(), 'undisturbed.vedette');
    expect(vedette(['import', evidence, '--workspace', undisturbed]).exitCode).toBe(0);

    const folder = disk(TOO_SMALL);
    const workspace = path.join(folder, 'case.vedette');
    const full = vedette(['import', evidence, '--workspace', workspace]);
    expect(full.exitCode).toBe(1);
    expect(full.stderr).toMatch(/case\.vedette.*full.*\(E_WORKSPACE_DISK\)\nFree some space/);

    expect(mount(folder, `remount,size=${LARGE_ENOUGH}`)).toBe(true);
    expect(vedette(['import', evidence, '--workspace', workspace]).exitCode).toBe(0);
    expect(contentOf(workspace)).toEqual(contentOf(undisturbed));
  });

  test('upkeep that needs room for a copy asks for it first and leaves the workspace as it is', () => {
    const evidence = path.join(temporaryFolder(), 'evidence.ndjson');
    writeEvidence(evidence, 4_000);
    const folder = disk(LARGE_ENOUGH);
    const workspace = path.join(folder, 'case.vedette');
    expect(vedette(['import', evidence, '--workspace', workspace]).exitCode).toBe(0);
    const before = contentOf(workspace);
    // Enough to open it, and less than a copy takes.
    const sizeKb = Math.ceil(statSync(workspace).size / 1_024);
    expect(mount(folder, `remount,size=${sizeKb + 300}k`)).toBe(true);
    const passphrase = path.join(temporaryFolder(), 'passphrase');
    writeFileSync(passphrase, 'long enough');
    for (const command of [
      ['compact'],
      ['encrypt', '--new-passphrase-file', passphrase],
      ['backup', path.join(folder, 'backup.vedette')],
    ]) {
      const run = vedette(['workspace', ...command, '--workspace', workspace]);
      expect([command[0], run.exitCode, run.stderr]).toEqual([
        command[0],
        1,
        expect.stringMatching(/\d MB are missing.*E_WORKSPACE_DISK/),
      ]);
      expect(readdirSync(folder).filter((name) => /rewrite|backup/.test(name))).toEqual([]);
    }
    expect(contentOf(workspace)).toEqual(before);
  });

  test('a read-only disk is told before anything is read', () => {
    const evidence = path.join(temporaryFolder(), 'evidence.ndjson');
    writeEvidence(evidence, 10);
    const folder = disk('16m');
    expect(mount(folder, 'remount,ro')).toBe(true);
    const run = vedette(['import', evidence, '--workspace', path.join(folder, 'case.vedette')]);
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toContain('E_WORKSPACE_DISK');
  });
});

test('evidence that vanishes from a listed folder is told and the rest is read', () => {
  const folder = temporaryFolder();
  writeEvidence(path.join(folder, 'a.ndjson'), 10);
  chmodSync(path.join(folder, 'a.ndjson'), 0o600);
  const run = vedette([
    'import',
    path.join(folder, 'gone.evtx'),
    folder,
    '-w',
    path.join(temporaryFolder(), 'case.vedette'),
  ]);
  expect(run.stdout).toMatch(/gone\.evtx: .*\(E_SOURCE_NOT_FOUND\)/);
  expect(run.stdout).toContain('10 events');
});
