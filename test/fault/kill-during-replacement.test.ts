// @promise DUR-06
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { readSalt } from '../../core/store/cipher.ts';
import { createSeeded, type Seeded } from '../evals/seeded.ts';
import { contentOf, writeEvidence } from './evidence.ts';
import { startVedette, temporaryFolder, vedette } from '../vedette.ts';

const KILLS = 12;
const RECORDS = 12_000;
const SEED = Number(process.env['VEDETTE_SEED'] ?? 20_260_306);

/** Runs `args` and kills it once `struck` settles; true where it was still running then. */
async function killed(args: readonly string[], struck: () => Promise<void>): Promise<boolean> {
  const running = startVedette(args);
  const ended = new Promise<NodeJS.Signals | null>((resolve) => running.on('exit', (_code, signal) => resolve(signal)));
  await Promise.race([struck(), ended]);
  running.kill('SIGKILL');
  return (await ended) === 'SIGKILL';
}

/** A random moment of a run that takes `wholeMs`, its end and a little after included. */
function atRandom(wholeMs: number, random: Seeded): () => Promise<void> {
  return () => setTimeout(wholeMs * (0.3 + 0.75 * random.next()));
}

/** The moment a half-written copy can be seen in `folder`: how long writing it takes differs from machine to machine. */
function onceCopying(folder: string): () => Promise<void> {
  return async () => {
    while (!hasHalfACopy(folder)) await setTimeout(1);
  };
}

function hasHalfACopy(folder: string): boolean {
  return readdirSync(folder).some((name) => name.endsWith('.rewrite'));
}

/** How long `args` takes where nobody disturbs it. */
function undisturbedMs(args: readonly string[]): number {
  const startedMs = performance.now();
  expect(vedette(args).exitCode).toBe(0);
  return performance.now() - startedMs;
}

test(
  `killed ${KILLS} times while the passphrase is changed: one passphrase opens a whole workspace (seed ${SEED})`,
  { timeout: 600_000 },
  async () => {
    const folder = temporaryFolder();
    const evidence = path.join(folder, 'evidence.ndjson');
    writeEvidence(evidence, RECORDS);
    const file = path.join(folder, 'case.vedette');
    let [current, next] = [path.join(folder, 'one'), path.join(folder, 'two')];
    writeFileSync(current, 'the first passphrase');
    writeFileSync(next, 'the second passphrase');
    const rekey = (): string[] => [
      'workspace',
      'rekey',
      '-w',
      file,
      '--passphrase-file',
      current,
      '--new-passphrase-file',
      next,
    ];
    const rows = (passphrase: string): unknown => {
      const info = JSON.parse(
        vedette(['workspace', 'info', '--json', '-w', file, '--passphrase-file', passphrase]).stdout,
      ) as object;
      return { ...info, sizeBytes: 0, unusedBytes: 0, auditRows: 0, auditHead: '', neighbours: [] };
    };
    expect(vedette(['import', evidence, '-w', file, '--passphrase-file', current]).exitCode).toBe(0);
    const expected = rows(current);
    const wholeMs = undisturbedMs(rekey());
    [current, next] = [next, current];

    const random = createSeeded(SEED);
    const left: string[] = [];
    let kills = 0;
    while (kills < KILLS) {
      const salt = readSalt(file)!;
      const moment = !hasHalfACopy(folder) && kills % 2 === 0 ? onceCopying(folder) : atRandom(wholeMs, random);
      if (await killed(rekey(), moment)) kills++;
      left.push(hasHalfACopy(folder) ? 'with a copy half done' : 'between');
      if (!readSalt(file)!.equals(salt)) [current, next] = [next, current];
      const opened = vedette(['verify', '-w', file, '--passphrase-file', current]);
      expect([opened.exitCode, opened.stderr]).toEqual([0, '']);
      expect(vedette(['verify', '-w', file, '--passphrase-file', next]).stderr).toContain(
        'E_WORKSPACE_WRONG_PASSPHRASE',
      );
      expect(rows(current)).toEqual(expected);
    }
    console.log(`${kills} kills: ${left.join(', ')}`);
    expect(left).toContain('with a copy half done');
    expect(vedette(rekey()).exitCode).toBe(0);
    expect(readdirSync(folder).filter((name) => name.includes('.rewrite'))).toEqual([]);
  },
);

test(
  `killed ${KILLS} times during a restore: the workspace is the old or the restored one (seed ${SEED})`,
  { timeout: 600_000 },
  async () => {
    const folder = temporaryFolder();
    const [evidence, more] = [path.join(folder, 'evidence.ndjson'), path.join(folder, 'more.ndjson')];
    const [file, later, backup] = ['case.vedette', 'later.vedette', 'backup.vedette'].map((name) =>
      path.join(folder, name),
    ) as [string, string, string];
    writeEvidence(evidence, RECORDS);
    writeEvidence(more, 500);
    expect(vedette(['import', evidence, '-w', file]).exitCode).toBe(0);
    expect(vedette(['workspace', 'backup', backup, '-w', file]).exitCode).toBe(0);
    const restored = contentOf(file);
    expect(vedette(['import', more, '-w', file]).exitCode).toBe(0);
    const old = contentOf(file);
    expect(vedette(['workspace', 'backup', later, '-w', file]).exitCode).toBe(0);
    const restore = ['workspace', 'restore', backup, '-w', file];
    const wholeMs = undisturbedMs(restore);

    const random = createSeeded(SEED + 1);
    let kills = 0;
    while (kills < KILLS) {
      expect(vedette(['workspace', 'restore', later, '-w', file]).exitCode).toBe(0);
      if (await killed(restore, atRandom(wholeMs, random))) kills++;
      const verified = vedette(['verify', '-w', file]);
      expect([verified.exitCode, verified.stderr]).toEqual([0, '']);
      expect([old, restored]).toContainEqual(contentOf(file));
    }
    expect(vedette(restore).exitCode).toBe(0);
    expect(contentOf(file)).toEqual(restored);
  },
);
