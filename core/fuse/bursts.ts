/**
 * Stories that share no link and yet are one: a burst of news so soon before or after a stronger one that it is there
 * by chance once in many. How often such bursts come is read from the workspace itself, so where they are common
 * nothing is joined. Only for tools that name nothing but host and address: others say what belongs together.
 */
import { US_PER_HOUR, US_PER_MINUTE } from '../kernel/time.ts';
import type { Edge } from './edges.ts';
import type { DisjointSets } from './forest.ts';
import { nearestOf } from './nearness.ts';
import { burstText, strayText } from './reasons.ts';
import { gapBetweenPeriods, type Story } from './stories.ts';
import type { Workspace } from './surprise.ts';
import type { Tuning } from './tuning.ts';

/** A burst is at least two kinds of news. */
const MIN_SIGNALS = 2;
/** A shorter history says little about how often bursts come. */
export const MIN_HISTORY_HOURS = 72;
/** Closer in time than this is no better evidence than this. */
export const MIN_GAP_US = US_PER_MINUTE;
/** Stronger ones kept for each place; more than these in one history and none is evidence. */
const MAX_STRONGER = 1_000;

/** How unlikely it is by chance that a story is so near to `story`. */
export interface Nearness {
  readonly story: Story;
  /** Null where it is the whole workspace. */
  readonly place: number | null;
  readonly nats: number;
}

export function isBurst({ isIdle, signals }: Story): boolean {
  return !isIdle && signals >= MIN_SIGNALS;
}

/** Joins bursts in `sets`, each to a stronger one; returns the edges, each from the stronger story's alert. */
export function burstEdges(
  workspace: Workspace,
  stories: readonly Story[],
  sets: DisjointSets,
  tuning: Tuning,
): Edge[] {
  if (workspace.observedHours < MIN_HISTORY_HOURS) return [];
  const observedUs = workspace.observedHours * US_PER_HOUR;
  const bursts = stories.filter(isBurst).toSorted((a, b) => b.nats - a.nats || a.members[0]! - b.members[0]!);
  /** The stronger ones so far, on each place and anywhere. */
  const stronger = new Map<number | null, Story[]>();
  const edges: Edge[] = [];
  for (const burst of bursts) {
    let best: Nearness | null = null;
    for (const place of [...burst.places, null]) {
      const known = stronger.get(place) ?? [];
      const chance = (gapUs: number): number => (2 * known.length * Math.max(gapUs, MIN_GAP_US)) / observedUs;
      // Beyond this many no nearness would be evidence, so the list need not grow nor be looked through.
      if (known.length >= MAX_STRONGER || -Math.log(chance(0)) < tuning.burstFromNats) continue;
      for (const story of known) {
        const nats = -Math.log(Math.min(1, chance(gapBetweenPeriods(story.periods, burst.periods))));
        if (nats >= tuning.burstFromNats && nats > (best?.nats ?? 0)) best = { story, place, nats };
      }
      known.push(burst);
      stronger.set(place, known);
    }
    if (best !== null && sets.join(best.story.members[0]!, burst.members[0]!)) {
      edges.push(edgeBetween(workspace, best, burst, 'burst'));
    }
  }
  return edges;
}

/** Between the two alerts that are nearest, or nearly so. */
export function edgeBetween(
  { sights, history }: Workspace,
  { story, place, nats }: Nearness,
  { members }: Story,
  kind: 'burst' | 'stray',
): Edge {
  const on = (indexes: readonly number[]): number[] =>
    indexes.filter((index) => place === null || sights.isOn(index, place));
  const [there, here] = [on(story.members), on(members)];
  const ends = [here[0]!, here.at(-1)!].map((to) => {
    const from = nearestOf(sights, there, to);
    return { from, to, gapUs: sights.gapUs(from, to) };
  });
  const { from, to, gapUs } = ends[1]!.gapUs < ends[0]!.gapUs ? ends[1]! : ends[0]!;
  const parts = place === null ? null : history.reading.place(place);
  const text = kind === 'burst' ? burstText(parts, gapUs, Math.exp(nats)) : strayText(gapUs, Math.exp(nats));
  return { from, to, reason: { entityType: parts?.type ?? null, entityValue: parts?.value ?? null, gapUs, text } };
}
