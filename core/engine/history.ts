/**
 * Correlation over what is stored: matches are kept until all events were seen, because they are stored as they were
 * imported and correlate as they happened. Of each event only its id, its time and the fields that correlations read
 * are kept.
 */
import { createCorrelator, type CorrelatedMatch, type Correlator } from '../detect/correlate/correlator.ts';
import type { CorrelationHit } from '../detect/correlate/hit.ts';
import type { CorrelationRule } from '../detect/correlate/rule.ts';
import { ownValue } from '../detect/match.ts';
import type { Fields, FieldValue } from '../model/fields.ts';
import type { StoredEvent } from './stored-events.ts';

/** A match takes some 300 bytes and the values of its fields. */
const MAX_MATCHES = 2_000_000;

export class HistoryMatches {
  readonly #correlator: Correlator;
  readonly #fields: readonly string[];
  readonly #matches: CorrelatedMatch[] = [];
  #leftOut = 0;

  constructor(correlations: readonly CorrelationRule[]) {
    this.#correlator = createCorrelator(correlations, { latenessUs: 0 });
    const related = correlations.flatMap(({ rules }) => rules);
    this.#fields = [...new Set(related.flatMap(({ groupFields, valueFields }) => [...groupFields, ...valueFields]))];
  }

  /** Matches left out because there were too many. */
  get leftOut(): number {
    return this.#leftOut;
  }

  /** An event without a time correlates with nothing. */
  add({ id, timeUs, fields }: Pick<StoredEvent, 'id' | 'timeUs' | 'fields'>, ruleId: string): void {
    if (timeUs === 0 || !this.#correlator.wants(ruleId)) return;
    if (this.#matches.length >= MAX_MATCHES) this.#leftOut++;
    else this.#matches.push({ event: id, timeUs, fields: this.#needed(fields), ruleId });
  }

  /** What the correlations find in all of them; call it once, after the last match. */
  *correlate(): Generator<CorrelationHit> {
    this.#matches.sort((a, b) => a.timeUs - b.timeUs || Number(a.event) - Number(b.event));
    for (const match of this.#matches) yield* this.#correlator.observe(match);
    yield* this.#correlator.flush();
  }

  #needed(fields: Fields): Fields {
    const needed: [string, FieldValue][] = [];
    for (const name of this.#fields) {
      const value = ownValue(fields, name);
      if (value !== undefined) needed.push([name, value]);
    }
    return Object.fromEntries(needed);
  }
}
