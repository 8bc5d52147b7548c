/** Lines of a list that were not taken, each with its number and the reason. */
import { safeText, type Terminal } from '../terminal.ts';
import { count } from './format.ts';

const SHOWN = 20;

export interface RefusedLine {
  /** `assets.csv, line 4`, or what was typed. */
  readonly place: string;
  readonly reason: string;
}

export function printRefused(terminal: Terminal, refused: readonly RefusedLine[], taken: number): void {
  for (const { place, reason } of refused.slice(0, SHOWN)) terminal.warn(`${safeText(place)}: ${safeText(reason)}`);
  if (refused.length > SHOWN) terminal.warn(`… and ${count(refused.length - SHOWN)} more: use --json for all`);
  if (refused.length > 0) terminal.warn(`${count(refused.length)} of ${count(refused.length + taken)} refused.`);
}
