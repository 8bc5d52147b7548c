/**
 * Imports evidence: finds sources, fingerprints each, reads on from where it was left, normalises, detects, commits
 * batch by batch and fuses at the end. Whatever goes wrong with one source is told in its report; the others go on.
 */
import { fingerprintOf, hashing } from '../evidence/hash.ts';
import { absolutePlace } from '../intake/raw.ts';
import { createNormaliser, readerFor, readRecords, tolerant } from '../intake/read.ts';
import { findSources } from '../intake/sources.ts';
import type { Skipped, Source } from '../intake/source.ts';
import type { Reader } from '../connectors/connector.ts';
import type { Clock } from '../kernel/clock.ts';
import { VedetteError } from '../kernel/errors.ts';
import type { Limits } from '../kernel/limits.ts';
import type { Log } from '../kernel/log.ts';
import type { Metrics } from '../kernel/metrics.ts';
import type { Damage, RecordBatch, SourceRecord } from '../model/record.ts';
import { createCheckpointer, type Checkpointer } from '../store/checkpoint.ts';
import type { WritableDb } from '../store/database.ts';
import { baselineState, type BaselineState } from '../store/baseline-state.ts';
import { ownFilesOf } from '../store/own-files.ts';
import { createIngestWriter, type Committed, type IngestItem, type IngestWriter } from '../store/ingest.ts';
import { createRawWriter, type RawWriter } from '../store/raw-blocks.ts';
import type { SourceKind, SourceRow } from '../store/sources.ts';
import { refreshBaselines } from './baselines.ts';
import { correlateIfPending } from './correlate.ts';
import { findingsOf } from './findings.ts';
import { fuseIfPending } from './fuse.ts';
import { noProgress, type OnProgress } from './progress.ts';
import { relationsOf } from './relations.ts';
import type { RuleEngine } from './rule-engine.ts';
import { beginRecorded, completeRecorded } from './source-record.ts';

export interface ImportOptions {
  readonly kind: SourceKind;
  readonly engine: RuleEngine;
  readonly recover: boolean;
  readonly limits: Limits;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly onProgress?: OnProgress;
  /** Looked at between batches; an aborted import throws `E_STOPPED` and goes on from there when it is run again. */
  readonly signal?: AbortSignal;
  /** Called when everything is read and fusion, which cannot be paused, is about to begin. */
  readonly onFusion?: () => void;
  /** Total of the sizes on disk, where the caller took the trouble to add them up. */
  readonly totalBytes?: number | null;
}

export interface SourceReport {
  readonly path: string;
  readonly reader: string;
  /** `imported`, `resumed` after an interruption, or `known`: the same content is in the workspace already. */
  readonly outcome: 'imported' | 'resumed' | 'known';
  /** Counts of this run only. */
  readonly records: number;
  readonly events: number;
  readonly hits: number;
  readonly damaged: number;
  /** The first damaged places; all of them are in the workspace. */
  readonly damage: readonly Damage[];
  /** Events of it that retention removed from the workspace, which an import does not bring back. */
  readonly removed: number;
}

type FinishOptions = Pick<ImportOptions, 'engine' | 'metrics' | 'onFusion'>;

/** Enough to see what is wrong with a file; a hostile one can have millions. */
const SHOWN_DAMAGE = 20;

export interface ImportReport {
  readonly sources: readonly SourceReport[];
  readonly skipped: readonly Skipped[];
  /** How far baselines reach now; null where no event ever came in. */
  readonly baselines: BaselineState | null;
}

/** Batches go through the writer; between them the log is kept small. */
interface Writing {
  readonly writer: IngestWriter;
  readonly checkpointer: Checkpointer;
}

/** Imports everything below `paths` into `db`. Throws only where the workspace itself fails (full disk and such). */
export async function importPaths(
  db: WritableDb,
  paths: readonly string[],
  options: ImportOptions,
): Promise<ImportReport> {
  const writing = { writer: createIngestWriter(db), checkpointer: createCheckpointer(db) };
  const sources: SourceReport[] = [];
  const skipped: Skipped[] = [];
  // A demo's log lies beside its workspace and is meant to be read.
  const isOff = options.kind === 'demo' ? undefined : ownFilesOf(db.name);
  for await (const found of findSources(paths, options.limits, isOff)) {
    if (found.kind === 'skipped') {
      skipped.push(found);
      continue;
    }
    const readable = await readerFor(found);
    if (readable.kind === 'skipped') skipped.push(readable);
    else sources.push(await importSource(db, writing, found, readable.reader, options));
  }
  finishImport(db, options);
  writing.checkpointer.afterCommit();
  return { sources, skipped, baselines: baselineState(db) };
}

/** What an import does once everything is read; also what one that was cut short left to do. */
export function finishImport(db: WritableDb, { engine, metrics, onFusion }: FinishOptions): void {
  correlateIfPending(db, engine);
  refreshBaselines(db);
  fuseIfPending(db, metrics, onFusion);
}

async function importSource(
  db: WritableDb,
  writing: Writing,
  source: Source,
  reader: Reader,
  options: ImportOptions,
): Promise<SourceReport> {
  const fingerprint = await fingerprintOf(tolerant(source.open()).bytes);
  const row = beginRecorded(
    db,
    { ...fingerprint, path: absolutePlace(source.path), kind: options.kind, reader: reader.id },
    options.clock,
  );
  const report = { path: source.path, reader: reader.id, removed: row.eventsRemoved };
  if (row.state === 'complete')
    return { ...report, outcome: 'known', records: 0, events: 0, hits: 0, damaged: 0, damage: [] };

  options.log.info('intake.source_started', {
    source: row.sha256,
    reader: reader.id,
    from_ordinal: row.watermarkOrdinal,
  });
  const outcome = row.watermarkOrdinal > 0 ? 'resumed' : 'imported';
  const raw = createRawWriter(db, row.id);
  const counts = await ingest(writing, raw, source, reader, row, options);
  completeRecorded(db, row, options.clock);
  options.log.info('intake.source_done', {
    source: row.sha256,
    records: counts.records,
    damaged: counts.damaged,
  });
  return { ...report, outcome, ...counts };
}

async function ingest(
  { writer, checkpointer }: Writing,
  raw: RawWriter,
  source: Source,
  reader: Reader,
  row: SourceRow,
  options: ImportOptions,
) {
  const process = createPipeline(options.engine);
  const shownDamage: Damage[] = [];
  let damaged = 0;
  let records = 0;
  let events = 0;
  let hits = 0;
  let damageToSkip = row.damageSeen;
  const stream = hashing(source.open());
  const watched: Source = { ...source, open: () => raw.keeping(stream.bytes) };
  for await (const batch of withChange(readRecords(watched, reader, options), () => stream.sha256(), row.sha256)) {
    const items = batch.records.filter((record) => record.ordinal > row.watermarkOrdinal).map(process);
    const damage = batch.damage.slice(damageToSkip);
    damageToSkip = Math.max(0, damageToSkip - batch.damage.length);
    if (items.length > 0 || damage.length > 0) {
      const committed = writer.commit(row.id, { items, damage, raw });
      checkpointer.afterCommit();
      records += items.length;
      events += committed.events;
      hits += committed.findings;
      damaged += damage.length;
      shownDamage.push(...damage.slice(0, SHOWN_DAMAGE - shownDamage.length));
      countMetrics(options.metrics, reader.id, committed, damage.length, items);
    }
    (options.onProgress ?? noProgress)({
      subject: source.path,
      doneBytes: batch.consumedBytes,
      totalBytes: source.sizeBytes,
      events,
    });
    stopIfAborted(options.signal, source.path);
  }
  writer.commit(row.id, { items: [], damage: [], raw });
  return { records, events, hits, damaged, damage: shownDamage };
}

function stopIfAborted(signal: AbortSignal | undefined, path: string): void {
  if (signal?.aborted === true) throw new VedetteError('E_STOPPED', `The import was stopped in ${path}`);
}

/** `batches`, and one more damaged place where what was read is not what the source's identity was taken from. */
async function* withChange(
  batches: AsyncGenerator<RecordBatch>,
  readSha256: () => string | null,
  sha256: string,
): AsyncGenerator<RecordBatch> {
  let consumedBytes = 0;
  for await (const batch of batches) {
    consumedBytes = batch.consumedBytes;
    yield batch;
  }
  const read = readSha256();
  if (read === null || read === sha256) return;
  const reason = 'the file changed while it was imported: what was read is not what its fingerprint was taken from';
  yield {
    records: [],
    damage: [{ code: 'E_SOURCE_CHANGED', offset: consumedBytes, record: null, reason }],
    consumedBytes,
  };
}

/** A record's whole way through the pure part of the house; one per source, since it remembers the record's shape. */
function createPipeline(engine: RuleEngine): (record: SourceRecord) => IngestItem {
  const normalise = createNormaliser();
  return (record) => {
    const event = normalise(record);
    const { hits, correlated } = engine.judge(event);
    const findings = findingsOf(event, hits);
    return { ordinal: record.ordinal, event, relations: relationsOf(event), findings, matches: correlated };
  };
}

function countMetrics(
  metrics: Metrics,
  connector: string,
  committed: Committed,
  damaged: number,
  items: readonly IngestItem[],
): void {
  metrics.ingestEventsReceived.inc({ connector }, committed.events);
  metrics.detectionHits.inc(committed.findings);
  metrics.recordsDamaged.inc({ connector }, damaged);
  metrics.networkAttackDetections.inc(items.filter((item) => item.event?.sensorFinding !== undefined).length);
}
