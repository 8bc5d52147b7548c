/**
 * What the links made of notable alerts whose tools name nothing but host and address, so that time is all there is to
 * go by. Such stories are weighed as a whole: when each was active, where, and how much news it holds. One without news
 * is no story but something its place does now and then. Stories told in more detail need none of this.
 */
import { US_PER_HOUR } from '../kernel/time.ts';
import { severityRank } from '../model/severity.ts';
import type { DisjointSets } from './forest.ts';
import { newsOf } from './news.ts';
import type { Sights } from './sights.ts';
import type { Workspace } from './surprise.ts';
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
  readonly places: ReadonlySet<number>;
  /** Different signals that are news on their place, and the sum of their news in nats. */
  readonly signals: number;
  readonly nats: number;
  /** Whether its alerts are better gathered with what their place does anyway. */
  readonly isIdle: boolean;
}

/** The stories of the sets that say where and when and no more, in order of their first alert. */
export function storiesOf({ sights, observedHours }: Workspace, sets: DisjointSets, tuning: Tuning): Story[] {
  const saysMore = new Uint8Array(sights.length);
  for (let index = 0; index < sights.length; index++) {
    if (sights.isNotable(index) && !sights.saysOnlyWhere(index)) saysMore[sets.find(index)] = 1;
  }
  const membersOf = new Map<number, number[]>();
  for (let index = 0; index < sights.length; index++) {
    if (!sights.isNotable(index) || !sights.saysOnlyWhere(index)) continue;
    const root = sets.find(index);
    if (saysMore[root] === 1) continue;
    const members = membersOf.get(root);
    if (members === undefined) membersOf.set(root, [index]);
    else members.push(index);
  }
  return Array.from(membersOf.values(), (members) => {
    const places = placesOf(sights, members);
    const { signals, nats } = newsOf(sights, members);
    const isMild = members.every((index) => sights.severity(index) < severityRank('high'));
    const isIdle = observedHours >= MIN_HISTORY_HOURS && isMild && places.size === 1 && nats < tuning.storyFromNats;
    return { members, periods: periodsOf(sights, members), places, signals, nats, isIdle };
  });
}

function placesOf(sights: Sights, members: readonly number[]): Set<number> {
  const places = new Set<number>();
  for (const index of members) {
    for (let cell = sights.placesFrom(index); cell < sights.placesTo(index); cell++) places.add(sights.placeAt(cell));
  }
  return places;
}

/** `members` by first seen. */
function periodsOf(sights: Sights, members: readonly number[]): Period[] {
  const periods: { fromUs: number; toUs: number }[] = [];
  for (const index of members) {
    const [fromUs, toUs] = [sights.firstSeenUs(index), sights.lastSeenUs(index)];
    const last = periods.at(-1);
    if (last !== undefined && fromUs - last.toUs <= PAUSE_US) last.toUs = Math.max(last.toUs, toUs);
    else periods.push({ fromUs, toUs });
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
