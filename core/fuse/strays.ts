/**
 * Lone findings beside a strong story: too little to be a burst, and yet here with it within moments. A workspace has
 * many of them, so the question is not whether this one is so near by chance, but whether any as new as it would be.
 */
import { US_PER_HOUR } from '../kernel/time.ts';
import { edgeBetween, isBurst, MIN_GAP_US, MIN_HISTORY_HOURS, type Nearness } from './bursts.ts';
import type { Edge } from './edges.ts';
import type { DisjointSets } from './forest.ts';
import { gapBetweenPeriods, type Story } from './stories.ts';
import type { Workspace } from './surprise.ts';
import type { Tuning } from './tuning.ts';

/** Joins strays to strong stories in `sets`; returns the edges, each from the strong story's alert. */
export function strayEdges(
  workspace: Workspace,
  stories: readonly Story[],
  sets: DisjointSets,
  tuning: Tuning,
): Edge[] {
  if (workspace.observedHours < MIN_HISTORY_HOURS) return [];
  const observedUs = workspace.observedHours * US_PER_HOUR;
  const strong = stories.filter(({ nats }) => nats >= tuning.strongFromNats);
  const strays = stories
    .filter((story) => !isBurst(story) && story.nats < tuning.strongFromNats)
    .toSorted((a, b) => b.nats - a.nats || a.members[0]! - b.members[0]!);
  const edges: Edge[] = [];
  for (const [newer, stray] of strays.entries()) {
    const pairs = strong.length * (newer + 1);
    const natsAt = (gapUs: number): number => -Math.log((2 * pairs * Math.max(gapUs, MIN_GAP_US)) / observedUs);
    // From here on no nearness would be evidence.
    if (natsAt(0) < tuning.burstFromNats) break;
    let best: Nearness | null = null;
    for (const story of strong) {
      const nats = natsAt(gapBetweenPeriods(story.periods, stray.periods));
      if (nats >= tuning.burstFromNats && nats > (best?.nats ?? 0)) best = { story, place: null, nats };
    }
    if (best !== null && sets.join(best.story.members[0]!, stray.members[0]!)) {
      edges.push(edgeBetween(workspace, best, stray, 'stray'));
    }
  }
  return edges;
}
