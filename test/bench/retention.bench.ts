/**
 * What it takes to remove the older half of a workspace, against the only other way to be rid of it: a new workspace of
 * the newer half. And what the evidence check costs, against hashing the evidence where it lies.
 *
 * `node test/bench/retention.bench.ts [EVENTS]`
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { applyRetention, previewRetention, type RetentionOptions } from '../../core/engine/retention.ts';
import { systemClock } from '../../core/kernel/clock.ts';
import { US_PER_DAY, type TimeUs } from '../../core/kernel/time.ts';
import { openForWriting, type WritableDb } from '../../core/store/database.ts';
import { checkEvidence } from '../../core/store/evidence-check.ts';
import { createIngestWriter } from '../../core/store/ingest.ts';
import { createRawWriter } from '../../core/store/raw-blocks.ts';
import { refreshBaselines } from '../../core/engine/baselines.ts';
import { beginSource, completeSource } from '../../core/store/sources.ts';
import { table } from '../evals/table.ts';
import { madeEvent } from './many-events.ts';

const EVENTS = Number(process.argv[2] ?? 400_000);
const BATCH = 2_000;

/** Events from `from` on, as one source with its bytes. */
function fill(db: WritableDb, from: number): { readonly rawBytes: number } {
  const hash = createHash('sha256');
  for (let at = from; at < EVENTS; at++) hash.update(madeEvent(at, EVENTS).line);
  const sha256 = hash.digest('hex');
  const { id } = beginSource(
    db,
    { sha256, path: '/made', kind: 'evidence', reader: 'json', sizeBytes: 0 },
    0 as TimeUs,
  );
  const writer = createIngestWriter(db);
  const raw = createRawWriter(db, id);
  let rawBytes = 0;
  for (let start = from; start < EVENTS; start += BATCH) {
    const items = Array.from({ length: Math.min(BATCH, EVENTS - start) }, (_, index) => {
      const { event, line } = madeEvent(start + index, EVENTS);
      const bytes = Buffer.from(line);
      const place = { ...event.place, ordinal: start + index + 1, offset: rawBytes, lengthBytes: bytes.length };
      raw.keep(bytes);
      rawBytes += bytes.length;
      return { ordinal: place.ordinal, event: { ...event, place }, relations: [], findings: [], matches: [] };
    });
    writer.commit(id, { items, damage: [], raw });
  }
  db.prepare('UPDATE source SET size_bytes = ? WHERE id = ?').run(rawBytes, id);
  completeSource(db, id, 0 as TimeUs);
  refreshBaselines(db);
  return { rawBytes };
}

async function timed(work: () => Promise<void> | void): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1_000;
}

export async function run(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'vedette-bench-'));
  const [whole, half] = ['whole', 'half'].map((name) => openForWriting(path.join(folder, name))) as [
    ReturnType<typeof openForWriting>,
    ReturnType<typeof openForWriting>,
  ];
  try {
    const { db } = whole;
    let rawBytes = 0;
    await timed(() => void ({ rawBytes } = fill(db, 0)));
    const checkS = await timed(() => void checkEvidence(db));
    const hashS = await timed(() => void createHash('sha256').update(Buffer.alloc(rawBytes)).digest());
    const anewS = await timed(() => void fill(half.db, EVENTS / 2));

    const limit = { by: 'age', olderThanUs: 15 * US_PER_DAY } as const;
    let step = 'plan';
    let last = performance.now();
    let longestMs = 0;
    const spent: Record<string, number> = {};
    const tick = (): void => {
      const now = performance.now();
      spent[step] = (spent[step] ?? 0) + (now - last) / 1_000;
      last = now;
    };
    const options: RetentionOptions = {
      clock: systemClock,
      signal: new AbortController().signal,
      onProgress: () => {
        longestMs = Math.max(longestMs, performance.now() - last);
        tick();
      },
      onStep: (next) => {
        tick();
        step = next;
      },
    };
    const previewS = await timed(async () => void (await previewRetention(db, limit, options)));
    last = performance.now();
    longestMs = 0;
    let removed = 0;
    const removalS = await timed(async () => {
      removed = (await applyRetention(db, limit, null, options)).events;
    });
    tick();
    const parts = Object.entries(spent).map(([name, seconds]) => `${name} ${seconds.toFixed(1)} s`);
    console.log(
      table(
        ['work', 'seconds', 'events/s'],
        [
          [`preview over ${EVENTS.toLocaleString('en')} events`, previewS.toFixed(1), rate(EVENTS, previewS)],
          [`removing ${removed.toLocaleString('en')} of them`, removalS.toFixed(1), rate(removed, removalS)],
          ['baseline: a new workspace of the rest, without rules', anewS.toFixed(1), rate(EVENTS / 2, anewS)],
        ],
      ),
    );
    console.log(`of the removal: ${parts.join(', ')}; the longest piece ${Math.round(longestMs)} ms`);
    const mb = (seconds: number): string => `${Math.round(rawBytes / 1e6 / seconds)} MB/s`;
    console.log(`evidence check ${mb(checkS)}; baseline, SHA-256 of as many bytes in memory ${mb(hashS)}`);
    console.log(`peak memory ${Math.round(process.resourceUsage().maxRSS / 1_000)} MB`);
    const sizes = [db, half.db].map((of) => Number(of.pragma('page_count', { simple: true })) * 4_096);
    const free = Number(db.pragma('freelist_count', { simple: true })) * 4_096;
    console.log(
      `in use afterwards ${((sizes[0]! - free) / 1e6).toFixed(1)} MB, new workspace ${(sizes[1]! / 1e6).toFixed(1)} MB, ` +
        `file ${(statSync(path.join(folder, 'whole')).size / 1e6).toFixed(1)} MB`,
    );
  } finally {
    whole.close();
    half.close();
    rmSync(folder, { recursive: true });
  }
}

function rate(events: number, seconds: number): string {
  return Math.round(events / seconds).toLocaleString('en');
}

if (import.meta.main) await run();
