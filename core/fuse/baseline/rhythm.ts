/** What broke the rhythm of a user or a host: an hour of the day it was never active in, more events than ever before. */
import { US_PER_HOUR, type TimeUs } from '../../kernel/time.ts';
import { tellingness } from '../telling.ts';
import { dayOfHour, MIN_HISTORY_DAYS, type Habits } from './habits.ts';
import type { Unusual } from './unusual.ts';

/** A working week and the one after: with less, a late shift has not come round yet. */
const MIN_DAYS_FOR_HOURS = 14;
/** Who is active in more hours of the day than this has no hours. */
const MAX_USUAL_HOURS = 16;
/** Hours this near to a usual one are usual. */
const NEAR_HOURS = 1;

/** The first hour of a day in which the user was never active on any day before, nor in the hour next to it. */
export function unusualHours(user: Habits): Unusual[] {
  const { thing, hours } = user;
  if (tellingness({ ...thing, role: 'actor' }, []).weight === 0) return [];
  const daysOfHour = Array.from({ length: 24 }, () => 0);
  const newDays = new Set<number>();
  const found: Unusual[] = [];
  for (const [day, ofDay] of Map.groupBy(hours, ({ hour }) => dayOfHour(hour))) {
    const days = user.daysBefore(day);
    const usual = daysOfHour.flatMap((count, hour) => (count > 0 ? [hour] : []));
    const odd = ofDay.find(({ hour }) => !usual.some((other) => hoursApart(hour % 24, other) <= NEAR_HOURS));
    if (odd !== undefined && days > 0) newDays.add(day);
    const isTelling = days >= MIN_DAYS_FOR_HOURS && usual.length <= MAX_USUAL_HOURS && user.canTell(day, newDays);
    if (odd !== undefined && isTelling) {
      found.push({
        signal: 'unusual-hour',
        severity: 'informational',
        title: `${thing.label} was active at an unusual hour: ${clock(odd.hour % 24)} UTC`,
        timeUs: (odd.hour * US_PER_HOUR) as TimeUs,
        place: thing,
        entities: [{ ...thing, role: 'actor' }],
        because: [
          { field: 'history', value: `on none of ${days} days before within an hour of that` },
          { field: 'usual hours', value: `${spans(usual)} UTC` },
          { field: 'events', value: `${odd.events} in that hour` },
        ],
        weight: 2,
        anchor: [thing],
      });
    }
    for (const { hour } of ofDay) daysOfHour[hour % 24]!++;
  }
  return found;
}

const MIN_SPIKE_EVENTS = 100;
const SPIKE_FACTOR = 3;
const MIN_ACTIVE_HOURS = 72;

/** Hours with more than three times the events of any hour before. */
export function volumeSpikes(host: Habits): Unusual[] {
  const { thing, hours } = host;
  const found: Unusual[] = [];
  let most = 0;
  for (const [index, { hour, events }] of hours.entries()) {
    const days = host.daysBefore(dayOfHour(hour));
    const isKnown = days >= MIN_HISTORY_DAYS && index >= MIN_ACTIVE_HOURS;
    if (isKnown && events >= MIN_SPIKE_EVENTS && events > SPIKE_FACTOR * most) {
      found.push({
        signal: 'volume-spike',
        severity: 'informational',
        title: `More events than ever on ${thing.label}: ${events} in an hour`,
        timeUs: (hour * US_PER_HOUR) as TimeUs,
        place: thing,
        entities: [{ ...thing, role: 'device' }],
        because: [
          { field: 'history', value: `at most ${most} in any of ${index} active hours on ${days} days before` },
          { field: 'factor', value: `${(events / most).toFixed(1)} times that` },
        ],
        weight: 2,
        anchor: [thing],
      });
    }
    most = Math.max(most, events);
  }
  return found;
}

function hoursApart(a: number, b: number): number {
  const apart = Math.abs(a - b);
  return Math.min(apart, 24 - apart);
}

/** `08:00 to 11:59, 14:00 to 17:59`. */
export function spans(hours: readonly number[]): string {
  const parts: string[] = [];
  for (let index = 0; index < hours.length;) {
    let end = index;
    while (hours[end + 1] === hours[end]! + 1) end++;
    parts.push(`${clock(hours[index]!)} to ${String(hours[end]!).padStart(2, '0')}:59`);
    index = end + 1;
  }
  return parts.join(', ');
}

function clock(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}
