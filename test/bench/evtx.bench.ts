/**
 * How fast EVTX is read on one thread, beside the readers people use: the same files in the same run, files in
 * memory for ours and winevtx, `evtxexport` as a process with its start-up taken off. MB are of chunks that hold
 * records; preallocated empty ones cost nobody anything and would flatter everybody.
 *
 * `node test/bench/evtx.bench.ts`
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { parseEvtxFile } from 'winevtx';
import { evtxReader, readEvtxJson, readEvtxXml } from '../../core/connectors/evtx/reader.ts';
import { DEFAULT_LIMITS } from '../../core/kernel/limits.ts';
import { filesBelow, hasData, unpackData } from '../data.ts';

/** Batches that a consumer is done with soon: objects that stay long cost twice, once when made and once when moved. */
const OPTIONS = { limits: { ...DEFAULT_LIMITS, batchRecords: 500 }, recover: false };
const READ_BYTES = 256 * 1024;
const CHUNK_BYTES = 65_536;
const HEADER_BYTES = 4_096;
/** Enough for the compiler to have seen everything, and for one round without a neighbour's noise. */
const ROUNDS = 20;
const PROCESS_ROUNDS = 5;

interface Source {
  readonly path: string;
  readonly bytes: Buffer;
}

/** Reads all sources once and gives the number of records. */
type Contestant = (sources: readonly Source[]) => Promise<number> | number;

async function* inPieces(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += READ_BYTES) yield bytes.subarray(at, at + READ_BYTES);
}

async function ours(
  sources: readonly Source[],
  read: (bytes: AsyncIterable<Uint8Array>) => AsyncIterable<{ readonly records: readonly unknown[] }>,
): Promise<number> {
  let records = 0;
  for (const source of sources) {
    for await (const batch of read(inPieces(source.bytes))) records += batch.records.length;
  }
  return records;
}

function winevtx(sources: readonly Source[]): number {
  let records = 0;
  for (const source of sources) {
    try {
      for (const record of parseEvtxFile(source.bytes)) if (record.event !== undefined) records++;
    } catch {
      // It throws on files it cannot read; the records until then count.
    }
  }
  return records;
}

function evtxexport(sources: readonly Source[]): number {
  for (const source of sources) spawnSync('evtxexport', ['-f', 'xml', source.path], { stdio: 'ignore' });
  return 0;
}

/** Not timed: counting means keeping the output. */
function recordsOfEvtxexport(sources: readonly Source[]): number {
  return sources.reduce((sum, source) => {
    const { stdout } = spawnSync('evtxexport', ['-f', 'xml', source.path], { encoding: 'utf8', maxBuffer: 1 << 30 });
    return sum + stdout.split(/^<Event /m).length - 1;
  }, 0);
}

function processStartMs(count: number): number {
  const start = performance.now();
  for (let left = count; left > 0; left--) spawnSync('evtxexport', ['-V'], { stdio: 'ignore' });
  return performance.now() - start;
}

async function bestMs(
  contestant: Contestant,
  sources: readonly Source[],
  rounds: number,
): Promise<{ ms: number; records: number }> {
  let ms = Number.POSITIVE_INFINITY;
  let records = 0;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    records = await contestant(sources);
    ms = Math.min(ms, performance.now() - start);
  }
  return { ms, records };
}

function liveMegabytes(sources: readonly Source[]): number {
  let chunks = 0;
  for (const { bytes } of sources) {
    for (let at = HEADER_BYTES; at < bytes.length; at += CHUNK_BYTES) {
      if (bytes.toString('latin1', at, at + 7) === 'ElfChnk') chunks++;
    }
  }
  return (chunks * CHUNK_BYTES) / 1e6;
}

async function runSet(title: string, sources: readonly Source[]): Promise<void> {
  const megabytes = liveMegabytes(sources);
  const contestants: [name: string, run: Contestant][] = [
    ['vedette, objects', (all) => ours(all, (bytes) => evtxReader.read(bytes, OPTIONS))],
    ['vedette, NDJSON', (all) => ours(all, (bytes) => readEvtxJson(bytes, OPTIONS))],
    ['vedette, XML', (all) => ours(all, (bytes) => readEvtxXml(bytes, OPTIONS))],
    ['winevtx, objects', winevtx],
  ];
  const rows: { name: string; ms: number; records: number }[] = [];
  for (const [name, contestant] of contestants) rows.push({ name, ...(await bestMs(contestant, sources, ROUNDS)) });
  if (spawnSync('evtxexport', ['-V']).status === 0) {
    const { ms } = await bestMs(evtxexport, sources, PROCESS_ROUNDS);
    const net = Math.max(ms - processStartMs(sources.length), 1);
    rows.push({ name: 'evtxexport, XML', ms: net, records: recordsOfEvtxexport(sources) });
  }
  const baseline = rows.at(-1)!;
  console.log(`\n${title}: ${sources.length} files, ${megabytes.toFixed(1)} MB of chunks; best of ${ROUNDS}`);
  console.log(
    `${'reader'.padEnd(20)}${'records'.padStart(9)}${'ms'.padStart(8)}${'MB/s'.padStart(8)}${'ratio'.padStart(8)}`,
  );
  for (const { name, ms, records } of rows) {
    const rate = (megabytes / ms) * 1_000;
    const columns = [String(records).padStart(9), ms.toFixed(0).padStart(8), rate.toFixed(1).padStart(8)];
    console.log(`${name.padEnd(20)}${columns.join('')}${`${(baseline.ms / ms).toFixed(1)}x`.padStart(8)}`);
  }
  console.log(`ratio: against ${baseline.name}`);
}

/** Prints one table for each data set. */
export async function run(): Promise<void> {
  if (!hasData) {
    console.log('evtx: the data sets are missing (VEDETTE_DATA), nothing measured');
    return;
  }
  for (const name of ['evtx/torture.zip', 'evtx/evtx-to-mitre.zip']) {
    const files = filesBelow(unpackData(name), '.evtx');
    await runSet(
      name,
      files.map((path) => ({ path, bytes: readFileSync(path) })),
    );
  }
}

if (import.meta.main) await run();
