// @promise DUR-06
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readSalt } from '../../core/store/cipher.ts';
import { writeEvidence } from './evidence.ts';
import { startVedette, temporaryFolder, vedette } from '../vedette.ts';

const KILLS = 12;
const RECORDS = 12_000;
const SEED = Number(process.env['VEDETTE_SEED'] ?? 20_260_306);

/** A small generator with a printed seed (mulberry32), so that a failure can be run again. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

test(
  `after each of ${KILLS} kills one passphrase opens a whole workspace (seed ${SEED})`,
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
    const startedMs = performance.now();
    expect(vedette(rekey()).exitCode).toBe(0);
    const wholeMs = performance.now() - startedMs;
    [current, next] = [next, current];

    const random = randomFrom(SEED);
    const left: string[] = [];
    let kills = 0;
    while (kills < KILLS) {
      const salt = readSalt(file)!;
      const rekeying = startVedette(rekey());
      const ended = new Promise<NodeJS.Signals | null>((resolve) =>
        rekeying.on('exit', (_code, signal) => resolve(signal)),
      );
      await new Promise((resolve) => setTimeout(resolve, wholeMs * (0.3 + 0.75 * random())));
      rekeying.kill('SIGKILL');
      if ((await ended) === 'SIGKILL') kills++;
      left.push(readdirSync(folder).some((name) => name.endsWith('.rewrite')) ? 'with a copy half done' : 'between');
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
