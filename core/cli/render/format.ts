/** Numbers, times and ids as people read them. */
import { formatTimeUs, type TimeUs } from '../../kernel/time.ts';

const NUMBER = new Intl.NumberFormat('en-US');

/** `1,204`. */
export function count(value: number): string {
  return NUMBER.format(value);
}

/** `1 alert`, `1,204 alerts`. */
export function counted(value: number, noun: string, plural = `${noun}s`): string {
  return `${count(value)} ${value === 1 ? noun : plural}`;
}

/** `1,204 alerts (37 suppressed)`: wherever alerts are counted, so that nobody takes what is hidden for gone. */
export function alertsCounted({
  alerts,
  suppressed,
}: {
  readonly alerts: number;
  readonly suppressed: number;
}): string {
  return counted(alerts, 'alert') + (suppressed > 0 ? ` (${count(suppressed)} suppressed)` : '');
}

/** `2026-03-04 09:14:07.123Z`; `no time` for records that name none. */
export function time(timeUs: TimeUs): string {
  if (timeUs === 0) return 'no time'.padEnd(24);
  const iso = formatTimeUs(timeUs);
  return `${iso.slice(0, 10)} ${iso.slice(11, 23)}Z`;
}

/** `2026-03-04 09:14:07Z`, for lists. */
export function timeToSecond(timeUs: TimeUs): string {
  return timeUs === 0 ? 'no time' : `${time(timeUs).slice(0, 19)}Z`;
}

/** RFC 3339 for machines; null for records that name no time. */
export function jsonTime(timeUs: TimeUs): string | null {
  return timeUs === 0 ? null : formatTimeUs(timeUs);
}

/** The first digits of an id, enough to name it in one workspace. */
export function shortId(id: string): string {
  return id.slice(0, 8);
}

const BYTE_UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** `12.4 MB`, in powers of ten as disks are sold. */
export function bytes(value: number): string {
  let size = value;
  let unit = 0;
  while (size >= 1_000 && unit < BYTE_UNITS.length - 1) {
    size /= 1_000;
    unit++;
  }
  return `${unit === 0 || size >= 100 ? Math.round(size) : size.toFixed(1)} ${BYTE_UNITS[unit]}`;
}
