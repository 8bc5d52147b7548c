/** From what people type to a limit of retention. */
import type { PageInput } from '../../../core/contract/page.ts';
import { timeIn } from '../../lib/time-in.ts';

export type Limit = PageInput<'workspace.previewRetention'>['limit'];
export type LimitKind = Limit['by'];

const DAY_US = 86_400_000_000;
const MEGABYTE = 1_000_000;

/** Null for what is no limit. */
export function limitOf(kind: LimitKind, text: string, zone: string): Limit | null {
  if (kind === 'time') {
    const beforeUs = timeIn(text, zone);
    return beforeUs === null || beforeUs < 0 ? null : { by: 'time', beforeUs };
  }
  const number = Number(text.trim());
  if (text.trim() === '' || !Number.isFinite(number) || number <= 0) return null;
  if (kind === 'age') {
    const olderThanUs = Math.round(number * DAY_US);
    return Number.isSafeInteger(olderThanUs) ? { by: 'age', olderThanUs } : null;
  }
  const maxBytes = Math.round(number * MEGABYTE);
  return Number.isSafeInteger(maxBytes) ? { by: 'size', maxBytes } : null;
}
