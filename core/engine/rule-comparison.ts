/** Which events rules find that other rules did not, and the other way round. */
import { createDetector } from '../detect/match.ts';
import type { SigmaRule } from '../detect/rule.ts';
import type { TimeUs } from '../kernel/time.ts';
import type { ReadableDb } from '../store/database.ts';
import { findEvent } from '../store/events.ts';
import { countStoredHits, isStoredHit } from '../store/rule-counts.ts';
import type { StoredEvent } from './stored-events.ts';

export interface ComparedEvent {
  readonly eventId: number;
  readonly timeUs: TimeUs;
  readonly message: string;
}

/** Events, not hits: one that several rules find counts once. */
export interface Comparison {
  readonly before: number;
  readonly after: number;
  readonly gained: number;
  readonly lost: number;
  /** The first ones. */
  readonly gainedExamples: readonly ComparedEvent[];
  readonly lostExamples: readonly ComparedEvent[];
}

/** What rules are compared with. */
export interface Before {
  /** Rules that its events have to be looked at for. */
  readonly rules: readonly SigmaRule[];
  isFound(event: StoredEvent): boolean;
  /** How many events it is true of; null where that is told only by going through all of them. */
  readonly total: number | null;
}

/** Other rules, or these as they were. */
export function beforeByRules(rules: readonly SigmaRule[]): Before {
  const detector = createDetector(rules);
  return { rules, isFound: (event) => detector.match(event).length > 0, total: null };
}

/**
 * What the rules `ids` found when the events came in. `rules` are those that go by these ids now: events that neither they
 * nor the rules compared are asked about are counted as lost and give no examples.
 */
export function beforeByStoredHits(db: ReadableDb, ids: readonly string[], rules: readonly SigmaRule[]): Before {
  return { rules, isFound: ({ id }) => isStoredHit(db, id, ids), total: countStoredHits(db, ids) };
}

const EXAMPLES = 10;

export class RuleComparison {
  readonly #before: Before;
  readonly #counts = { before: 0, after: 0, gained: 0, lost: 0 };
  readonly #gained: number[] = [];
  readonly #lost: number[] = [];

  constructor(before: Before) {
    this.#before = before;
  }

  add(event: StoredEvent, isFound: boolean): void {
    const wasFound = this.#before.isFound(event);
    if (wasFound) this.#counts.before++;
    if (isFound) this.#counts.after++;
    if (wasFound === isFound) return;
    this.#counts[isFound ? 'gained' : 'lost']++;
    const examples = isFound ? this.#gained : this.#lost;
    if (examples.length < EXAMPLES) examples.push(event.id);
  }

  finish(db: ReadableDb): Comparison {
    const told = (ids: readonly number[]): ComparedEvent[] =>
      ids.flatMap((eventId) => {
        const event = findEvent(db, eventId);
        // Retention may have removed it in the meantime.
        return event === null ? [] : [{ eventId, timeUs: event.timeUs, message: event.message }];
      });
    const before = this.#before.total ?? this.#counts.before;
    const lost = this.#counts.lost + before - this.#counts.before;
    return { ...this.#counts, before, lost, gainedExamples: told(this.#gained), lostExamples: told(this.#lost) };
  }
}
