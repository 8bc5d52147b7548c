/**
 * What the audit log costs: changes recorded one a transaction, many in one, and the chain of all of them verified. The
 * baseline inserts the same rows into a table without hashes, triggers or head.
 *
 * `node test/bench/audit.bench.ts`
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import type { TimeUs } from '../../core/kernel/time.ts';
import { recordChange, type Change } from '../../core/store/audit.ts';
import { verifyChains } from '../../core/store/chains.ts';
import { openForWriting } from '../../core/store/database.ts';
import { table } from '../evals/table.ts';

const SINGLE = 20_000;
const BULK = 200_000;

function change(index: number): Change {
  const states = { before: { state: 'open' }, after: { state: 'closed', note: `number ${index}` } };
  const request = { correlationId: `request ${index}`, timeUs: index as TimeUs };
  return { actor: 'ada', action: 'alerts.close', subject: `alert ${index}`, ...states, ...request };
}

function rate(count: number, work: () => void): string {
  const started = performance.now();
  work();
  return Math.round(count / ((performance.now() - started) / 1_000)).toLocaleString('en');
}

/** Prints the table; rates are rows per second. */
export async function run(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'vedette-bench-'));
  const { db, close } = openForWriting(path.join(folder, 'case.vedette'));
  try {
    db.exec(
      'CREATE TABLE plain (seq INTEGER PRIMARY KEY, time INTEGER, actor, action, subject, before, after, request)',
    );
    const insert = db.prepare('INSERT INTO plain VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)');
    const plainly = (index: number): void => {
      const { timeUs, actor, action, subject, before, after, correlationId } = change(index);
      insert.run(timeUs, actor, action, subject, JSON.stringify(before), JSON.stringify(after), correlationId);
    };
    const recordedly = (index: number): void => void recordChange(db, change(index));
    const each = (work: (index: number) => void): string =>
      rate(SINGLE, () => {
        for (let index = 0; index < SINGLE; index++) db.transaction(() => work(index)).immediate();
      });
    const bulk = (work: (index: number) => void): string =>
      rate(BULK, () => {
        const all = db.transaction(() => {
          for (let index = 0; index < BULK; index++) work(index);
        });
        all.immediate();
      });
    console.log(
      table(
        ['work', 'rows/s', 'baseline, rows/s'],
        [
          ['one recorded change a transaction', each(recordedly), each(plainly)],
          ['many in one transaction', bulk(recordedly), bulk(plainly)],
          ['verifying the chain', rate(SINGLE + BULK, () => verifyChains(db)), '-'],
        ],
      ),
    );
  } finally {
    close();
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) await run();
