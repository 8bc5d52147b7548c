/** Who changes something, and what it takes to do so: given to every engine function that changes a workspace by hand. */
import type { Clock } from '../kernel/clock.ts';
import type { Metrics } from '../kernel/metrics.ts';

export interface Acting {
  /** The name a decision is remembered by. */
  readonly actor: string;
  /** Wall-clock time: a decision happens to us, not in the evidence. */
  readonly clock: Clock;
  readonly metrics: Metrics;
}
