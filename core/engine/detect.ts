/** Detection without a workspace: every hit of the rules over the given evidence, as it is found. */
import type { Detector } from '../detect/match.ts';
import { createNormaliser, readerFor, readRecords } from '../intake/read.ts';
import { findSources } from '../intake/sources.ts';
import type { Skipped } from '../intake/source.ts';
import type { Limits } from '../kernel/limits.ts';
import type { NormalisedEvent } from '../model/event.ts';
import type { RuleHit } from '../model/hit.ts';
import type { Damage } from '../model/record.ts';

export interface DetectOptions {
  readonly detector: Detector;
  readonly recover: boolean;
  readonly limits: Limits;
}

export type Detection =
  | { readonly kind: 'hit'; readonly path: string; readonly event: NormalisedEvent; readonly hit: RuleHit }
  | { readonly kind: 'source'; readonly path: string; readonly records: number; readonly damage: readonly Damage[] }
  | Skipped;

/** Yields hits in reading order, each source's totals after its last hit, and what was skipped. */
export async function* detectPaths(paths: readonly string[], options: DetectOptions): AsyncGenerator<Detection> {
  for await (const found of findSources(paths, options.limits)) {
    if (found.kind === 'skipped') {
      yield found;
      continue;
    }
    const reader = await readerFor(found);
    if (reader === null) {
      yield { kind: 'skipped', path: found.path, code: 'E_FORMAT_UNKNOWN', reason: 'is of no format known here' };
      continue;
    }
    const normalise = createNormaliser();
    const damage: Damage[] = [];
    let records = 0;
    for await (const batch of readRecords(found, reader, options)) {
      damage.push(...batch.damage);
      records += batch.records.length;
      for (const record of batch.records) {
        const event = normalise(record);
        for (const hit of options.detector.match(event)) yield { kind: 'hit', path: found.path, event, hit };
      }
    }
    yield { kind: 'source', path: found.path, records, damage };
  }
}
