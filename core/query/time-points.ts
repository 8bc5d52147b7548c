/**
 * Times as queries name them: `2026-03-04`, `2026-03-04T09:14`, `now-2h`, `yesterday`. A
 * date or month or year stands for all of it; a time of day stands for its second or minute where it is compared with
 * `:`, and for its first instant where it bounds a range, because that is how people say it.
 */
import { US_PER_DAY, US_PER_HOUR, US_PER_MINUTE, US_PER_SECOND, parseIsoTime, type TimeUs } from '../kernel/time.ts';
import { instantInZone } from './zones.ts';

/** What relative and zoneless times are relative to. `zone` is `UTC`, `+01:00` or a name such as `Europe/Berlin`. */
export interface TimeContext {
  readonly nowUs: TimeUs;
  readonly zone: string;
}

/** Microseconds, both ends included. */
export interface TimePeriod {
  readonly startUs: number;
  readonly endUs: number;
  /** True for whole days, months and years. */
  readonly isDate: boolean;
}

const UNITS_US: Readonly<Record<string, number>> = {
  ms: 1_000,
  s: US_PER_SECOND,
  m: US_PER_MINUTE,
  h: US_PER_HOUR,
  d: US_PER_DAY,
  w: 7 * US_PER_DAY,
};

/** `24h`, `1d12h`, `90m`; null for anything else, and for what is longer than time itself. */
export function parseDuration(text: string): number | null {
  if (!/^(?:\d{1,9}(?:ms|[smhdw]))+$/i.test(text) || text.length > 64) return null;
  let totalUs = 0;
  for (const [, count, unit] of text.toLowerCase().matchAll(/(\d+)(ms|[smhdw])/g)) {
    totalUs += Number(count) * UNITS_US[unit!]!;
  }
  return totalUs > 0 && totalUs <= Number.MAX_SAFE_INTEGER ? totalUs : null;
}

/** The period a text names; null where it names none. */
export function resolveTime(text: string, context: TimeContext): TimePeriod | null {
  const bare = text.trim();
  return relativeTime(bare.toLowerCase(), context) ?? calendarTime(bare, context) ?? clockTime(bare, context);
}

function relativeTime(text: string, context: TimeContext): TimePeriod | null {
  const match = /^(?:now)?(?:([+-])(\S+))?$/.exec(text);
  if (match !== null && text !== '') {
    if (match[1] === undefined) return instant(context.nowUs);
    const durationUs = parseDuration(match[2]!);
    return durationUs === null ? null : instant(context.nowUs + (match[1] === '-' ? -durationUs : durationUs));
  }
  if (text !== 'today' && text !== 'yesterday') return null;
  const today = localDay(context);
  return dayPeriod(today - (text === 'today' ? 0 : US_PER_DAY), context.zone);
}

function instant(timeUs: number): TimePeriod {
  return { startUs: timeUs, endUs: timeUs, isDate: false };
}

/** Midnight of the day that `now` falls on in the zone, as if the zone were UTC. */
function localDay({ nowUs, zone }: TimeContext): number {
  const localUs = nowUs + (nowUs - instantInZone(nowUs, zone));
  return localUs - (localUs % US_PER_DAY);
}

function dayPeriod(localUs: number, zone: string): TimePeriod {
  return {
    startUs: instantInZone(localUs, zone),
    endUs: instantInZone(localUs + US_PER_DAY, zone) - 1,
    isDate: true,
  };
}

/** `2026`, `2026-03`, `2026-03-04`. */
function calendarTime(text: string, { zone }: TimeContext): TimePeriod | null {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text);
  if (match === null) return null;
  const [, year, month, day] = match;
  const first = parseIsoTime(`${year}-${month ?? '01'}-${day ?? '01'}`);
  if (first === null) return null;
  if (day !== undefined) return dayPeriod(first.timeUs, zone);
  const next = month === undefined ? Date.UTC(Number(year) + 1, 0) : Date.UTC(Number(year), Number(month));
  return { startUs: instantInZone(first.timeUs, zone), endUs: instantInZone(next * 1_000, zone) - 1, isDate: true };
}

/** With a time of day, as far as it was written: `T09` is an hour, `T09:14` a minute, `T09:14:07` a second. */
function clockTime(text: string, { zone }: TimeContext): TimePeriod | null {
  const match =
    /^(\d{4}-\d{2}-\d{2})[T ](\d{2})(:\d{2})?(:\d{2})?([.,]\d{1,9})?\s?(Z|UTC|[+-]\d{2}(?::?\d{2})?)?$/i.exec(text);
  if (match === null) return null;
  const [, date, hour, minute, second, fraction, offset] = match;
  const parsed = parseIsoTime(
    `${date}T${hour}${minute ?? ':00'}${second ?? ':00'}${fraction ?? ''}${offset?.toUpperCase() ?? ''}`,
  );
  if (parsed === null || (fraction !== undefined && second === undefined)) return null;
  const startUs = offset === undefined ? instantInZone(parsed.timeUs, zone) : parsed.timeUs;
  return { startUs, endUs: startUs + precisionUs(minute, second, fraction) - 1, isDate: false };
}

function precisionUs(minute: string | undefined, second: string | undefined, fraction: string | undefined): number {
  if (fraction !== undefined) return 10 ** Math.max(0, 7 - fraction.length);
  if (second !== undefined) return US_PER_SECOND;
  return minute === undefined ? US_PER_HOUR : US_PER_MINUTE;
}

/** The last instant of a range that ends with `period`; it starts with `startUs`. */
export function upperBound(period: TimePeriod): number {
  return period.isDate ? period.endUs : period.startUs;
}
