/** `212,480 events in 12.4 s, 17,135/s`: how fast a run was. */
import { count } from './format.ts';

export function rateLine(events: number, elapsedMs: number): string {
  const seconds = elapsedMs / 1_000;
  const shown = seconds < 10 ? seconds.toFixed(1) : String(Math.round(seconds));
  return `${shown} s, ${count(Math.round(events / Math.max(seconds, 0.001)))} events/s`;
}
