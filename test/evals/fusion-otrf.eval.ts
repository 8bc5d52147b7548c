/**
 * Whether attacks that were separate stay separate: recordings of single techniques on the same lab machines by the
 * same accounts, imported together as if each had happened some hours after the one before. Rules are SigmaHQ's, the
 * recordings OTRF's; both are read through the product's own doors. Beside fusion stand groupings that need no thought.
 *
 * Run: `node test/evals/fusion-otrf.eval.ts`
 */
import path from 'node:path';
import { createDetector, type Detector } from '../../core/detect/match.ts';
import { findingsOf } from '../../core/engine/findings.ts';
import { readRulePack } from '../../core/engine/rule-pack.ts';
import { dedup } from '../../core/fuse/dedup.ts';
import { fuse } from '../../core/fuse/fuse.ts';
import { TUNING, type Tuning } from '../../core/fuse/tuning.ts';
import { createNormaliser, readerFor, readRecords } from '../../core/intake/read.ts';
import { findSources } from '../../core/intake/sources.ts';
import { DEFAULT_LIMITS } from '../../core/kernel/limits.ts';
import { asTimeUs, US_PER_HOUR } from '../../core/kernel/time.ts';
import type { Finding } from '../../core/model/alert.ts';
import { dataPath, filesBelow, hasData, unpackData } from '../data.ts';
import { PAIR_HEAD, pairRow, pairScores, partitionOf, trivialPartitions, type PairScores } from './fusion-pairs.ts';
import { createSeeded } from './seeded.ts';
import { table } from './table.ts';

const SHIFT_HOURS = [24, 12, 6, 2] as const;
const START_US = 1_700_000_000_000_000;
const SEED = 20_261_122;

/** The timed findings of one recording. */
export interface Recording {
  readonly name: string;
  readonly findings: readonly Finding[];
}

/** What the rules find in each recording; none that nothing was found in. */
export async function readRecordings(): Promise<Recording[]> {
  const { rules } = await readRulePack([dataPath('sigma/sigmahq-rules.zip')]);
  const detector = createDetector(rules);
  const recordings: Recording[] = [];
  for (const file of filesBelow(unpackData('otrf/security-datasets.zip'), '.zip')) {
    const findings = (await findingsIn(file, detector)).filter(({ timeUs }) => timeUs > 0);
    if (findings.length > 0) recordings.push({ name: path.basename(file), findings });
  }
  return recordings;
}

async function findingsIn(file: string, detector: Detector): Promise<Finding[]> {
  const findings: Finding[] = [];
  for await (const source of findSources([file], DEFAULT_LIMITS)) {
    if (source.kind === 'skipped') continue;
    const readable = await readerFor(source);
    if (readable.kind === 'skipped') continue;
    const normalise = createNormaliser();
    for await (const { records } of readRecords(source, readable.reader, { limits: DEFAULT_LIMITS, recover: false })) {
      for (const record of records) {
        const event = normalise(record);
        for (const found of findingsOf(event, detector.match(event))) findings.push({ ...found, sequence: 0 });
      }
    }
  }
  return findings;
}

/** The recordings one after another, each starting `hours` after the start of the one before. */
export function shiftedScores(recordings: readonly Recording[], hours: number, tuning: Tuning = TUNING): PairScores[] {
  const findings: Finding[] = [];
  const names: string[] = [];
  for (const [index, recording] of recordings.entries()) {
    const firstUs = recording.findings.reduce((first, { timeUs }) => Math.min(first, timeUs), Infinity);
    for (const finding of recording.findings) {
      const timeUs = asTimeUs(START_US + index * hours * US_PER_HOUR + finding.timeUs - firstUs)!;
      findings.push({ ...finding, timeUs, sequence: findings.length });
      names.push(recording.name);
    }
  }
  const deduped = dedup(findings);
  const alerts = deduped.map(({ alert }) => alert);
  const labels = deduped.map(({ sequences }) => names[sequences[0]!]!);
  const partition = partitionOf(alerts, fuse(alerts, [], tuning));
  const trivial = trivialPartitions(alerts, partition, createSeeded(SEED));
  return [{ method: 'fusion', partition }, ...trivial].map((one) => pairScores(one.method, labels, one.partition));
}

/** Prints one block of rows for each shift. */
export async function run(): Promise<void> {
  if (!hasData) {
    console.log('fusion-otrf: the recordings are missing (VEDETTE_DATA), nothing measured');
    return;
  }
  const recordings = await readRecordings();
  const findings = recordings.reduce((sum, one) => sum + one.findings.length, 0);
  console.log(`${recordings.length} recordings, ${findings} findings; each starts so many hours after the one before`);
  const rows = SHIFT_HOURS.flatMap((hours) =>
    shiftedScores(recordings, hours).map((scores) => [`${hours} h`, ...pairRow(scores)]),
  );
  console.log(table(['shift', ...PAIR_HEAD], rows));
}

if (import.meta.main) await run();
