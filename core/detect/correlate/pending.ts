/**
 * Matches that wait until nothing earlier can come: a heap by time. Equal times are ordered by what the matches are,
 * never by when they came, so that any order of arrival gives the same result.
 */
import type { EventKey } from './event-log.ts';

export interface Waiting {
  readonly timeUs: number;
  readonly event: EventKey;
  readonly ruleId: string;
}

export class Pending<Match extends Waiting> {
  readonly #heap: Match[] = [];

  get size(): number {
    return this.#heap.length;
  }

  /** Infinity where nothing waits. */
  get nextUs(): number {
    return this.#heap[0]?.timeUs ?? Infinity;
  }

  push(match: Match): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(match);
    while (at > 0) {
      const parent = (at - 1) >>> 1;
      if (!isBefore(match, heap[parent]!)) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = match;
  }

  /** The earliest match; there must be one. */
  pop(): Match {
    const heap = this.#heap;
    const first = heap[0]!;
    const last = heap.pop()!;
    if (heap.length === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++;
      if (!isBefore(heap[child]!, last)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
    return first;
  }
}

function isBefore(a: Waiting, b: Waiting): boolean {
  if (a.timeUs !== b.timeUs) return a.timeUs < b.timeUs;
  if (a.event !== b.event) {
    if (typeof a.event !== typeof b.event) return typeof a.event === 'number';
    return a.event < b.event;
  }
  return a.ruleId < b.ruleId;
}
