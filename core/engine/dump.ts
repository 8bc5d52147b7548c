/** Event logs as text, record by record, with nothing added: the raw view of the same reader that imports use. */
import { evtxReader, readEvtxJson, readEvtxXml, type EvtxRecord } from '../connectors/evtx/reader.ts';
import { headOf, skipped, type Skipped } from '../intake/source.ts';
import { findSources } from '../intake/sources.ts';
import { tolerant } from '../intake/read.ts';
import type { Limits } from '../kernel/limits.ts';
import type { Damage } from '../model/record.ts';

export interface DumpOptions {
  readonly format: 'json' | 'xml';
  readonly recover: boolean;
  readonly limits: Limits;
}

export type Dumped =
  | { readonly kind: 'records'; readonly path: string; readonly records: readonly EvtxRecord<string>[] }
  | { readonly kind: 'damage'; readonly path: string; readonly damage: readonly Damage[] }
  | Skipped;

/** Yields the records of every event log below `paths` in order; what is none is skipped with the reason. */
export async function* dumpPaths(paths: readonly string[], options: DumpOptions): AsyncGenerator<Dumped> {
  const read = options.format === 'xml' ? readEvtxXml : readEvtxJson;
  for await (const found of findSources(paths, options.limits)) {
    if (found.kind === 'skipped') {
      yield found;
      continue;
    }
    const { path } = found;
    if (evtxReader.recognise(await headOf(found, 4_096)) === 0) {
      yield skipped(path, 'E_FORMAT_UNKNOWN', 'is no Windows event log (EVTX)');
      continue;
    }
    const stream = tolerant(found.open());
    for await (const batch of read(stream.bytes, options)) {
      yield { kind: 'records', path, records: batch.records };
      if (batch.damage.length > 0) yield { kind: 'damage', path, damage: batch.damage };
    }
    const failure = stream.failure();
    if (failure !== null) yield { kind: 'damage', path, damage: [failure] };
  }
}
