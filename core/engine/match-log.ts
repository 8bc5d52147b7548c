/**
 * Matches held in memory until all evidence is read, because sources are read one after the other and correlation
 * wants their events in order of time. Of each event only the fields that correlations look at are kept.
 */
import { createCorrelator } from '../detect/correlate/correlator.ts';
import type { CorrelationHit } from '../detect/correlate/hit.ts';
import type { CorrelationRule } from '../detect/correlate/rule.ts';
import type { TimeUs } from '../kernel/time.ts';
import type { Fields, FieldValue } from '../model/fields.ts';
import type { EventPlace } from './detect.ts';

/** About 300 bytes each; past it matches are counted and left out. */
const MAX_MATCHES = 2_000_000;

interface LoggedMatch {
  readonly place: EventPlace;
  readonly timeUs: TimeUs;
  readonly ruleId: string;
  readonly fields: Fields;
}

export interface MatchLog {
  readonly dropped: number;
  add(place: EventPlace, timeUs: TimeUs, ruleId: string, fields: Fields): void;
  /** What the correlation rules find over everything that was added. */
  correlate(): Generator<{ readonly hit: CorrelationHit; readonly places: readonly EventPlace[] }>;
}

export function createMatchLog(correlations: readonly CorrelationRule[]): MatchLog {
  const matches: LoggedMatch[] = [];
  const fieldNames = fieldsOf(correlations);
  let dropped = 0;

  function* correlate(): ReturnType<MatchLog['correlate']> {
    if (correlations.length === 0) return;
    const correlator = createCorrelator(correlations, { latenessUs: 0 });
    const inOrder = matches.toSorted((a, b) => a.timeUs - b.timeUs);
    for (const [index, { timeUs, ruleId, fields }] of inOrder.entries()) {
      yield* placed(correlator.observe({ event: index, timeUs, fields, ruleId }), inOrder);
    }
    yield* placed(correlator.flush(), inOrder);
  }

  return {
    get dropped() {
      return dropped;
    },
    add: (place, timeUs, ruleId, fields) => {
      if (matches.length >= MAX_MATCHES) dropped++;
      else matches.push({ place, timeUs, ruleId, fields: picked(fields, fieldNames) });
    },
    correlate,
  };
}

function* placed(hits: readonly CorrelationHit[], matches: readonly LoggedMatch[]): ReturnType<MatchLog['correlate']> {
  for (const hit of hits) {
    const events = new Set(hit.contributions.map(({ event }) => Number(event)));
    yield { hit, places: [...events].map((event) => matches[event]!.place) };
  }
}

/** Every field that any of them looks at; a correlation over correlations may ask for more than its neighbour does. */
function fieldsOf(correlations: readonly CorrelationRule[]): string[] {
  const rules = correlations.flatMap((correlation) => correlation.rules);
  return [...new Set(rules.flatMap(({ groupFields, valueFields }) => [...groupFields, ...valueFields]))];
}

function picked(fields: Fields, names: readonly string[]): Fields {
  const kept: Record<string, FieldValue> = {};
  for (const name of names) if (Object.hasOwn(fields, name)) kept[name] = fields[name]!;
  return kept;
}
