/**
 * The only door to the wall clock. Events carry their own time; the clock is for what happens to us (imports,
 * decisions, progress), and comes in as an argument so that tests and the demo can be told the time.
 */
import { timeUsFromMs, type TimeUs } from './time.ts';

export interface Clock {
  /** Wall-clock time, UTC. */
  nowUs(): TimeUs;
  /** Milliseconds from an arbitrary start, never going back: for rates and durations only. */
  monotonicMs(): number;
}

export const systemClock: Clock = {
  nowUs: () => timeUsFromMs(Date.now())!,
  monotonicMs: () => performance.now(),
};

/** A clock that stands still at `timeUs`. */
export function fixedClock(timeUs: TimeUs): Clock {
  return { nowUs: () => timeUs, monotonicMs: () => timeUs / 1_000 };
}
