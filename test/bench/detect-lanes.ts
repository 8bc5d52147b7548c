/** What the detection benchmark runs over: the rules, and lanes of events as JSON lines and as normalised events. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { RuleFile } from '../../core/detect/load.ts';
import type { Detector } from '../../core/detect/match.ts';
import { createNormaliser } from '../../core/intake/read.ts';
import type { NormalisedEvent } from '../../core/model/event.ts';
import type { SourceRecord } from '../../core/model/record.ts';
import { dataPath, filesBelow, unpackData } from '../data.ts';
import { dataSources } from '../records.ts';

export interface Lane {
  readonly name: string;
  readonly lines: readonly string[];
}

/** All SigmaHQ rules, or those below one of their folders. */
export function ruleFiles(below = ''): RuleFile[] {
  const folder = unpackData('sigma/sigmahq-rules.zip');
  return filesBelow(path.join(folder, below), '.yml').map((file) => ({
    path: path.relative(folder, file),
    text: readFileSync(file, 'utf8'),
  }));
}

export const PUBLIC_LANES = ['bench/structured_windows.ndjson.gz', 'bench/sysmon_file_event.ndjson.gz'] as const;

/** The two lanes of a public Sigma benchmark. */
export function publicLanes(): Lane[] {
  const lane = (name: string, file: string): Lane => ({
    name,
    lines: gunzipSync(readFileSync(dataPath(file)))
      .toString('utf8')
      .split('\n')
      .filter((line) => line !== ''),
  });
  return [lane('structured Windows', PUBLIC_LANES[0]), lane('Sysmon file events', PUBLIC_LANES[1])];
}

const SYSMON = 'Microsoft-Windows-Sysmon/Operational';

/** Real Sysmon events, some of each data set. */
export async function realLane(total: number, perSource: number): Promise<Lane> {
  const lines: string[] = [];
  for await (const { batches } of dataSources('otrf/security-datasets.zip')) {
    let taken = 0;
    for await (const records of batches()) {
      for (const { value } of records) {
        if ((value as { readonly Channel?: unknown }).Channel !== SYSMON || taken >= perSource) continue;
        taken++;
        lines.push(JSON.stringify(value));
      }
      if (taken >= perSource || lines.length >= total) break;
    }
    if (lines.length >= total) break;
  }
  return { name: 'real Sysmon (OTRF)', lines: lines.slice(0, total) };
}

/** Parses and normalises lines as an import does. */
export function createReading(): (line: string) => NormalisedEvent {
  const normalise = createNormaliser();
  let ordinal = 0;
  return (line) => {
    ordinal++;
    const record: SourceRecord = {
      ordinal,
      number: ordinal,
      offset: 0,
      lengthBytes: line.length,
      value: JSON.parse(line) as unknown,
      isRecovered: false,
    };
    return normalise(record);
  };
}

/** Number of hits, so that nothing can be optimised away. */
export function matchAll(detector: Detector, events: readonly NormalisedEvent[]): number {
  let hits = 0;
  for (const event of events) hits += detector.match(event).length;
  return hits;
}

/** Milliseconds of the fastest of `rounds` runs. */
export function bestMs(rounds: number, work: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    work();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}
