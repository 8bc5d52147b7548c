/** Old events are removed piece by piece: killed between or within any of them, the workspace is whole and a rerun ends it. */
import { copyFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { createSeeded } from '../evals/seeded.ts';
import { contentOf, writeEvidence } from './evidence.ts';
import { ndjson, startVedette, temporaryFolder, vedette } from '../vedette.ts';

const WORKSPACES = 4;
const KILLS_EACH = 3;
const MIDWAY = 3;
const RECORDS = 24_000;
const SEED = Number(process.env['VEDETTE_SEED'] ?? 20_260_309);
const LIMIT = ['--before', '2026-03-04T10:00Z'];

interface Row {
  readonly action: string;
  readonly after: { readonly outcome?: string; readonly events?: number };
}

/** Events that are removed, and how many removals were begun. */
function stateOf(file: string): { readonly removed: number; readonly begun: number } {
  const db = new Database(file, { readonly: true });
  try {
    const number = (sql: string): number => db.prepare(sql).pluck().get() as number;
    return {
      removed: number('SELECT sum(events_removed) FROM source'),
      begun: number(`SELECT count(*) FROM audit WHERE action = 'workspace.beginRetention'`),
    };
  } finally {
    db.close();
  }
}

/** Starts a removal and kills it once `removed` events are out of the file and `delayMs` went by; true where it ran still. */
async function killAt(removed: number, delayMs: number, args: readonly string[], file: string): Promise<boolean> {
  const running = startVedette(args);
  let signal: NodeJS.Signals | null | undefined;
  const ended = new Promise<void>((resolve) =>
    running.on('exit', (_, by) => {
      signal = by;
      resolve();
    }),
  );
  const { begun } = stateOf(file);
  const isDue = (): boolean => {
    const state = stateOf(file);
    return signal !== undefined || (state.begun > begun && state.removed >= removed);
  };
  while (!isDue()) {
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await new Promise((resolve) => setTimeout(resolve, delayMs));
  running.kill('SIGKILL');
  await ended;
  return signal === 'SIGKILL';
}

test(
  `killed again and again while old events are removed: sound each time, and the same in the end (seed ${SEED})`,
  { timeout: 600_000 },
  async () => {
    const folder = temporaryFolder();
    const [evidence, base, undisturbed] = ['e.ndjson', 'base', 'undisturbed'].map((name) =>
      path.join(folder, name),
    ) as [string, string, string];
    writeEvidence(evidence, RECORDS);
    expect(vedette(['import', evidence, '-w', base]).exitCode).toBe(0);
    copyFileSync(base, undisturbed);
    const retain = (of: string): string[] => ['workspace', 'retain', ...LIMIT, '--yes', '-w', of];
    const startedMs = performance.now();
    expect(vedette(retain(undisturbed)).exitCode).toBe(0);
    const wholeMs = performance.now() - startedMs;
    const expected = contentOf(undisturbed);
    const all = stateOf(undisturbed).removed;
    expect(all).toBeGreaterThan(RECORDS / 2);

    const random = createSeeded(SEED);
    const struckAt: number[] = [];
    for (let workspace = 0; workspace < WORKSPACES; workspace++) {
      const file = path.join(folder, `killed-${workspace}`);
      copyFileSync(base, file);
      for (let kill = 0; kill < KILLS_EACH; kill++) {
        const before = stateOf(file).removed;
        // The first while events go, the last while what they leave behind does.
        const isLast = kill === KILLS_EACH - 1;
        const aim = isLast ? all : before + (all - before) * 0.6 * random.next();
        const delayMs = isLast ? wholeMs * 0.1 * random.next() : 0;
        const isKilled = await killAt(aim, delayMs, retain(file), file);
        const { removed } = stateOf(file);
        if (isKilled) struckAt.push(removed);
        const run = vedette(['verify', '-w', file]);
        expect([run.exitCode, run.stderr]).toEqual([0, '']);
        expect(JSON.parse(vedette(['workspace', 'info', '--json', '-w', file]).stdout)).toMatchObject({
          events: RECORDS - removed,
          eventsRemoved: removed,
        });
      }
      expect(vedette(retain(file)).exitCode).toBe(0);
      expect(contentOf(file)).toEqual(expected);
      // However often it was interrupted, the log accounts for every event.
      const rows = ndjson<Row>(vedette(['audit', '--json', '-w', file]).stdout);
      const ends = rows.filter(({ action }) => action === 'workspace.applyRetention');
      expect(ends.reduce((sum, { after }) => sum + after.events!, 0)).toBe(all);
      expect(ends).toHaveLength(rows.filter(({ action }) => action === 'workspace.beginRetention').length);
    }
    console.log(`kills struck at ${struckAt.join(', ')} of ${all} events removed`);
    const midway = struckAt.filter((removed) => removed > 0 && removed < all);
    expect(midway.length).toBeGreaterThanOrEqual(MIDWAY);
  },
);
