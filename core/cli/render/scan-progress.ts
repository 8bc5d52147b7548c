/** How far a walk over stored events is, with the rate and the time left, on one line that overwrites itself. */
import type { ScanProgress } from '../../engine/stored-events.ts';
import type { Clock } from '../../kernel/clock.ts';
import { formatDurationUs } from '../../kernel/time.ts';
import type { Terminal } from '../terminal.ts';
import { count, counted } from './format.ts';

const REDRAW_MS = 100;
const RATE_FROM_MS = 500;

export function createScanProgress(terminal: Terminal, clock: Clock): (progress: ScanProgress) => void {
  const startedMs = clock.monotonicMs();
  let drawnMs = -Infinity;
  return ({ doneEvents, totalEvents }) => {
    const nowMs = clock.monotonicMs();
    if (nowMs - drawnMs < REDRAW_MS) return;
    drawnMs = nowMs;
    const elapsedMs = nowMs - startedMs;
    const perMs = elapsedMs < RATE_FROM_MS ? 0 : doneEvents / elapsedMs;
    const share = Math.floor((100 * doneEvents) / Math.max(1, totalEvents));
    const parts = [`${share} % of ${counted(totalEvents, 'event')}`];
    if (perMs > 0) {
      parts.push(`${count(Math.round(perMs * 1_000))}/s`);
      parts.push(`${formatDurationUs(((totalEvents - doneEvents) / perMs) * 1_000)} left`);
    }
    terminal.status([...parts, 'Ctrl-C ends it'].join(' · '));
  };
}
