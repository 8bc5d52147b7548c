/** The records of a public data set, read by the real readers. */
import { createNormaliser, readerFor, readRecords } from '../core/intake/read.ts';
import { findSources } from '../core/intake/sources.ts';
import { DEFAULT_LIMITS } from '../core/kernel/limits.ts';
import type { NormalisedEvent } from '../core/model/event.ts';
import type { SourceRecord } from '../core/model/record.ts';
import { dataPath } from './data.ts';

export interface DataSource {
  readonly path: string;
  /** Its records, batch by batch. */
  batches(): AsyncGenerator<readonly SourceRecord[]>;
  /** For this source's records only. */
  readonly normalise: (record: SourceRecord) => NormalisedEvent;
}

/** Every source in the data set that some reader knows. */
export async function* dataSources(name: string): AsyncGenerator<DataSource> {
  for await (const found of findSources([dataPath(name)], DEFAULT_LIMITS)) {
    if (found.kind === 'skipped') continue;
    const readable = await readerFor(found);
    if (readable.kind === 'skipped') continue;
    const options = { limits: DEFAULT_LIMITS, recover: false };
    async function* batches(): AsyncGenerator<readonly SourceRecord[]> {
      if (found.kind === 'skipped' || readable.kind === 'skipped') return;
      for await (const { records } of readRecords(found, readable.reader, options)) yield records;
    }
    yield { path: found.path, batches, normalise: createNormaliser() };
  }
}
