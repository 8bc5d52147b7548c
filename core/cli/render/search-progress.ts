/** How far a question over many events is, with the time left, on one line that overwrites itself. */
import type { Clock } from '../../kernel/clock.ts';
import { formatDurationUs } from '../../kernel/time.ts';
import type { QueryStep } from '../../store/query-run.ts';
import type { Terminal } from '../terminal.ts';
import { count } from './format.ts';

const REDRAW_MS = 100;
/** Shorter ones are over before anybody could read how far they are. */
const SHOWN_FROM_MS = 500;

export function createSearchProgress(terminal: Terminal, clock: Clock): (step: QueryStep) => void {
  const startedMs = clock.monotonicMs();
  let drawnMs = startedMs + SHOWN_FROM_MS - REDRAW_MS;
  return ({ doneSegments, totalSegments, found }) => {
    const nowMs = clock.monotonicMs();
    if (nowMs - drawnMs < REDRAW_MS) return;
    drawnMs = nowMs;
    const leftMs = ((nowMs - startedMs) / doneSegments) * (totalSegments - doneSegments);
    const share = `${Math.floor((100 * doneSegments) / totalSegments)} % looked through`;
    const parts = [
      share,
      `${count(found)} found`,
      `${formatDurationUs(leftMs * 1_000)} left at most`,
      'Ctrl-C ends it',
    ];
    terminal.status(parts.join(' · '));
  };
}
