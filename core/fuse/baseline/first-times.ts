/** What happened for the first time on a host that has been known for a while: a program, a user, a source. */
import { US_PER_DAY, type TimeUs } from '../../kernel/time.ts';
import { tellingness } from '../telling.ts';
import { countBelow, dayOf, MIN_HISTORY_DAYS, type Habits, type Thing } from './habits.ts';
import type { Unusual } from './unusual.ts';

/** The first start of a program on a host. */
export interface FirstStart {
  /** Canonical name of the host. */
  readonly host: string;
  /** File name in lower case. */
  readonly name: string;
  /** The instance that was first, by its path. */
  readonly process: Thing;
  readonly firstUs: TimeUs;
}

/** The first time a user was active on a host, or an address connected to it. */
export interface FirstPair {
  readonly from: Thing;
  readonly host: Thing;
  readonly firstUs: TimeUs;
}

export function newProcesses(hosts: ReadonlyMap<string, Habits>, starts: readonly FirstStart[]): Unusual[] {
  const timesOfName = timesBy(starts, ({ name }) => name);
  const found: Unusual[] = [];
  for (const [host, own] of Map.groupBy(starts, (start) => start.host)) {
    const habits = hosts.get(host);
    if (habits === undefined) continue;
    const newDays = new Set(own.map(({ firstUs }) => dayOf(firstUs)));
    const times = sortedTimes(own);
    for (const { name, process, firstUs } of own) {
      const day = dayOf(firstUs);
      if (!habits.canTell(day, newDays)) continue;
      const days = habits.daysBefore(day);
      const others = countBelow(times, firstUs);
      const elsewhere = countBelow(timesOfName.get(name)!, firstUs);
      found.push({
        signal: 'first-process',
        severity: elsewhere === 0 ? 'low' : 'informational',
        title: `First time ${name} ran on ${habits.thing.label}`,
        timeUs: firstUs,
        place: habits.thing,
        entities: [
          { ...habits.thing, role: 'device' },
          { ...process, role: 'target' },
        ],
        because: [
          {
            field: 'history',
            value: `${days} days of history, ${counted(others, 'other process', 'other processes')} seen`,
          },
          {
            field: 'elsewhere',
            value:
              elsewhere === 0 ? 'never ran on any host before' : `ran on ${counted(elsewhere, 'other host')} before`,
          },
        ],
        weight: elsewhere === 0 ? 3 : 1,
        anchor: [process],
      });
    }
  }
  return found;
}

/** A pair is new where both ends have been known for long enough apart from each other. */
export function newPairs(
  hosts: ReadonlyMap<string, Habits>,
  users: ReadonlyMap<string, Habits>,
  pairs: readonly FirstPair[],
): Unusual[] {
  const known = pairs.filter(({ from }) => tellingness({ ...from, role: 'actor' }, []).weight > 0);
  const timesOfFrom = timesBy(known, ({ from }) => `${from.type} ${from.value}`);
  const found: Unusual[] = [];
  for (const own of Map.groupBy(known, ({ from, host }) => `${from.type} ${host.value}`).values()) {
    const habits = hosts.get(own[0]!.host.value);
    if (habits === undefined) continue;
    const newDays = new Set(own.map(({ firstUs }) => dayOf(firstUs)));
    const times = sortedTimes(own);
    for (const { from, host, firstUs } of own) {
      const day = dayOf(firstUs);
      const ofFrom = timesOfFrom.get(`${from.type} ${from.value}`)!;
      if (!habits.canTell(day, newDays) || !isKnown(users, ofFrom, from, firstUs)) continue;
      const isUser = from.type === 'user';
      const [before, elsewhere] = [countBelow(times, firstUs), countBelow(ofFrom, firstUs)];
      found.push({
        signal: isUser ? 'new-logon' : 'new-source',
        severity: isUser ? 'low' : 'informational',
        title: isUser
          ? `First time ${from.label} was active on ${host.label}`
          : `First time ${from.label} connected to ${host.label}`,
        timeUs: firstUs,
        place: habits.thing,
        entities: [
          { ...habits.thing, role: 'device' },
          { ...from, role: isUser ? 'target' : 'source' },
        ],
        because: [
          {
            field: 'history',
            value: `${habits.daysBefore(day)} days of history, ${counted(before, isUser ? 'other user' : 'other source')} seen there`,
          },
          { field: 'elsewhere', value: `${from.label} was known on ${counted(elsewhere, 'other host')} before` },
        ],
        weight: isUser ? 4 : 2,
        anchor: [from, host],
      });
    }
  }
  return found;
}

/** Who has just turned up is new everywhere, which says nothing about this host. `times` are its first ones, sorted. */
function isKnown(users: ReadonlyMap<string, Habits>, times: readonly number[], from: Thing, firstUs: TimeUs): boolean {
  if (from.type === 'user') return (users.get(from.value)?.daysBefore(dayOf(firstUs)) ?? 0) >= MIN_HISTORY_DAYS;
  return times[0]! <= firstUs - MIN_HISTORY_DAYS * US_PER_DAY;
}

interface First {
  readonly firstUs: TimeUs;
}

function timesBy<Of extends First>(firsts: readonly Of[], keyOf: (first: Of) => string): Map<string, number[]> {
  return new Map(Array.from(Map.groupBy(firsts, keyOf), ([key, own]) => [key, sortedTimes(own)]));
}

function sortedTimes(firsts: readonly First[]): number[] {
  return firsts.map(({ firstUs }) => firstUs).toSorted((a, b) => a - b);
}

function counted(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}
