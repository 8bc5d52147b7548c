/**
 * What was unusual for a host or a user, told by their own past and nothing else: the facts are sums over all stored
 * events, so it does not matter in which order they came. Each is a small remark with its numbers, never a verdict; they
 * are bounded so that they cannot drown what rules find, and what was left out is counted.
 */
import { compareText } from '../../kernel/text-order.ts';
import type { TimeUs } from '../../kernel/time.ts';
import type { EntityMention } from '../../model/entity.ts';
import type { Severity } from '../../model/severity.ts';
import { newPairs, newProcesses, type FirstPair, type FirstStart } from './first-times.ts';
import { dayOf, MIN_HISTORY_DAYS, type Habits, type Thing } from './habits.ts';
import { unusualHours, volumeSpikes } from './rhythm.ts';

/** Who is named as the finder of what baselines find. */
export const BASELINE_DETECTOR = 'baseline';

export const BASELINE_SIGNALS = ['first-process', 'new-logon', 'new-source', 'unusual-hour', 'volume-spike'] as const;
export type BaselineSignal = (typeof BASELINE_SIGNALS)[number];

/** Remarks on one host or user on one day, and on all of them on one day. */
const MAX_PER_PLACE_AND_DAY = 3;
const MAX_PER_DAY = 20;

export interface Unusual {
  readonly signal: BaselineSignal;
  readonly severity: Severity;
  readonly title: string;
  readonly timeUs: TimeUs;
  /** The host or user it is about. */
  readonly place: Thing;
  readonly entities: readonly EntityMention[];
  /** Numbers behind it, in words. */
  readonly because: readonly { readonly field: string; readonly value: string }[];
  /** Of several on a day those with more weight are kept. */
  readonly weight: number;
  /** An event that names both of these in the hour of `timeUs` stands behind it. */
  readonly anchor: readonly Thing[];
}

export interface BaselineFacts {
  readonly hosts: ReadonlyMap<string, Habits>;
  readonly users: ReadonlyMap<string, Habits>;
  readonly starts: readonly FirstStart[];
  readonly pairs: readonly FirstPair[];
}

export interface BaselineResult {
  /** By time. */
  readonly unusual: readonly Unusual[];
  readonly leftOut: number;
}

export function unusualIn(facts: BaselineFacts): BaselineResult {
  const all = [
    ...newProcesses(facts.hosts, facts.starts),
    ...newPairs(facts.hosts, facts.users, facts.pairs),
    ...[...facts.users.values()].flatMap(unusualHours),
    ...[...facts.hosts.values()].flatMap(volumeSpikes),
  ];
  const unusual = bounded(all).toSorted((a, b) => a.timeUs - b.timeUs || compareText(a.title, b.title));
  return { unusual, leftOut: all.length - unusual.length };
}

/** How many hosts or users have enough history for anything to be said of them. */
export function countReady(habits: Iterable<Habits>): number {
  let ready = 0;
  for (const { days } of habits) if (days.length > MIN_HISTORY_DAYS) ready++;
  return ready;
}

function bounded(all: readonly Unusual[]): Unusual[] {
  const onPlace = new Map<string, number>();
  const onDay = new Map<number, number>();
  return all
    .toSorted((a, b) => b.weight - a.weight || a.timeUs - b.timeUs || compareText(a.title, b.title))
    .filter(({ place, timeUs }) => {
      const day = dayOf(timeUs);
      const key = `${day} ${place.type} ${place.value}`;
      const [here, everywhere] = [onPlace.get(key) ?? 0, onDay.get(day) ?? 0];
      if (here >= MAX_PER_PLACE_AND_DAY || everywhere >= MAX_PER_DAY) return false;
      onPlace.set(key, here + 1);
      onDay.set(day, everywhere + 1);
      return true;
    });
}
