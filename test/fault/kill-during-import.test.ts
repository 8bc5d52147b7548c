// @promise-part DUR-01 what an import keeps for correlation rules; formats other than NDJSON
import { existsSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { createSeeded } from '../evals/seeded.ts';
import { contentOf, writeEvidence } from './evidence.ts';
import { startVedette, temporaryFolder, vedette } from '../vedette.ts';

const KILLS = 30;
const RECORDS = 24_000;
const SEED = Number(process.env['VEDETTE_SEED'] ?? 20_260_304);

/** What a kill found: nothing there yet, an import under way (with its watermark), or everything done. */
function stateOf(workspace: string): 'nothing' | 'done' | number {
  if (!existsSync(workspace)) return 'nothing';
  const db = new Database(workspace, { readonly: true });
  try {
    if (db.pragma('user_version', { simple: true }) === 0) return 'nothing';
    const source = db.prepare('SELECT state, watermark_ordinal AS watermark FROM source').get() as
      | { readonly state: string; readonly watermark: number }
      | undefined;
    if (source === undefined) return 'nothing';
    const isFused = db.prepare(`SELECT 1 FROM state WHERE name = 'fusion_pending'`).get() === undefined;
    return source.state === 'complete' && isFused ? 'done' : source.watermark;
  } finally {
    db.close();
  }
}

/** Starts an import and kills it after `delayMs`; true where it was still running then. */
async function killAfter(delayMs: number, evidence: string, workspace: string): Promise<boolean> {
  const importing = startVedette(['import', evidence, '--workspace', workspace]);
  const ended = new Promise<NodeJS.Signals | null>((resolve) =>
    importing.on('exit', (_code, signal) => resolve(signal)),
  );
  await new Promise((resolve) => setTimeout(resolve, delayMs));
  importing.kill('SIGKILL');
  return (await ended) === 'SIGKILL';
}

describe('kill -9 during an import', () => {
  test(
    `after ${KILLS} kills at random points the workspace is what it would be without (seed ${SEED})`,
    { timeout: 600_000 },
    async () => {
      const folder = temporaryFolder();
      const evidence = path.join(folder, 'evidence.ndjson');
      writeEvidence(evidence, RECORDS);
      const undisturbed = path.join(folder, 'undisturbed.vedette');
      const startedMs = performance.now();
      expect(vedette(['import', evidence, '--workspace', undisturbed]).exitCode).toBe(0);
      const wholeMs = performance.now() - startedMs;
      const expected = contentOf(undisturbed);

      const random = createSeeded(SEED);
      const struckAt: (string | number)[] = [];
      for (let round = 0; struckAt.length < KILLS; round++) {
        const killed = path.join(folder, `killed-${round}.vedette`);
        while (stateOf(killed) !== 'done' && struckAt.length < KILLS) {
          // Over the whole run, most of them past the start-up, where the writing happens.
          const isKilled = await killAfter(wholeMs * (0.35 + 0.7 * random.next()), evidence, killed);
          const state = stateOf(killed);
          if (isKilled && state !== 'done') struckAt.push(state);
        }
        expect(vedette(['import', evidence, '--workspace', killed]).exitCode).toBe(0);
        expect(contentOf(killed)).toEqual(expected);
      }
      const midway = struckAt.filter((state) => typeof state === 'number' && state > 0);
      console.log(`${KILLS} kills struck at watermarks ${struckAt.join(', ')}`);
      expect(new Set(midway).size).toBeGreaterThanOrEqual(3);
    },
  );
});
