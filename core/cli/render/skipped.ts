/** What was not read, and why; grouped, because a folder of photographs is one remark and not a thousand. */
import type { Skipped } from '../../intake/source.ts';
import { safeText, type Terminal } from '../terminal.ts';
import { count } from './format.ts';

const SHOWN_PER_REASON = 3;

export function printSkipped(terminal: Terminal, skipped: readonly Skipped[]): void {
  if (skipped.length === 0) return;
  const groups = Map.groupBy(skipped, ({ code, path, reason }) => `${code}\0${reason.replaceAll(path, '')}`);
  terminal.print();
  terminal.print(`Skipped: ${count(skipped.length)}`);
  for (const group of groups.values()) {
    for (const { code, path, reason } of group.slice(0, SHOWN_PER_REASON)) {
      terminal.print(`  ${safeText(path)}: ${safeText(reason)} (${code})`);
    }
    if (group.length > SHOWN_PER_REASON)
      terminal.print(`  … and ${count(group.length - SHOWN_PER_REASON)} more like these`);
  }
}
