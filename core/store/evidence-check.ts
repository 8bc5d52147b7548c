/**
 * Is the evidence that is kept still what was imported? Each source's kept bytes are unpacked and their SHA-256 compared
 * with the one the source is known by. Of a source that retention took blocks from only that its blocks unpack can be
 * told. Memory is one block.
 */
import { messageOf, VedetteError } from '../kernel/errors.ts';
import type { ReadableDb } from './database.ts';
import { finished } from './query-run.ts';
import { fingerprintSteps, type RawFingerprint } from './raw-blocks.ts';
import { damageOf, listSources, type SourceId, type SourceRow } from './sources.ts';

export interface EvidenceFault {
  readonly path: string;
  readonly sha256: string;
  readonly reason: string;
}

export interface EvidenceCheck {
  /** Evidence that was read to its end. */
  readonly sources: number;
  /** Kept byte for byte. */
  readonly whole: number;
  /** Of which retention removed some, or of which less than all was ever kept. */
  readonly inPart: number;
  /** Of which nothing is kept: it was imported by an early version, or retention removed all of it. */
  readonly notKept: number;
  /** That changed while they were imported, which their damage says: what is kept is what was read. */
  readonly changed: number;
  readonly faults: readonly EvidenceFault[];
}

export interface EvidenceProgress {
  readonly path: string;
  readonly doneBytes: number;
  readonly totalBytes: number;
}

export function checkEvidence(
  db: ReadableDb,
  onProgress: (progress: EvidenceProgress) => void = () => {},
): EvidenceCheck {
  return finished(evidenceSteps(db, null), onProgress);
}

/** The same block by block; of one source, or (null) of all. */
export function* evidenceSteps(db: ReadableDb, sourceId: SourceId | null): Generator<EvidenceProgress, EvidenceCheck> {
  const keptBytes = keptBytesOf(db);
  const sources = listSources(db).filter(
    ({ id, kind, state }) => kind !== 'alerts' && state === 'complete' && (sourceId === null || id === sourceId),
  );
  const totalBytes = sources.reduce((sum, { id }) => sum + (keptBytes.get(id) ?? 0), 0);
  const counts = { whole: 0, inPart: 0, notKept: 0, changed: 0 };
  const faults: EvidenceFault[] = [];
  let doneBytes = 0;
  for (const source of sources) {
    const { id, path, sha256 } = source;
    if (!keptBytes.has(id) && source.sizeBytes > 0) {
      counts.notKept++;
      continue;
    }
    try {
      const steps = fingerprintSteps(db, id);
      let step = steps.next();
      for (; step.done !== true; step = steps.next()) {
        doneBytes += step.value;
        yield { path, doneBytes, totalBytes };
      }
      const kept = step.value;
      const verdict = judge(db, source, kept);
      if (typeof verdict === 'string') counts[verdict]++;
      else faults.push({ path, sha256, ...verdict });
    } catch (error) {
      if (!(error instanceof VedetteError)) throw error;
      faults.push({ path, sha256, reason: messageOf(error) });
    }
  }
  return { sources: sources.length, ...counts, faults };
}

function judge(
  db: ReadableDb,
  source: SourceRow,
  kept: RawFingerprint,
): 'whole' | 'inPart' | 'changed' | { readonly reason: string } {
  if (kept.sha256 === source.sha256) return 'whole';
  if (damageOf(db, source.id).some(({ code }) => code === 'E_SOURCE_CHANGED')) return 'changed';
  if (kept.sizeBytes < source.sizeBytes && source.eventsRemoved > 0) return 'inPart';
  if (kept.sizeBytes !== source.sizeBytes)
    return { reason: `${kept.sizeBytes} of ${source.sizeBytes} bytes are kept, and nothing was removed by retention` };
  return { reason: `the SHA-256 of what is kept is ${kept.sha256}` };
}

function keptBytesOf(db: ReadableDb): ReadonlyMap<number, number> {
  const rows = db.prepare('SELECT source_id, sum(length_bytes) FROM raw_block GROUP BY source_id').raw().all();
  return new Map(rows as [number, number][]);
}
