/**
 * Detection without a workspace: every hit of the rules over the given evidence as it is found, and at the end, when
 * everything can be put in order of time, what correlation rules make of them.
 */
import type { CorrelationHit } from '../detect/correlate/hit.ts';
import type { CorrelationRule } from '../detect/correlate/rule.ts';
import { createNormaliser, readerFor, readRecords } from '../intake/read.ts';
import { findSources } from '../intake/sources.ts';
import type { Skipped } from '../intake/source.ts';
import type { Limits } from '../kernel/limits.ts';
import type { TimeUs } from '../kernel/time.ts';
import type { NormalisedEvent } from '../model/event.ts';
import type { Fields } from '../model/fields.ts';
import type { RuleHit } from '../model/hit.ts';
import type { Damage } from '../model/record.ts';
import { HistoryMatches } from './history.ts';
import type { RuleEngine } from './rule-engine.ts';

export interface DetectOptions {
  readonly engine: RuleEngine;
  readonly recover: boolean;
  readonly limits: Limits;
}

/** Where an event is: its source's path and its record number there. */
export interface EventPlace {
  readonly path: string;
  readonly record: number;
}

export type Detection =
  | { readonly kind: 'hit'; readonly path: string; readonly event: NormalisedEvent; readonly hit: RuleHit }
  | { readonly kind: 'correlation'; readonly hit: CorrelationHit; readonly places: readonly EventPlace[] }
  | { readonly kind: 'damage'; readonly path: string; readonly damage: readonly Damage[] }
  | { readonly kind: 'source'; readonly path: string; readonly records: number }
  /** Matches that were not kept for correlation because there were too many; correlations may be missing. */
  | { readonly kind: 'overflow'; readonly matches: number }
  | Skipped;

/** Yields hits and damaged places in reading order, each source's total after its last, what was skipped, then correlations. */
export async function* detectPaths(paths: readonly string[], options: DetectOptions): AsyncGenerator<Detection> {
  const { engine } = options;
  const log = new PlacedMatches(engine.correlations);
  for await (const found of findSources(paths, options.limits)) {
    if (found.kind === 'skipped') {
      yield found;
      continue;
    }
    const readable = await readerFor(found);
    if (readable.kind === 'skipped') {
      yield readable;
      continue;
    }
    const normalise = createNormaliser();
    let records = 0;
    for await (const batch of readRecords(found, readable.reader, options)) {
      if (batch.damage.length > 0) yield { kind: 'damage', path: found.path, damage: batch.damage };
      records += batch.records.length;
      for (const record of batch.records) yield* hitsOf(found.path, normalise(record), engine, log);
    }
    yield { kind: 'source', path: found.path, records };
  }
  if (log.leftOut > 0) yield { kind: 'overflow', matches: log.leftOut };
  yield* log.correlate();
}

function* hitsOf(path: string, event: NormalisedEvent, engine: RuleEngine, log: PlacedMatches): Generator<Detection> {
  const { hits, correlated, fields } = engine.judge(event);
  for (const hit of hits) yield { kind: 'hit', path, event, hit };
  if (correlated.length > 0) log.add({ path, record: event.place.number }, event.timeUs, correlated, fields);
}

/** Matches with the places of their events, which have no id without a workspace. */
class PlacedMatches {
  readonly #matches: HistoryMatches;
  readonly #places: EventPlace[] = [];

  constructor(correlations: readonly CorrelationRule[]) {
    this.#matches = new HistoryMatches(correlations);
  }

  get leftOut(): number {
    return this.#matches.leftOut;
  }

  add(place: EventPlace, timeUs: TimeUs, ruleIds: readonly string[], fields: Fields): void {
    const id = this.#places.push(place) - 1;
    for (const ruleId of ruleIds) this.#matches.add({ id, timeUs, fields }, ruleId);
  }

  *correlate(): Generator<Detection> {
    for (const hit of this.#matches.correlate()) {
      const events = new Set(hit.contributions.map(({ event }) => Number(event)));
      yield { kind: 'correlation', hit, places: [...events].map((event) => this.#places[event]!) };
    }
  }
}
