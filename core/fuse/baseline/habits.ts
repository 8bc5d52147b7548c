/** When an entity was active, hour by hour: what its past is measured by. All of it is event time. */
import { US_PER_HOUR } from '../../kernel/time.ts';
import type { EntityType } from '../../model/entity.ts';

/** With fewer active days before it, nothing an entity does is called unusual. */
export const MIN_HISTORY_DAYS = 7;
/** Where this many of so many days before had something new of a kind, new things are usual there. */
const LOOK_BACK_DAYS = 7;
const MAX_NEW_DAYS = 3;

export interface Thing {
  readonly type: EntityType;
  readonly value: string;
  /** As people know it. */
  readonly label: string;
}

export interface HourCount {
  /** Hours since 1970. */
  readonly hour: number;
  readonly events: number;
}

export class Habits {
  readonly thing: Thing;
  /** Ascending by hour. */
  readonly hours: readonly HourCount[];
  /** Days since 1970 with any activity, ascending. */
  readonly days: readonly number[];

  constructor(thing: Thing, hours: readonly HourCount[]) {
    this.thing = thing;
    this.hours = hours;
    this.days = [...new Set(hours.map(({ hour }) => dayOfHour(hour)))];
  }

  /** Active days before `day`. */
  daysBefore(day: number): number {
    return countBelow(this.days, day);
  }

  /** Whether enough is known before `day` and things that are on `newDays` for the first time are not usual there. */
  canTell(day: number, newDays: ReadonlySet<number>): boolean {
    const before = this.daysBefore(day);
    if (before < MIN_HISTORY_DAYS) return false;
    const latest = this.days.slice(before - LOOK_BACK_DAYS, before);
    return latest.filter((one) => newDays.has(one)).length <= MAX_NEW_DAYS;
  }
}

export function dayOfHour(hour: number): number {
  return Math.floor(hour / 24);
}

export function dayOf(timeUs: number): number {
  return dayOfHour(Math.floor(timeUs / US_PER_HOUR));
}

/** How many of `sorted` are below `bound`. */
export function countBelow(sorted: readonly number[], bound: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
