/**
 * What the detection benchmark measures in a process or thread of its own. As a process: how long loading takes and
 * what it leaves in memory (`cold` or `cached`, and the folder of the cache). As a worker: events a second.
 */
import { createReadStream } from 'node:fs';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { createGunzip } from 'node:zlib';
import { loadRulesCached } from '../../core/detect/cache/rule-cache.ts';
import { createDetector } from '../../core/detect/match.ts';
import type { RuleFile } from '../../core/detect/load.ts';
import { dataPath } from '../data.ts';
import { createReading, matchAll, PUBLIC_LANES, ruleFiles } from './detect-lanes.ts';

export interface LoadFigures {
  readonly isFromCache: boolean;
  /** From texts in memory to rules. */
  readonly loadMs: number;
  /** From rules to every index built. */
  readonly indexMs: number;
  readonly rssLoaded: number;
  readonly rssMatched: number;
}

export interface WorkerInput {
  readonly files: readonly RuleFile[];
  readonly cacheFolder: string;
  readonly lines: readonly string[];
  readonly rounds: number;
}

async function measureLoad(folder: string): Promise<LoadFigures> {
  const files = ruleFiles();
  const start = performance.now();
  const { set, isFromCache } = loadRulesCached(files, { folder, engineVersion: 'bench' });
  const loaded = performance.now();
  const detector = createDetector(set.rules);
  detector.prepare();
  const indexed = performance.now();
  const rssLoaded = process.memoryUsage().rss;
  const read = createReading();
  // Line by line, so that what is measured is the engine and not the events.
  for (const file of PUBLIC_LANES) {
    const lines = createInterface({ input: createReadStream(dataPath(file)).pipe(createGunzip()) });
    for await (const line of lines) if (line !== '') detector.match(read(line));
  }
  return {
    isFromCache,
    loadMs: loaded - start,
    indexMs: indexed - loaded,
    rssLoaded,
    rssMatched: process.memoryUsage().rss,
  };
}

if (isMainThread) {
  process.stdout.write(JSON.stringify(await measureLoad(process.argv[2]!)));
} else {
  const { files, cacheFolder, lines, rounds } = workerData as WorkerInput;
  const { set } = loadRulesCached(files, { folder: cacheFolder, engineVersion: 'bench' });
  const detector = createDetector(set.rules);
  const events = lines.map(createReading());
  matchAll(detector, events);
  parentPort!.once('message', () => {
    for (let round = 0; round < rounds; round++) matchAll(detector, events);
    parentPort!.postMessage('done', []);
  });
  parentPort!.postMessage('ready', []);
}
