/**
 * What a story's places did anyway while it went on: it says nothing by itself and yet is what the analyst reads beside
 * it. Only stories full of news take it in, told by tools that name nothing but host and address, where time is all
 * there is to go by. It adds nothing to their risk and ties no two together.
 */
import type { Edge } from './edges.ts';
import type { DisjointSets } from './forest.ts';
import { nearestOf } from './nearness.ts';
import { meanwhileText } from './reasons.ts';
import type { Period, Story } from './stories.ts';
import type { Sights } from './sights.ts';
import type { Workspace } from './surprise.ts';
import type { Tuning } from './tuning.ts';

/** Windows of a place looked at for one alert, the latest that began before its end. */
const LOOKED_AT = 8;

interface Window extends Period {
  /** Alerts of the story on the place. */
  readonly members: readonly number[];
}

interface Found {
  readonly place: number;
  readonly members: readonly number[];
  readonly sharedUs: number;
}

/** Joins what is in no story (`isFree`) to the one on its place that it shares most time with. */
export function meanwhileEdges(
  { sights, history }: Workspace,
  stories: readonly Story[],
  sets: DisjointSets,
  tuning: Tuning,
  isFree: (index: number) => boolean,
): Edge[] {
  const windows = windowsByPlace(sights, stories, tuning);
  if (windows.size === 0) return [];
  const edges: Edge[] = [];
  for (let to = 0; to < sights.length; to++) {
    const found = isFree(to) ? bestWindow(sights, to, windows) : null;
    if (found === null) continue;
    const from = nearestOf(sights, found.members, to);
    if (!sets.join(from, to)) continue;
    const { type, value } = history.reading.place(found.place);
    const gapUs = sights.gapUs(from, to);
    const text = meanwhileText(type, value, gapUs);
    edges.push({ from, to, reason: { entityType: type, entityValue: value, gapUs, text } });
  }
  return edges;
}

/** For each place when its strong stories were on, by time. */
function windowsByPlace(
  sights: Sights,
  stories: readonly Story[],
  { aroundUs, strongFromNats }: Tuning,
): Map<number, Window[]> {
  const windows = new Map<number, Window[]>();
  for (const { nats, places, periods, members } of stories) {
    if (nats < strongFromNats) continue;
    for (const place of places) {
      const known = windows.get(place) ?? [];
      const here = members.filter((index) => sights.isOn(index, place));
      for (const { fromUs, toUs } of periods) {
        known.push({ fromUs: fromUs - aroundUs, toUs: toUs + aroundUs, members: here });
      }
      windows.set(place, known);
    }
  }
  for (const known of windows.values()) known.sort((a, b) => a.fromUs - b.fromUs || a.members[0]! - b.members[0]!);
  return windows;
}

function bestWindow(sights: Sights, index: number, windows: ReadonlyMap<number, readonly Window[]>): Found | null {
  const [firstSeenUs, lastSeenUs] = [sights.firstSeenUs(index), sights.lastSeenUs(index)];
  let best: Found | null = null;
  for (let cell = sights.placesFrom(index); cell < sights.placesTo(index); cell++) {
    const place = sights.placeAt(cell);
    const ofPlace = windows.get(place) ?? [];
    const end = firstAfter(ofPlace, lastSeenUs);
    for (const { fromUs, toUs, members } of ofPlace.slice(Math.max(0, end - LOOKED_AT), end)) {
      const sharedUs = Math.min(lastSeenUs, toUs) - Math.max(firstSeenUs, fromUs);
      if (sharedUs >= 0 && sharedUs > (best?.sharedUs ?? -1)) best = { place, members, sharedUs };
    }
  }
  return best;
}

function firstAfter(windows: readonly Window[], timeUs: number): number {
  let [low, high] = [0, windows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (windows[middle]!.fromUs <= timeUs) low = middle + 1;
    else high = middle;
  }
  return low;
}
