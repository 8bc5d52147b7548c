/**
 * Windows times as text. A FILETIME needs 57 bits today, so seconds and ticks are computed from its two halves
 * without ever forming the whole; dates repeat from record to record, so the last day's text is kept.
 *
 * JSON shows microseconds, as evtx_dump does; XML shows all seven digits of a FILETIME.
 */
const TICKS_PER_SECOND = 10_000_000;
/** 2^32 ticks are this many seconds and ticks. */
const HIGH_SECONDS = 429;
const HIGH_TICKS = 4_967_296;
const SECONDS_1601_TO_1970 = 11_644_473_600;
const SECONDS_PER_DAY = 86_400;
/** Up to here the sums stay exact in a double; the year is past 20000. */
const MAX_EXACT_HIGH = 0x6b_ffff_ff;

const TWO_DIGITS = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, '0'));

let lastDay = Number.NaN;
let lastDayText = '';

/** `fractionDigits` is 6 or 7. */
export function fileTimeText(high: number, low: number, fractionDigits: 6 | 7): string {
  if (high > MAX_EXACT_HIGH) return farFileTimeText(high, low, fractionDigits);
  const rest = high * HIGH_TICKS + low;
  const extra = Math.floor(rest / TICKS_PER_SECOND);
  const ticks = rest - extra * TICKS_PER_SECOND;
  return instantText(high * HIGH_SECONDS + extra, ticks, fractionDigits);
}

function farFileTimeText(high: number, low: number, fractionDigits: 6 | 7): string {
  const all = (BigInt(high) << 32n) | BigInt(low);
  const perSecond = BigInt(TICKS_PER_SECOND);
  return instantText(Number(all / perSecond), Number(all % perSecond), fractionDigits);
}

function instantText(secondsSince1601: number, ticks: number, fractionDigits: 6 | 7): string {
  const seconds = secondsSince1601 - SECONDS_1601_TO_1970;
  const day = Math.floor(seconds / SECONDS_PER_DAY);
  const inDay = seconds - day * SECONDS_PER_DAY;
  const fraction =
    fractionDigits === 6 ? String(Math.floor(ticks / 10)).padStart(6, '0') : String(ticks).padStart(7, '0');
  return `${dayText(day)}T${clockText(inDay)}.${fraction}Z`;
}

function dayText(day: number): string {
  if (day !== lastDay) {
    lastDay = day;
    const date = new Date(day * SECONDS_PER_DAY * 1_000);
    lastDayText = dateText(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
  }
  return lastDayText;
}

function clockText(inDay: number): string {
  const hour = Math.floor(inDay / 3_600);
  const minute = Math.floor(inDay / 60) % 60;
  return `${TWO_DIGITS[hour]}:${TWO_DIGITS[minute]}:${TWO_DIGITS[inDay % 60]}`;
}

function dateText(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/**
 * Sixteen bytes of SYSTEMTIME, digits as they stand even where no calendar has such a day: what was written is
 * evidence. All zero means unset and reads as the epoch of FILETIME.
 */
export function systemTimeText(bytes: Buffer, offset: number, fractionDigits: 6 | 7): string {
  const field = (index: number): number => bytes.readUInt16LE(offset + index * 2);
  const parts = [0, 1, 2, 3, 4, 5, 6, 7].map(field);
  if (parts.every((part) => part === 0)) return fileTimeText(0, 0, fractionDigits);
  const [year, month, , day, hour, minute, second, ms] = parts as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const clock = [hour, minute, second].map((part) => String(part).padStart(2, '0')).join(':');
  const fraction = String(ms).padStart(3, '0').padEnd(fractionDigits, '0');
  return `${dateText(year, month, day)}T${clock}.${fraction}Z`;
}
