/** Time zones by offset or by name; names come from the runtime's own database, so nothing is fetched. */
import { US_PER_HOUR, US_PER_MINUTE } from '../kernel/time.ts';

const OFFSET = /^([+-])(\d{2}):?(\d{2})?$/;
const formats = new Map<string, Intl.DateTimeFormat | null>();

/** Whether `zone` is `UTC`, `Z`, an offset such as `+01:00`, or a name the runtime knows. */
export function isZone(zone: string): boolean {
  return isUtc(zone) || OFFSET.test(zone) || formatOf(zone) !== null;
}

function isUtc(zone: string): boolean {
  return zone.toUpperCase() === 'UTC' || zone.toUpperCase() === 'Z';
}

/**
 * The instant at which a clock in `zone` shows what a clock in UTC shows at `wallUs`. Where the clock skips that
 * moment it is the one an hour later; where it shows it twice, the first.
 */
export function instantInZone(wallUs: number, zone: string): number {
  const first = wallUs - offsetUs(wallUs, zone);
  return wallUs - offsetUs(first, zone);
}

function offsetUs(instantUs: number, zone: string): number {
  if (isUtc(zone)) return 0;
  const match = OFFSET.exec(zone);
  if (match !== null) {
    const size = Number(match[2]) * US_PER_HOUR + Number(match[3] ?? 0) * US_PER_MINUTE;
    return match[1] === '-' ? -size : size;
  }
  const format = formatOf(zone);
  const seconds = Math.floor(instantUs / 1_000_000);
  if (format === null || Math.abs(seconds) > 8.64e12) return 0;
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(seconds * 1_000)) part[type] = Number(value);
  const shown = Date.UTC(part['year']!, part['month']! - 1, part['day'], part['hour'], part['minute'], part['second']);
  return (shown - seconds * 1_000) * 1_000;
}

/** Null for a name the runtime does not know. */
function formatOf(zone: string): Intl.DateTimeFormat | null {
  let format = formats.get(zone);
  if (format === undefined) {
    format = newFormat(zone);
    if (formats.size < 100) formats.set(zone, format);
  }
  return format;
}

function newFormat(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    return null;
  }
}
