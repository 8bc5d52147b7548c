/** An alert that came down like hail: so many findings so fast that each by itself means nothing (D10). */
import { US_PER_MINUTE } from '../kernel/time.ts';
import type { Alert } from '../model/alert.ts';

const MIN_FINDINGS = 100;
/** Findings a minute, on average from the first to the last. */
const MIN_RATE = 4;

export function isStorm({
  count,
  firstSeenUs,
  lastSeenUs,
}: Pick<Alert, 'count' | 'firstSeenUs' | 'lastSeenUs'>): boolean {
  return count >= MIN_FINDINGS && count * US_PER_MINUTE >= MIN_RATE * (lastSeenUs - firstSeenUs);
}
