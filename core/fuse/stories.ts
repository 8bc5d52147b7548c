/**
 * What the links made of notable alerts whose tools name nothing but host and address, so that time is all there is to
 * go by. Such stories are weighed as a whole: when each was active, where, and how much news it holds. One without news
 * is no story but something its place does now and then. Stories told in more detail need none of this.
 */
import { US_PER_HOUR } from '../kernel/time.ts';
import { severityRank } from '../model/severity.ts';
import type { DisjointSets } from './forest.ts';
import { newsOf } from './news.ts';
import type { Sight, Workspace } from './surprise.ts';
import type { Tuning } from './tuning.ts';

/** A shorter history cannot tell what is no news. */
const MIN_HISTORY_HOURS = 72;
/** Silent for longer than this, a story was not going on. */
const PAUSE_US = US_PER_HOUR;

/** In µs. */
export interface Period {
  readonly fromUs: number;
  readonly toUs: number;
}

/** One told by tools that name nothing but host and address in any of its alerts. */
export interface Story {
  /** Its notable alerts, ascending indexes; there is always one. */
  readonly members: readonly number[];
  /** By time, apart by more than the pause. */
  readonly periods: readonly Period[];
  readonly places: ReadonlySet<string>;
  /** Different signals that are news on their place, and the sum of their news in nats. */
  readonly signals: number;
  readonly nats: number;
  /** Whether its alerts are better gathered with what their place does anyway. */
  readonly isIdle: boolean;
}

/** The stories of the sets that say where and when and no more, in order of their first alert. */
export function storiesOf({ sights, observedHours }: Workspace, sets: DisjointSets, tuning: Tuning): Story[] {
  const membersOf = new Map<number, number[]>();
  const saysMore = new Set<number>();
  for (const [index, { isNotable, saysOnlyWhere }] of sights.entries()) {
    if (!isNotable) continue;
    const root = sets.find(index);
    if (saysMore.has(root)) continue;
    const members = membersOf.get(root);
    if (!saysOnlyWhere) {
      saysMore.add(root);
      membersOf.delete(root);
    } else if (members === undefined) membersOf.set(root, [index]);
    else members.push(index);
  }
  return Array.from(membersOf.values(), (members) => {
    const own = members.map((index) => sights[index]!);
    const places = new Set(own.flatMap((sight) => sight.places));
    const { signals, nats } = newsOf(own);
    const isMild = own.every(({ alert }) => severityRank(alert.severity) < severityRank('high'));
    const isIdle = observedHours >= MIN_HISTORY_HOURS && isMild && places.size === 1 && nats < tuning.storyFromNats;
    return { members, periods: periodsOf(own), places, signals, nats, isIdle };
  });
}

/** `sights` by first seen. */
function periodsOf(sights: readonly Sight[]): Period[] {
  const periods: { fromUs: number; toUs: number }[] = [];
  for (const { alert } of sights) {
    const last = periods.at(-1);
    if (last !== undefined && alert.firstSeenUs - last.toUs <= PAUSE_US) {
      last.toUs = Math.max(last.toUs, alert.lastSeenUs);
    } else periods.push({ fromUs: alert.firstSeenUs, toUs: alert.lastSeenUs });
  }
  return periods;
}

/** How far apart two stories are where they are nearest, in µs; 0 where they overlap. Both by time. */
export function gapBetweenPeriods(a: readonly Period[], b: readonly Period[]): number {
  let gapUs = Infinity;
  for (let [left, right] = [0, 0]; left < a.length && right < b.length;) {
    const [one, other] = [a[left]!, b[right]!];
    gapUs = Math.min(gapUs, Math.max(0, one.fromUs - other.toUs, other.fromUs - one.toUs));
    if (one.toUs < other.toUs) left += 1;
    else right += 1;
  }
  return gapUs;
}
