/** Which events rules find that other rules did not, and the other way round. */
import type { Detector } from '../detect/match.ts';
import type { TimeUs } from '../kernel/time.ts';
import type { ReadableDb } from '../store/database.ts';
import { findEvent } from '../store/events.ts';
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

const EXAMPLES = 10;

export class RuleComparison {
  readonly #before: Detector;
  readonly #counts = { before: 0, after: 0, gained: 0, lost: 0 };
  readonly #gained: number[] = [];
  readonly #lost: number[] = [];

  constructor(before: Detector) {
    this.#before = before;
  }

  add(event: StoredEvent, isFound: boolean): void {
    const wasFound = this.#before.match(event).length > 0;
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
    return { ...this.#counts, gainedExamples: told(this.#gained), lostExamples: told(this.#lost) };
  }
}
