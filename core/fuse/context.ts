/**
 * Routine that belongs to a story after all: a finding that fires now and then on a host, fired within moments of
 * something rare there. Each is held against the nearest story alert on its place and joins only where that nearness
 * is unlikely by chance, read from how much of the time this routine covers. It joins one story and never ties two
 * together.
 */
import { US_PER_HOUR, US_PER_MINUTE } from '../kernel/time.ts';
import type { DisjointSets } from './forest.ts';
import { gapBetween } from './nearness.ts';
import { contextText } from './reasons.ts';
import { placeParts } from './places.ts';
import type { Sight, Workspace } from './surprise.ts';
import type { Edge } from './edges.ts';

/** Evidence, in nats, from which routine joins a story: by chance once in 20. */
const JOIN_FROM_NATS = Math.log(20);
const MIN_GAP_US = US_PER_MINUTE;
const MIN_HISTORY_HOURS = 24;

interface Routine {
  runs: number;
  coveredUs: number;
}

interface Nearness {
  readonly other: number;
  readonly place: string;
  readonly gapUs: number;
  readonly nats: number;
}

/** Joins routine that `isFree` to stories in `sets`; returns the edges, each from the story's alert to the routine one. */
export function contextEdges(workspace: Workspace, sets: DisjointSets, isFree: (index: number) => boolean): Edge[] {
  const { sights } = workspace;
  const observedUs = Math.max(workspace.observedHours, MIN_HISTORY_HOURS) * US_PER_HOUR;
  const routines = routinesOf(sights);
  const edges: Edge[] = [];
  for (const [index, near] of nearestNotable(sights)) {
    if (!isFree(index)) continue;
    const { places, signal } = sights[index]!;
    let best: Nearness | null = null;
    for (const [order, other] of near.entries()) {
      if (other === -1 || !saysAsMuch(sights[index]!, sights[other]!)) continue;
      const place = places[order]!;
      const { runs, coveredUs } = routines.get(`${place}\n${signal}`)!;
      const gapUs = gapBetween(sights[index]!.alert, sights[other]!.alert);
      const byChance = Math.min(1, (coveredUs + 2 * runs * Math.max(gapUs, MIN_GAP_US)) / observedUs);
      const nats = -Math.log(byChance);
      if (nats >= JOIN_FROM_NATS && nats > (best?.nats ?? 0)) best = { other, place, gapUs, nats };
    }
    if (best === null || !sets.join(best.other, index)) continue;
    const { type, value } = placeParts(best.place);
    const text = contextText(type, value, best.gapUs, Math.exp(best.nats));
    edges.push({
      from: best.other,
      to: index,
      reason: { entityType: type, entityValue: value, gapUs: best.gapUs, text },
    });
  }
  return edges;
}

/** A bare place is no reason to join what others tell in detail; beside what says no more than a place it is. */
function saysAsMuch(routine: Sight, notable: Sight): boolean {
  return !routine.saysOnlyWhere || notable.saysOnlyWhere;
}

/** How often and for how long each routine ran on each place. */
function routinesOf(sights: readonly Sight[]): Map<string, Routine> {
  const routines = new Map<string, Routine>();
  for (const { alert, signal, places, isNotable } of sights) {
    if (isNotable) continue;
    for (const place of places) {
      const key = `${place}\n${signal}`;
      const routine = routines.get(key) ?? { runs: 0, coveredUs: 0 };
      routine.runs += 1;
      routine.coveredUs += alert.lastSeenUs - alert.firstSeenUs;
      routines.set(key, routine);
    }
  }
  return routines;
}

/** For each routine alert the nearest notable alert on each of its places, -1 for none; two sweeps over time. */
function nearestNotable(sights: readonly Sight[]): Map<number, number[]> {
  const nearest = new Map<number, number[]>();
  const sweep = (indexes: Iterable<number>): void => {
    const latest = new Map<string, number>();
    for (const index of indexes) {
      const { places, isNotable } = sights[index]!;
      if (isNotable) {
        for (const place of places) latest.set(place, index);
        continue;
      }
      const known = nearest.get(index) ?? places.map(() => -1);
      nearest.set(
        index,
        places.map((place, order) => nearer(sights, index, known[order]!, latest.get(place) ?? -1)),
      );
    }
  };
  sweep(sights.keys());
  sweep(Array.from(sights.keys()).toReversed());
  return nearest;
}

function nearer(sights: readonly Sight[], to: number, a: number, b: number): number {
  if (a === -1 || b === -1) return Math.max(a, b);
  return gapBetween(sights[to]!.alert, sights[b]!.alert) < gapBetween(sights[to]!.alert, sights[a]!.alert) ? b : a;
}
