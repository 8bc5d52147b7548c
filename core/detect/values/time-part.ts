/**
 * Parts of a date (Sigma 2.1.0, modifiers appendix, "Time Modifiers"): a number read off a timestamp as it is written.
 * The zone of a text is left alone, because the modifiers are not meant to convert; a number of seconds or the like
 * since 1970 has no zone and is read as UTC.
 */
import { timeUsFromEpoch } from '../../kernel/time.ts';
import { decimalOf } from './number.ts';

export const TIME_PARTS = ['minute', 'hour', 'day', 'week', 'month', 'year'] as const;
export type TimePart = (typeof TIME_PARTS)[number];

/** The least and the greatest number each part can be; ISO 8601 counts up to 53 weeks. */
export const TIME_PART_RANGES: Readonly<Record<TimePart, readonly [number, number]>> = {
  minute: [0, 59],
  hour: [0, 23],
  day: [1, 31],
  week: [1, 53],
  month: [1, 12],
  year: [0, 9_999],
};

const DATE =
  /^\s*(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::\d{2}(?:[.,]\d+)?)?\s?(?:Z|UTC|[+-]\d{2}:?\d{0,2})?)?\s*$/i;
/** Smaller numbers are counters and ids rather than times: this one is in 1973. */
const MIN_EPOCH = 100_000_000;
const DAY_MS = 86_400_000;

/** The part of the date that `text` is, or null where it is no date or has no such part (a date without a clock). */
export function timePartOf(text: string, part: TimePart): number | null {
  if (text.length > 64) return null;
  const match = DATE.exec(text);
  if (match === null) return partOfEpoch(text, part);
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const midnight = new Date(Date.UTC(year, month - 1, day));
  if (midnight.getUTCMonth() !== month - 1 || midnight.getUTCDate() !== day) return null;
  if (part === 'hour' || part === 'minute') {
    const written = part === 'hour' ? match[4] : match[5];
    const [, most] = TIME_PART_RANGES[part];
    return written === undefined || Number(written) > most ? null : Number(written);
  }
  return partOfDay(midnight, part);
}

function partOfEpoch(text: string, part: TimePart): number | null {
  const value = decimalOf(text);
  if (value === null || value < MIN_EPOCH) return null;
  const timeUs = timeUsFromEpoch(value);
  if (timeUs === null) return null;
  const date = new Date(Math.floor(timeUs / 1_000));
  if (part === 'minute') return date.getUTCMinutes();
  return part === 'hour' ? date.getUTCHours() : partOfDay(date, part);
}

function partOfDay(date: Date, part: 'day' | 'week' | 'month' | 'year'): number {
  switch (part) {
    case 'day':
      return date.getUTCDate();
    case 'month':
      return date.getUTCMonth() + 1;
    case 'year':
      return date.getUTCFullYear();
    case 'week':
      return isoWeekOf(date);
  }
}

/** Weeks start on Monday; the first is the one that holds the year's first Thursday. */
function isoWeekOf(date: Date): number {
  const dayMs = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate());
  const thursday = new Date(dayMs + (3 - ((date.getUTCDay() + 6) % 7)) * DAY_MS);
  return 1 + Math.floor((thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / (7 * DAY_MS));
}
