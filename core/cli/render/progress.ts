/** Progress with rate and time left, on one line that overwrites itself. */
import type { Progress } from '../../engine/progress.ts';
import type { Clock } from '../../kernel/clock.ts';
import { formatDurationUs } from '../../kernel/time.ts';
import { safeText, type Terminal } from '../terminal.ts';
import { bytes, counted } from './format.ts';

const REDRAW_MS = 100;
const RATE_FROM_MS = 500;

/** Shows progress over `totalBytes` in all (null where nobody knows); each subject's own bytes are added up. */
export function createProgressLine(
  terminal: Terminal,
  clock: Clock,
  totalBytes: number | null,
): (progress: Progress) => void {
  const startedMs = clock.monotonicMs();
  const doneOf = new Map<string, number>();
  let doneBytes = 0;
  let events: number | null = null;
  let drawnMs = -Infinity;
  return (progress) => {
    doneBytes += progress.doneBytes - (doneOf.get(progress.subject) ?? 0);
    doneOf.set(progress.subject, progress.doneBytes);
    events = progress.events;
    const nowMs = clock.monotonicMs();
    if (nowMs - drawnMs < REDRAW_MS) return;
    drawnMs = nowMs;
    const elapsedMs = nowMs - startedMs;
    const rate = elapsedMs < RATE_FROM_MS ? null : (doneBytes / elapsedMs) * 1_000;
    const share = totalBytes === null || totalBytes === 0 ? null : Math.min(1, doneBytes / totalBytes);
    const left = share === null || rate === null || rate === 0 ? null : ((totalBytes! - doneBytes) / rate) * 1e6;
    const parts = [
      share === null ? bytes(doneBytes) : `${Math.floor(share * 100)} % of ${bytes(totalBytes!)}`,
      events === null ? null : counted(events, 'event'),
      rate === null ? null : `${bytes(rate)}/s`,
      left === null || left <= 0 ? null : `${formatDurationUs(left)} left`,
      safeText(progress.subject),
    ];
    terminal.status(parts.filter((part) => part !== null).join(' · '));
  };
}
