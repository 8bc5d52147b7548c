/** Numbers, times and sizes as people read them; the zone is one for the whole window. */
import { create } from 'zustand';

interface ZoneStore {
  /** An IANA name, or `UTC`. */
  readonly zone: string;
}

export const useZone = create<ZoneStore>(() => ({ zone: 'UTC' }));

/** The zone of settings as an IANA name: `local` is the machine's. */
export function ianaZone(setting: string): string {
  return setting === 'local' ? Intl.DateTimeFormat().resolvedOptions().timeZone : setting;
}

const COUNT = new Intl.NumberFormat('en-US');

/** Thousands apart. */
export function count(value: number): string {
  return COUNT.format(value);
}

/** `1 event`, `2,000 events`. */
export function counted(value: number, what: string, many = `${what}s`): string {
  return `${count(value)} ${value === 1 ? what : many}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function partsIn(zone: string, timeMs: number): Record<string, string> {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(zone, format);
  }
  return Object.fromEntries(format.formatToParts(timeMs).map(({ type, value }) => [type, value]));
}

/** `2026-03-04 09:14:07.123` in `zone`; a time of zero is one that nobody knows. */
export function time(timeUs: number, zone: string, precision: 'minute' | 'second' | 'ms' | 'us' = 'ms'): string {
  if (timeUs === 0) return 'no time';
  const timeMs = Math.floor(timeUs / 1_000);
  const { year, month, day, hour, minute, second } = partsIn(zone, timeMs);
  const toMinute = `${year}-${month}-${day} ${hour}:${minute}`;
  if (precision === 'minute') return toMinute;
  const toSecond = `${toMinute}:${second}`;
  if (precision === 'second') return toSecond;
  const us = ((timeUs % 1_000_000) + 1_000_000) % 1_000_000;
  return precision === 'ms' ? `${toSecond}.${pad(Math.floor(us / 1_000), 3)}` : `${toSecond}.${pad(us, 6)}`;
}

/** `09:14:07` alone, for lists within one day. */
export function clockTime(timeUs: number, zone: string): string {
  return timeUs === 0 ? 'no time' : time(timeUs, zone, 'second').slice(11);
}

/** `UTC` or `UTC+01:00`, as it was at `timeUs`. */
export function zoneText(zone: string, timeUs = Date.now() * 1_000): string {
  if (zone === 'UTC') return 'UTC';
  const name = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
    .formatToParts(timeUs / 1_000)
    .find(({ type }) => type === 'timeZoneName')?.value;
  return (name ?? zone).replace('GMT', 'UTC') || zone;
}

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const;

/** `4 h 12 min`, `38 s`, `0.4 s`: two units at most. */
export function duration(ms: number): string {
  if (ms < 1_000) return `${(ms / 1_000).toFixed(1)} s`;
  const first = UNITS.findIndex(([, size]) => ms >= size);
  const [unit, size] = UNITS[first]!;
  const whole = Math.floor(ms / size);
  const next = UNITS[first + 1];
  const rest = next === undefined ? 0 : Math.floor((ms % size) / next[1]);
  return rest === 0 ? `${count(whole)} ${unit}` : `${count(whole)} ${unit} ${rest} ${next![0]}`;
}

/** `12.4 MB`, in thousands as disks are sold. */
export function bytes(value: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let unit = 0;
  let size = value;
  while (size >= 1_000 && unit < units.length - 1) {
    size /= 1_000;
    unit++;
  }
  return `${unit === 0 || size >= 100 ? Math.round(size) : size.toFixed(1)} ${units[unit]}`;
}

/** The last part of a path, however it is written. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) || path;
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}
