/**
 * What the full-text index answers, a stretch of ids at a time. Without positions the index keeps no way into the middle of
 * a word's list, so every question reads all of it; segments are much smaller than what one reading should give.
 */
import type { ReadableDb } from './database.ts';
import { statement } from './statements.ts';

/** Sixteen segments. */
const STRETCH_IDS = 2 ** 19;
/** Stretches that are kept: more than one for sources that overlap in time. */
const KEPT = 8;

export class WordHits {
  readonly #db: ReadableDb;
  readonly #match: string;
  /** Ascending ids by number of stretch, in order of use. */
  readonly #kept = new Map<number, readonly number[]>();

  constructor(db: ReadableDb, match: string) {
    this.#db = db;
    this.#match = match;
  }

  /** Ids of events from `fromId` to `toId`, both included. */
  between(fromId: number, toId: number): readonly number[] {
    const first = Math.floor(fromId / STRETCH_IDS);
    if (Math.floor(toId / STRETCH_IDS) !== first) return this.#ask(fromId, toId);
    const hits = this.#stretch(first);
    return hits.slice(firstFrom(hits, fromId), firstFrom(hits, toId + 1));
  }

  #stretch(number: number): readonly number[] {
    const hits = this.#kept.get(number) ?? this.#ask(number * STRETCH_IDS, (number + 1) * STRETCH_IDS - 1);
    this.#kept.delete(number);
    this.#kept.set(number, hits);
    if (this.#kept.size > KEPT) this.#kept.delete(this.#kept.keys().next().value!);
    return hits;
  }

  #ask(fromId: number, toId: number): number[] {
    return statement(
      this.#db,
      'SELECT rowid FROM event_words WHERE event_words MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid',
      'pluck',
    ).all(this.#match, fromId, toId) as number[];
  }
}

/** Where the first number is that is at least `least`. */
function firstFrom(ascending: readonly number[], least: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
