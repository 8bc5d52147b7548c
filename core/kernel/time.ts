/**
 * Time is integer microseconds since 1970-01-01T00:00:00Z, held in a plain number: 2^53 µs reaches the year 2255,
 * and numbers sort, store and cross process boundaries for free. The text a source wrote is kept beside it by the
 * event, because a parsed instant cannot say which zone or precision its author used.
 */
import type { Brand } from './brand.ts';

export type TimeUs = Brand<number, 'TimeUs'>;

const US_PER_MS = 1_000;
export const US_PER_SECOND = 1_000_000;
export const US_PER_MINUTE = 60 * US_PER_SECOND;
export const US_PER_HOUR = 60 * US_PER_MINUTE;
export const US_PER_DAY = 24 * US_PER_HOUR;

/** Any year that a real log can carry: 1970 up to the last instant a double holds exactly. */
const MAX_TIME_US = Number.MAX_SAFE_INTEGER;

/** Checks an integer number of microseconds; returns null for anything a log cannot mean. */
export function asTimeUs(value: number): TimeUs | null {
  return Number.isSafeInteger(value) && value >= 0 && value <= MAX_TIME_US ? (value as TimeUs) : null;
}

export function timeUsFromMs(ms: number): TimeUs | null {
  return asTimeUs(Math.round(ms * US_PER_MS));
}

/**
 * Seconds, milliseconds, microseconds or nanoseconds since the epoch, told apart by magnitude: sources rarely say
 * which they use, and no two of them overlap between 1973 and 5138.
 */
export function timeUsFromEpoch(value: number): TimeUs | null {
  if (!Number.isFinite(value) || value < 0) return null;
  if (value < 1e11) return asTimeUs(Math.round(value * US_PER_SECOND));
  if (value < 1e14) return asTimeUs(Math.round(value * US_PER_MS));
  if (value < 1e17) return asTimeUs(Math.round(value));
  return asTimeUs(Math.round(value / 1_000));
}

export interface ParsedTime {
  readonly timeUs: TimeUs;
  /** False where the text named no zone; the caller decides (and says) which one it assumed. */
  readonly hasZone: boolean;
}

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9})\d*)?)?(?:\s?(Z|z|UTC|[+-]\d{2}(?::?\d{2})?))?)?$/;

/**
 * Parses RFC 3339 and the ISO 8601 forms logs really use: `T` or a space, any number of fraction digits (kept to the
 * microsecond), `Z`, `UTC`, `+01:00`, `+0100`, `+01` or no zone at all (read as UTC, `hasZone` false).
 * Returns null for anything else, a 13th month or a 30th of February included.
 */
export function parseIsoTime(text: string): ParsedTime | null {
  const match = ISO.exec(text.trim());
  if (match === null) return null;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone] = match;
  const parts = [Number(year), Number(month), Number(day)] as const;
  const clock = [Number(hour), Number(minute), Number(second)] as const;
  if (clock[0] > 24 || clock[1] > 59 || clock[2] > 60) return null;
  const midnightMs = Date.UTC(parts[0], parts[1] - 1, parts[2]);
  const date = new Date(midnightMs);
  if (date.getUTCMonth() !== parts[1] - 1 || date.getUTCDate() !== parts[2]) return null;
  const fractionUs = Number(fraction.slice(0, 6).padEnd(6, '0'));
  const seconds = clock[0] * 3600 + clock[1] * 60 + clock[2] - zoneOffsetSeconds(zone);
  const timeUs = asTimeUs(midnightMs * US_PER_MS + seconds * US_PER_SECOND + fractionUs);
  return timeUs === null ? null : { timeUs, hasZone: zone !== undefined };
}

function zoneOffsetSeconds(zone: string | undefined): number {
  if (zone === undefined || !/^[+-]/.test(zone)) return 0;
  const sign = zone[0] === '-' ? -1 : 1;
  const digits = zone.slice(1).replace(':', '');
  return sign * (Number(digits.slice(0, 2)) * 3600 + Number(digits.slice(2) || '0') * 60);
}

/** `2026-03-04T09:14:07.123456Z`: always UTC, always six fraction digits, so texts sort as times do. */
export function formatTimeUs(timeUs: TimeUs): string {
  const microseconds = timeUs % US_PER_SECOND;
  const seconds = new Date((timeUs - microseconds) / US_PER_MS).toISOString().slice(0, 19);
  return `${seconds}.${String(microseconds).padStart(6, '0')}Z`;
}

/** `4 h 12 m`, `38 s`, `250 ms`: the two largest units, for people. */
export function formatDurationUs(durationUs: number): string {
  const units: readonly (readonly [string, number])[] = [
    ['d', US_PER_DAY],
    ['h', US_PER_HOUR],
    ['m', US_PER_MINUTE],
    ['s', US_PER_SECOND],
    ['ms', US_PER_MS],
  ];
  const first = units.findIndex(([, size]) => durationUs >= size);
  if (first === -1) return '0 s';
  const [name, size] = units[first]!;
  const whole = Math.floor(durationUs / size);
  const next = units[first + 1];
  const rest = next === undefined || next[0] === 'ms' ? 0 : Math.floor((durationUs % size) / next[1]);
  return rest === 0 ? `${whole} ${name}` : `${whole} ${name} ${rest} ${next![0]}`;
}
